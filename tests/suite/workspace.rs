//! A folder with articles and a record, and the program run in it, so that a test reads as a story:
//! "given these articles, when the user runs this, then …".

use assert_cmd::Command;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder of its own, gone at the end of the test.
pub struct Workspace {
    folder: TempDir,
}

impl Workspace {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With a file in it.
    pub fn with(self, file: &str, contents: impl AsRef<[u8]>) -> Self {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
        self
    }

    /// With the articles that come with the project, in `seeds/`.
    pub fn with_seeds(mut self) -> Self {
        for seed in seed_files() {
            let name = format!("seeds/{}", seed.file_name().unwrap().to_str().unwrap());
            self = self.with(&name, fs::read(&seed).unwrap());
        }
        self
    }

    /// With a record of one short article of two claims and a denial ([`DAM`]).
    pub fn of_dam() -> Self {
        Self::new().with("dam.txt", DAM).after(&["ingest", "dam.txt"])
    }

    /// With what the command does; it must succeed.
    pub fn after(self, arguments: &[&str]) -> Self {
        self.run(arguments).succeeds();
        self
    }

    /// The path of something in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program in this folder, with a record of the folder's own and nothing of the user's settings.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.plain(env!("CARGO_BIN_EXE_onrecord"));
        command.args(arguments);
        Command::from_std(command)
    }

    /// A program in this folder, with nothing of the user's settings.
    pub fn plain(&self, program: impl AsRef<OsStr>) -> std::process::Command {
        let mut command = std::process::Command::new(program);
        command
            .current_dir(self.folder.path())
            .env_remove("ONRECORD_STORE")
            .env_remove("ONRECORD_JUDGE")
            .env_remove("NO_COLOR")
            .env("COLUMNS", "100");
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments), arguments)
    }

    /// Runs the program with something on standard input.
    pub fn run_on(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Ran {
        let mut command = self.command(arguments);
        command.write_stdin(input);
        Ran::of(command, arguments)
    }

    /// The record in the folder as sorted N-Quads, without the graph that says which run read what. A record without
    /// articles gives nothing.
    pub fn record(&self) -> BTreeSet<String> {
        let exported = self.run(&["export", "--format", "nquads"]);
        if exported.messages.contains("holds no articles") {
            return BTreeSet::new();
        }
        exported
            .succeeds()
            .output
            .lines()
            .filter(|line| !line.ends_with("<urn:onrecord:runs> ."))
            .map(str::to_owned)
            .collect()
    }
}

/// What a run of the program left.
pub struct Ran {
    what: String,
    /// The exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub messages: String,
}

impl Ran {
    /// Runs a command; `arguments` are for the message of a test that fails.
    pub fn of(mut command: Command, arguments: &[&str]) -> Self {
        let ran = command.output().unwrap();
        Self {
            what: format!("onrecord {}", arguments.join(" ")),
            code: ran.status.code(),
            output: String::from_utf8(ran.stdout).unwrap(),
            messages: String::from_utf8(ran.stderr).unwrap(),
        }
    }

    /// The exit code; none where a signal ended it.
    pub fn code(&self) -> Option<i32> {
        self.code
    }

    fn exits(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "{}\noutput: {}\nmessages: {}",
            self.what,
            self.output,
            self.messages
        );
        self
    }

    /// It did what it was asked.
    pub fn succeeds(self) -> Self {
        self.exits(0)
    }

    /// It worked, and found nothing.
    pub fn finds_nothing(self) -> Self {
        self.exits(1)
    }

    /// It failed.
    pub fn fails(self) -> Self {
        self.exits(2)
    }

    /// And its messages hold these words.
    pub fn saying(self, words: &str) -> Self {
        assert!(
            self.messages.contains(words),
            "{}: {words}\n--\n{}",
            self.what,
            self.messages
        );
        self
    }

    /// And its output holds these words.
    pub fn printing(self, words: &str) -> Self {
        assert!(
            self.output.contains(words),
            "{}: {words}\n--\n{}",
            self.what,
            self.output
        );
        self
    }
}

/// The articles that come with the project.
pub fn seed_files() -> Vec<PathBuf> {
    let mut seeds: Vec<PathBuf> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending != "md"))
        .collect();
    seeds.sort();
    assert!(seeds.len() >= 9, "{seeds:?}");
    seeds
}

/// The folder `../shared`; where it is absent, says that the test is skipped and gives `None`.
pub fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("ONRECORD_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let there = folder.is_dir().then_some(folder);
    if there.is_none() {
        println!("skipped: needs ../shared");
    }
    there
}

/// A short article of two claims.
pub const DAM: &str = "Engineer warns of leak in Merrow dam

By Sofia Hale
Tuesday, 17 February 2026

Engineer Ivo Lund said on Monday that the Merrow dam was leaking. \"We told the ministry in January,\" Lund told reporters.

Minister Ana Reyes denied on Tuesday that the dam was leaking.
";

/// What a scorer of `../shared/bench` prints for the predictions.
pub fn scorer(shared: &Path, name: &str, gold: &Path, predictions: &Path) -> String {
    let scored = Command::new("python3")
        .arg(shared.join("bench").join(name))
        .args([gold, predictions])
        .output()
        .unwrap();
    assert!(
        scored.status.success(),
        "{}",
        String::from_utf8_lossy(&scored.stderr)
    );
    String::from_utf8(scored.stdout).unwrap()
}
