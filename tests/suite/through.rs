//! While a server holds the record, commands go through it: the user sees what he would see without one.

use crate::serve::Serving;
use crate::workspace::{DAM, Ran, Workspace, seed_files};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The file that says where the server is.
const DOOR: &str = "onrecord-store/serving.json";

/// What a user asks, in this order, with what is on standard input.
const ASKED: &[(&[&str], &str)] = &[
    (&["claims"], ""),
    (&["claims", "--by", "Reyes", "--format", "csv"], ""),
    (&["claims", "--by", "Nobody At All"], ""),
    (&["show", "Ana Reyes"], ""),
    (&["show", "dam.txt"], ""),
    (&["show", "Ana Reyez"], ""),
    (&["query", "denials"], ""),
    (&["query", "denials", "--format", "json"], ""),
    (&["query", "denials", "--no-such-thing", "x"], ""),
    (&["query", "mine.rq", "--limit", "1"], ""),
    (
        &["query", "-"],
        "SELECT ?what { ?who onr:denied ?c . ?c schema:text ?what }",
    ),
    (&["query", "SELECT nonsense {"], ""),
    (&["query", "denials", "--store", "elsewhere"], ""),
    (&["graph", "claims"], ""),
    (&["graph", "who-talks-about-whom", "-o", "talks.svg"], ""),
    (&["export"], ""),
    (&["export", "--format", "jsonl"], ""),
    (&["export", "-o", "record.trig"], ""),
    (&["export", "-o", "no/such/folder.ttl"], ""),
    (&["check"], ""),
    (&["resolve", "--from-nothing"], ""),
    (&["ingest", "seeds"], ""),
    (&["ingest", "seeds", "missing.txt"], ""),
    (&["ingest", "missing.txt"], ""),
    (
        &["ingest", "-"],
        "Minister Ana Reyes said on Friday that the pier was closed.",
    ),
    (&["ingest", "--list", "-"], "more/flood.txt\n"),
    (&["ingest", "--gazetteer", "names.tsv"], ""),
    (
        &[
            "judge",
            "same",
            "Ana Reyes",
            "Ivo Lund",
            "--at",
            "2026-03-01T10:00:00Z",
        ],
        "",
    ),
    (&["judge", "reject", "article/none#attribution=1,2"], ""),
    (
        &["judge", "--from", "-", "--at", "2026-03-02T10:00:00Z"],
        "{\"verdict\": \"not-same\", \"target\": \"Ana Reyes\", \"other\": \"Merrow\"}\n",
    ),
    (
        &[
            "judge",
            "review",
            "--limit",
            "4",
            "--by",
            "Ilse",
            "--at",
            "2026-03-03T10:00:00Z",
        ],
        "a\nr\nu\nx\ns\nc\nspeaker\nIvo Lund\nq\n",
    ),
    (&["judgements", "list"], ""),
    (&["judgements", "export", "judged.jsonl"], ""),
    (&["judgements", "import", "judged.jsonl"], ""),
    (&["backup", "copy"], ""),
    (&["backup", "copy"], ""),
    (&["compact"], ""),
    (&["forget", "dam.txt", "--dry-run"], ""),
    (&["forget", "dam.txt"], ""),
    (&["forget", "no-such.txt"], ""),
    (&["claims", "--format", "jsonl"], ""),
];

/// What they write where the user asks for files.
const WRITTEN: [&str; 3] = ["talks.svg", "record.trig", "judged.jsonl"];

fn of_dam() -> Workspace {
    Workspace::of_dam()
        .with_seeds()
        .with(
            "more/flood.txt",
            "Mayor Karim Lund warned on Monday of a flood in Merrow.",
        )
        .with("names.tsv", "place\tMerrow\tMerrow Town\tQ1899\n")
        .with("mine.rq", "SELECT ?s { ?s a schema:Claim } ORDER BY ?s")
}

/// What the user sees of it.
fn seen(ran: &Ran) -> (Option<i32>, &str, &str) {
    (ran.code(), &ran.output, &ran.messages)
}

#[test]
fn every_command_gives_what_it_gives_without_a_server() {
    let (alone, served) = (of_dam(), of_dam());
    let serving = Serving::begin(&served);
    for (arguments, input) in ASKED {
        let without = alone.run_on(arguments, *input);
        let through = served.run_on(arguments, *input);
        assert_eq!(seen(&through), seen(&without), "{arguments:?}");
    }
    for file in WRITTEN {
        let read = |workspace: &Workspace| {
            let text = fs::read_to_string(workspace.path(file)).unwrap();
            // When something was read differs.
            let runs = text.find("<urn:onrecord:runs> {");
            text[..runs.unwrap_or(text.len())].to_owned()
        };
        assert_eq!(read(&served), read(&alone), "{file}");
    }
    let numbers = |workspace: &Workspace| -> Vec<String> {
        let stats = workspace.run(&["stats"]).succeeds();
        // How many files RocksDB has made for the same record is another matter.
        let lines = stats.output.lines().filter(|line| !line.starts_with("bytes"));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(numbers(&served), numbers(&alone));
    served
        .run(&["check", "--store", "copy"])
        .succeeds()
        .saying("everything holds");
    assert!(serving.stop());
    assert!(!served.path(DOOR).exists());
    assert_eq!(served.record(), alone.record());
}

#[test]
fn the_command_sees_the_surroundings_of_who_called_it() {
    let workspace = of_dam();
    let serving = Serving::begin(&workspace);
    // The folder is another than the server's, and so are the variables.
    let mut command = workspace.command(&["ingest", "flood.txt", "--threads", "1"]);
    let ran = command
        .current_dir(workspace.path("more"))
        .env("ONRECORD_STORE", "../onrecord-store")
        .env("HTTP_PROXY", "http://127.0.0.1:9/")
        .env("http_proxy", "http://127.0.0.1:9/")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.success(), "{told}");
    assert!(
        told.contains("1 article with 1 claims in ../onrecord-store: 1 new"),
        "{told}"
    );
    let mut command = workspace.command(&["judge", "not-same", "Ana Reyes", "Ivo Lund"]);
    assert!(
        command
            .env("ONRECORD_JUDGE", "Ilse")
            .output()
            .unwrap()
            .status
            .success()
    );
    workspace
        .run(&["judgements", "list"])
        .succeeds()
        .printing("  Ilse  ");
    let width = |columns: &str| {
        let mut command = workspace.command(&["claims"]);
        let output = command.env("COLUMNS", columns).output().unwrap().stdout;
        let text = String::from_utf8(output).unwrap();
        text.lines().map(|line| line.chars().count()).max().unwrap()
    };
    assert_eq!(width("60"), 60);
    assert!((61..=90).contains(&width("90")), "as wide as it needs to be");
    assert!(serving.stop());
}

#[test]
fn the_pages_know_at_once_what_a_command_did() {
    let workspace = of_dam();
    let serving = Serving::begin(&workspace);
    assert!(!serving.get("/articles").contains("flood.txt"));
    assert!(!serving.get("/search?q=flood").contains("Karim Lund"));
    workspace.run(&["ingest", "more"]).succeeds();
    assert!(serving.get("/search?q=flood").contains("Karim Lund"));
    workspace
        .run(&["judge", "same", "Ana Reyes", "Ivo Lund", "--by", "Ilse"])
        .succeeds();
    assert!(serving.get("/judgements").contains("Ilse"));
    workspace.run(&["forget", "flood.txt"]).succeeds();
    assert!(!serving.get("/search?q=flood").contains("Karim Lund"));
    assert!(serving.stop());
}

/// Many short articles, each another, as JSON lines; a long one among them would hide where a run is stopped.
fn many(name: &str, count: usize) -> String {
    let line = |number: usize| {
        let text = format!("{DAM}\nClerk number {number} of {name} said that the gate was open.\n");
        format!(
            "{}\n",
            serde_json::json!({"id": format!("{name}-{number}"), "text": text})
        )
    };
    (0..count).map(line).collect()
}

/// The program, begun and not waited for.
fn begin(workspace: &Workspace, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(arguments)
        .current_dir(workspace.path(""))
        .env_remove("ONRECORD_STORE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn articles(workspace: &Workspace) -> usize {
    let query = "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a schema:NewsArticle }";
    let ran = workspace.run(&["query", query, "--format", "csv"]).succeeds();
    ran.output.lines().nth(1).unwrap().trim().parse().unwrap()
}

/// Waits until there are so many articles.
fn wait_for(workspace: &Workspace, least: usize) {
    let begun = Instant::now();
    while articles(workspace) < least {
        assert!(begun.elapsed() < Duration::from_secs(120), "nothing comes in");
        thread::sleep(Duration::from_millis(20));
    }
}

fn signal(name: &str, process: u32) {
    let told = Command::new("kill").args([name, &process.to_string()]).status();
    assert!(told.unwrap().success());
}

#[test]
fn two_at_once() {
    let (one, other) = (many("one", 8), many("other", 8));
    let workspace = of_dam().with("one.jsonl", &one).with("other.jsonl", &other);
    let serving = Serving::begin(&workspace);
    let children = ["one.jsonl", "other.jsonl"].map(|file| begin(&workspace, &["ingest", file]));
    for child in children {
        let ran = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert!(ran.status.success() && told.contains("8 articles"), "{told}");
    }
    assert!(serving.stop());
    workspace.run(&["check"]).succeeds();
    let alone = of_dam()
        .with("one.jsonl", &one)
        .with("other.jsonl", &other)
        .after(&["ingest", "one.jsonl"])
        .after(&["ingest", "other.jsonl"]);
    assert_eq!(workspace.record(), alone.record());
}

#[test]
fn pages_are_read_while_articles_come_in() {
    let workspace = of_dam().with("many.jsonl", many("many", 40));
    let serving = Serving::begin(&workspace);
    let mut child = begin(&workspace, &["ingest", "many.jsonl"]);
    let mut read = 0;
    while child.try_wait().unwrap().is_none() {
        for page in ["/", "/claims", "/person/ana-reyes", "/review", "/api/claims"] {
            let answer = serving.get(page);
            assert!(answer.starts_with("HTTP/1.1 200"), "{page}: {answer}");
            read += 1;
        }
    }
    assert!(child.wait().unwrap().success());
    assert!(read >= 10, "only {read} pages were read meanwhile");
    let claims = serving.get("/claims?q=gate");
    assert!(claims.contains("40 claims"), "{claims}");
    assert!(serving.stop());
}

#[test]
fn who_interrupts_a_command_stops_it_and_not_the_server() {
    let workspace = of_dam().with("many.jsonl", many("many", 400));
    let serving = Serving::begin(&workspace);
    let mut child = begin(&workspace, &["ingest", "many.jsonl"]);
    wait_for(&workspace, 4);
    signal("-INT", child.id());
    assert!(!child.wait().unwrap().success());
    // One article may still be on its way in.
    thread::sleep(Duration::from_secs(2));
    let left = articles(&workspace);
    thread::sleep(Duration::from_secs(2));
    assert_eq!(articles(&workspace), left, "the server goes on with it");
    assert!(left < 401, "the machine was too fast: give it more articles");
    workspace.run(&["check"]).succeeds();
    assert!(serving.stop());
}

#[cfg(target_os = "linux")]
#[test]
fn a_query_that_nobody_waits_for_is_given_up() {
    let workspace = of_dam().after(&["ingest", "seeds"]);
    let serving = Serving::begin(&workspace);
    let endless = "SELECT (COUNT(*) AS ?n) { ?a (!<urn:none>)+ ?b . ?c (!<urn:none>)+ ?d }";
    let mut child = begin(&workspace, &["query", endless, "--timeout", "600"]);
    thread::sleep(Duration::from_secs(1));
    let busy = serving.processor_time();
    thread::sleep(Duration::from_secs(1));
    assert!(serving.processor_time() > busy, "the query runs");
    signal("-INT", child.id());
    assert!(!child.wait().unwrap().success());
    thread::sleep(Duration::from_secs(2));
    let left = serving.processor_time();
    thread::sleep(Duration::from_secs(2));
    let after = serving.processor_time() - left;
    assert!(after < Duration::from_millis(500), "{after:?}");
    assert!(serving.stop());
}

#[test]
fn a_server_that_stops_lets_its_commands_end() {
    let workspace = of_dam().with("many.jsonl", many("many", 400));
    let serving = Serving::begin(&workspace);
    let ingest = begin(&workspace, &["ingest", "many.jsonl"]);
    // Kept, as its end would be the end of the input.
    let mut review = begin(&workspace, &["judge", "review", "--by", "Ilse"]);
    let answers = review.stdin.take();
    wait_for(&workspace, 4);
    assert!(serving.stop());
    for child in [ingest, review] {
        let ran = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(2), "{told}");
        assert!(told.contains("the server that ran this was stopped"), "{told}");
    }
    drop(answers);
    assert!(!workspace.path(DOOR).exists());
    workspace.run(&["check"]).succeeds();
}

#[test]
fn after_a_server_was_killed_commands_work_at_once() {
    let workspace = of_dam();
    let serving = Serving::begin(&workspace);
    workspace.run(&["claims"]).succeeds();
    serving.kill();
    assert!(workspace.path(DOOR).exists(), "nobody took it away");
    let begun = Instant::now();
    workspace.run(&["claims"]).succeeds().printing("Ana Reyes");
    // No attempt at the lock was in vain: those are a second apart.
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert!(!workspace.path(DOOR).exists(), "it led nowhere");
}

#[test]
fn a_door_that_leads_nowhere_is_passed_by() {
    let workspace = of_dam();
    let serving = Serving::begin(&workspace);
    let door = fs::read_to_string(workspace.path(DOOR)).unwrap();
    assert!(serving.stop());
    let wrong = door.replace("\"port\":", "\"port\":1,\"was\":");
    for stale in [door.as_str(), wrong.as_str(), "{}", "no JSON", ""] {
        fs::write(workspace.path(DOOR), stale).unwrap();
        workspace.run(&["claims"]).succeeds().printing("Ana Reyes");
    }
    fs::write(workspace.path(DOOR), door).unwrap();
    let serving = Serving::begin(&workspace);
    workspace.run(&["claims"]).succeeds();
    assert!(serving.stop());
}

#[test]
fn who_does_not_know_the_secret_is_told_nothing() {
    let workspace = of_dam();
    let serving = Serving::begin(&workspace);
    let door: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(workspace.path(DOOR)).unwrap()).unwrap();
    let port = door["port"].as_u64().unwrap().try_into().unwrap();
    let hello = |secret: &str| {
        let mut said = vec![b'h', 0, 0, 0, u8::try_from(secret.len()).unwrap()];
        said.extend(secret.bytes());
        said
    };
    let question = |said: &mut Vec<u8>| {
        let asked = br#"{"arguments":[],"surroundings":{}}"#;
        said.extend([b'q', 0, 0, 0, u8::try_from(asked.len()).unwrap()]);
        said.extend(asked);
    };
    let answer = |said: &[u8]| {
        let mut line = TcpStream::connect(("127.0.0.1", port)).unwrap();
        line.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        line.write_all(said).unwrap();
        let mut answer = Vec::new();
        // A line that is closed with something unread on it ends with an error.
        let _ = line.read_to_end(&mut answer);
        answer
    };
    let secret = door["guest"].as_str().unwrap();
    let mut nearly = secret.to_owned();
    let last = nearly.pop().unwrap();
    nearly.push(if last == '0' { '1' } else { '0' });
    let without = &secret[1..];
    for wrong in [nearly.as_str(), without, "", door["host"].as_str().unwrap()] {
        let mut said = hello(wrong);
        question(&mut said);
        assert_eq!(answer(&said), b"", "{wrong}");
    }
    let mut alone = Vec::new();
    question(&mut alone);
    assert_eq!(answer(&alone), b"", "no greeting");
    let page = format!("POST /{secret} HTTP/1.1\r\nHost: localhost\r\n\r\nh\0\0\0\x20{secret}");
    assert_eq!(answer(page.as_bytes()), b"", "a browser");
    let right = answer(&hello(secret));
    assert!(
        right.ends_with(door["host"].as_str().unwrap().as_bytes()),
        "{right:?}"
    );
    assert!(!serving.get("/serving.json").contains(secret));
    workspace.run(&["claims"]).succeeds();
    assert!(serving.stop());
}

#[cfg(unix)]
#[test]
fn only_the_user_can_read_the_secret() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = of_dam();
    let serving = Serving::begin(&workspace);
    let mode = fs::metadata(workspace.path(DOOR)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(serving.stop());
}

#[test]
fn another_version_is_refused_and_both_are_named() {
    let workspace = of_dam();
    let serving = Serving::begin(&workspace);
    let door = fs::read_to_string(workspace.path(DOOR)).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let older = door.replace(&format!("\"version\":\"{version}\""), "\"version\":\"0.0.7\"");
    assert_ne!(older, door);
    fs::write(workspace.path(DOOR), older).unwrap();
    workspace
        .run(&["claims"])
        .fails()
        .saying("version 0.0.7")
        .saying(&format!("this is version {version}"));
    fs::write(workspace.path(DOOR), door).unwrap();
    workspace.run(&["claims"]).succeeds();
    assert!(serving.stop());
}

#[test]
fn what_needs_the_record_for_itself_says_where_it_is_open() {
    let workspace = of_dam().after(&["backup", "copy"]);
    let serving = Serving::begin(&workspace);
    let process = format!("process {}", serving.id());
    for arguments in [&["serve", "--port", "0"][..], &["restore", "copy"]] {
        workspace
            .run(arguments)
            .fails()
            .saying("is open at http://localhost:")
            .saying(&process);
    }
    workspace.run(&["extract", "dam.txt"]).succeeds();
    workspace.run(&["queries"]).succeeds();
    assert!(serving.stop());
}

#[test]
fn much_on_standard_input_goes_through_piece_by_piece() {
    let workspace = of_dam();
    let serving = Serving::begin(&workspace);
    // Several pieces, of which one article is longer than one.
    let mut lines = String::new();
    for (number, seed) in seed_files()
        .iter()
        .filter(|seed| seed.extension().unwrap() == "txt")
        .enumerate()
    {
        let text = fs::read_to_string(seed).unwrap();
        lines.push_str(&format!(
            "{}\n",
            serde_json::json!({"id": format!("in-{number}"), "text": text})
        ));
    }
    lines.push_str(&format!(
        "{}\n",
        serde_json::json!({"id": "long", "text": "The gate is shut. ".repeat(9000)})
    ));
    assert!(lines.len() > 150_000);
    let through = workspace.run_on(&["ingest", "-"], lines.as_str()).succeeds();
    assert!(serving.stop());
    let alone = of_dam();
    let without = alone.run_on(&["ingest", "-"], lines.as_str()).succeeds();
    assert_eq!(seen(&through), seen(&without));
    assert_eq!(workspace.record(), alone.record());
}
