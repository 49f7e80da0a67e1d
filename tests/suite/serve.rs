//! The server as a process: it says where it is, answers, and stops when it is told to, leaving the record free.

use crate::workspace::Workspace;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server that runs until it is told to stop.
pub struct Serving {
    process: Child,
    pub port: u16,
}

impl Serving {
    /// Of the record in a folder.
    pub fn begin(workspace: &Workspace) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["serve", "--port", "0", "--by", "Mira"])
            .current_dir(workspace.path(""))
            .env_remove("ONRECORD_STORE")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let said = BufReader::new(process.stderr.take().unwrap()).read_line(&mut line);
        said.unwrap();
        let port = line
            .split("localhost:")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        let port = port
            .unwrap_or_else(|| panic!("no address: {line}"))
            .parse()
            .unwrap();
        Self { process, port }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// How long processors have worked for it, by the system's count in hundredths of a second.
    #[cfg(target_os = "linux")]
    pub fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.id())).unwrap();
        let after_name = stat.rsplit(')').next().unwrap();
        let ticks: u64 = after_name
            .split_whitespace()
            .skip(11)
            .take(2)
            .map(|ticks| ticks.parse::<u64>().unwrap())
            .sum();
        Duration::from_millis(ticks * 10)
    }

    /// Ends it in the middle of whatever it does.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// What it answers to a request.
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let port = self.port;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Tells it to stop, as the system does; says whether it ended well.
    pub fn stop(mut self) -> bool {
        let told = Command::new("kill")
            .arg(self.process.id().to_string())
            .status()
            .unwrap();
        assert!(told.success());
        self.process.wait().unwrap().success()
    }
}

#[test]
fn it_answers_until_it_is_told_to_stop() {
    let workspace = Workspace::of_dam();
    let serving = Serving::begin(&workspace);
    let home = serving.get("/");
    assert!(home.starts_with("HTTP/1.1 200 OK"), "{home}");
    assert!(home.contains("<h1>Who said what</h1>"), "{home}");
    let claims = serving.get("/api/claims?attitude=denies");
    assert!(claims.contains("\"total\":"), "{claims}");
    workspace.run(&["claims"]).succeeds().printing("Ana Reyes");
    assert!(serving.stop());
    workspace.run(&["claims"]).succeeds();
}

#[test]
fn other_peoples_programs_ask_it() {
    let Some(python) = std::env::var_os("ONRECORD_PYTHON") else {
        println!("skipped: needs SPARQLWrapper and rdflib (ONRECORD_PYTHON)");
        return;
    };
    let workspace = Workspace::of_dam();
    let serving = Serving::begin(&workspace);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/ask_a_server.py");
    let asked = Command::new(python)
        .arg(script)
        .arg(format!("http://localhost:{}", serving.port))
        .arg("urn:onrecord:person/ana-reyes")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&asked.stderr).into_owned();
    let output = String::from_utf8_lossy(&asked.stdout).into_owned();
    assert!(serving.stop());
    assert!(asked.status.success(), "{output}\n{errors}");
    let endpoint = "description: ['http://localhost:";
    for line in output.lines() {
        let (way, answer) = line.split_once(": ").unwrap();
        let is_right = match way {
            "wrapper csv" => answer == "['Ana', 'Reyes']",
            "wrapper ask" | "rdflib ask" => answer == "True",
            "wrapper elsewhere" => answer == "0",
            "wrapper nonsense" => answer == "refused",
            "description" => line.starts_with(endpoint) && line.ends_with("/sparql']"),
            _ => answer == "Ana Reyes",
        };
        assert!(is_right, "{line}");
    }
    assert_eq!(output.lines().count(), 24, "{output}");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let workspace = Workspace::of_dam();
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    workspace
        .run(&["serve", "--port", &port])
        .fails()
        .saying("cannot be used");
}
