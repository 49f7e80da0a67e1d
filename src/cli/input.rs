//! From what the user gives us to documents, one at a time: files, folders, lists of them, standard input.
//!
//! Folders are walked in the order of their names, so that two runs meet the same articles in the same order.
//! Takes paths, gives [`Document`]s or, for each thing that is not one, a [`Problem`].

use super::Context;
use super::failure::Remedy;
use super::problem::Problem;
use super::terminal::Progress;
use anyhow::Context as _;
use onrecord::article::{self, Document, Source};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// What a file in a folder must end with to be read; one that is named itself may end as it likes.
const ENDINGS: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "rss", "atom", "xml", "warc", "jsonl", "ndjson",
    "json",
];

/// Something to read articles from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// `-`
    Standard,
    /// A file.
    File(PathBuf),
    /// Something that cannot be read, and why.
    Unreadable(Problem),
}

/// Everything that the paths hold, in their order. A folder stands for the files with articles below it; hidden
/// files, READMEs and other files are passed over.
pub fn gather(context: &Context, paths: &[PathBuf]) -> Vec<Input> {
    let gathered = paths.iter().flat_map(|path| {
        let mut inputs = below(context, path);
        if inputs.is_empty() {
            let endings = ENDINGS.join(", .");
            let reason = format_args!("no articles in this folder; it holds no file that ends in .{endings}");
            inputs.push(Input::Unreadable(Problem::with(path.display(), reason)));
        }
        inputs
    });
    gathered.collect()
}

/// How many bytes the files have together; `None` where somebody will send more.
pub fn bytes(context: &Context, inputs: &[Input]) -> Option<u64> {
    let sizes = inputs.iter().map(|input| match input {
        Input::Standard => None,
        Input::File(path) => Some(fs::metadata(context.path(path)).map_or(0, |file| file.len())),
        Input::Unreadable(_) => Some(0),
    });
    sizes.sum()
}

/// The paths that a file names, one a line; empty lines are passed over.
///
/// # Errors
/// Where the file cannot be read.
pub fn listed(context: &Context, list: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let lines = if list.as_os_str() == "-" {
        io::read_to_string(context.input())
    } else {
        fs::read_to_string(context.path(list))
    };
    let lines = lines
        .with_context(|| format!("{} cannot be read", list.display()))
        .remedy("Give a file that names articles or folders, one a line.")?;
    Ok(lines
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(PathBuf::from)
        .collect())
}

/// What a path holds: nothing, where it is a folder without articles.
pub fn below(context: &Context, path: &Path) -> Vec<Input> {
    if path.as_os_str() == "-" {
        return vec![Input::Standard];
    }
    if !context.path(path).is_dir() {
        return vec![Input::File(path.to_owned())];
    }
    let mut inputs = Vec::new();
    walk(context, path, &mut inputs);
    inputs
}

fn walk(context: &Context, folder: &Path, inputs: &mut Vec<Input>) {
    let entries =
        fs::read_dir(context.path(folder)).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            let reason = format_args!("cannot be read ({error})");
            inputs.push(Input::Unreadable(Problem::with(folder.display(), reason)));
            return;
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = folder.join(entry.file_name());
        // What tells of a folder is no article of it.
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let hidden = name.starts_with('.') || name.starts_with("readme");
        // A link to a folder is not followed: it may lead back here.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if hidden {
            continue;
        } else if is_folder {
            walk(context, &path, inputs);
        } else if context.path(&path).is_file() && has_ending(&path) {
            inputs.push(Input::File(path));
        }
    }
}

/// Whether a file has one of the endings, perhaps with that of gzip behind it.
fn has_ending(path: &Path) -> bool {
    let ending = |path: &Path| {
        path.extension()
            .map(|ending| ending.to_string_lossy().to_lowercase())
    };
    match ending(path) {
        Some(packed) if packed == "gz" => path.file_stem().is_some_and(|stem| has_ending(Path::new(stem))),
        Some(ending) => ENDINGS.contains(&ending.as_str()),
        None => false,
    }
}

/// The documents of all inputs, in order; `progress` moves on with what is read of them.
pub fn documents<'a>(
    context: &'a Context,
    inputs: Vec<Input>,
    progress: &'a Progress,
) -> impl Iterator<Item = Result<Document, Problem>> + Send + 'a {
    inputs
        .into_iter()
        .flat_map(move |input| open(context, input, progress))
}

type Documents<'a> = Box<dyn Iterator<Item = Result<Document, Problem>> + Send + 'a>;

fn open<'a>(context: &Context, input: Input, progress: &Progress) -> Documents<'a> {
    match input {
        Input::Standard => read(
            "standard input".to_owned(),
            None,
            progress.reading(context.input()),
        ),
        Input::File(path) => {
            let shown = path.display().to_string();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            match File::open(context.path(&path)) {
                Ok(file) => read(shown, name, progress.reading(BufReader::new(file))),
                Err(error) => fail(Problem::with(shown, format_args!("cannot be read ({error})"))),
            }
        }
        Input::Unreadable(problem) => fail(problem),
    }
}

fn fail<'a>(problem: Problem) -> Documents<'a> {
    Box::new(std::iter::once(Err(problem)))
}

fn read<'a>(file: String, name: Option<String>, input: impl BufRead + Send + 'a) -> Documents<'a> {
    let source = Source {
        name: name.unwrap_or_else(|| file.clone()),
        file,
    };
    Box::new(article::read(source, input).map(|found| found.map_err(Problem::from)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here() -> Context {
        Context::here(PathBuf::new())
    }

    #[test]
    fn a_folder_is_walked_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("b")).unwrap();
        for file in [
            "b/two.TXT",
            "c.jsonl.gz",
            "a.txt",
            "notes.odt",
            "d.odt.gz",
            ".hidden.txt",
        ] {
            fs::write(root.join(file), "x").unwrap();
        }
        let files = ["a.txt", "b/two.TXT", "c.jsonl.gz"].map(|file| Input::File(root.join(file)));
        assert_eq!(gather(&here(), &[root.to_owned()]), files);
    }

    #[test]
    fn a_file_is_taken_whatever_its_ending() {
        let gathered = gather(&here(), &[PathBuf::from("-"), PathBuf::from("notes.md")]);
        assert_eq!(
            gathered,
            [Input::Standard, Input::File(PathBuf::from("notes.md"))]
        );
    }

    #[test]
    fn an_article_is_called_by_its_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dam.txt");
        fs::write(&path, "Minister Ana Reyes said the dam was safe.").unwrap();
        let here = here();
        let progress = Progress::of_bytes(None, &here);
        let names: Vec<String> = documents(&here, vec![Input::File(path)], &progress)
            .map(|document| document.unwrap().name)
            .collect();
        assert_eq!(names, ["dam.txt"]);
    }
}
