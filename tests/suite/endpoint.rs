//! The same questions asked of another store over HTTP: the same answers, and plain words where there is none.

use crate::serve::Serving;
use crate::workspace::Workspace;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};

/// A store that gives one answer to one request, and hands back what it was asked.
fn one_answer(answer: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!(
        "http://localhost:{}/sparql",
        listener.local_addr().unwrap().port()
    );
    let asked = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut input = BufReader::new(stream.try_clone().unwrap());
        let (mut head, mut length) = (String::new(), 0);
        while !head.ends_with("\r\n\r\n") {
            let start = head.len();
            input.read_line(&mut head).unwrap();
            if let Some(value) = head[start..].to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        input.read_exact(&mut body).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
        head + &String::from_utf8(body).unwrap()
    });
    (address, asked)
}

#[test]
fn an_endpoint_answers_as_the_record_does() {
    let workspace = Workspace::new().with_seeds().after(&["ingest", "seeds"]);
    let by_peskov = ["said-by", "--by", "Dmitry Peskov", "--since", "2025-07-01"];
    let mut questions: Vec<Vec<&str>> = vec![
        vec!["denials"],
        vec!["deadlines", "--on", "2025-08-10"],
        vec!["first-on-record", "--claim", "no such \"claim\" } \\"],
        vec!["ASK { ?who onr:denied ?claim }"],
        vec![
            "SELECT * { ?who onr:denied ?claim . OPTIONAL { ?who schema:nothing ?none } } ORDER BY ?who ?claim",
        ],
        vec!["DESCRIBE <urn:onrecord:person/dmitry-peskov>"],
        vec![
            "CONSTRUCT { ?who onr:denied ?claim } WHERE { ?who onr:denied ?claim }",
            "--format",
            "ntriples",
        ],
    ];
    for format in ["table", "csv", "tsv", "json", "xml"] {
        questions.push([&by_peskov[..], &["--format", format]].concat());
    }
    let ask = |rest: &[&str]| {
        let asked = questions.iter().map(|question| {
            let arguments = [&["query"], &question[..], rest].concat();
            workspace.run(&arguments)
        });
        asked.map(|ran| (ran.output, ran.messages)).collect::<Vec<_>>()
    };
    let local = ask(&[]);
    assert!(
        local.iter().filter(|(output, _)| !output.is_empty()).count() > 9,
        "{local:?}"
    );
    let serving = Serving::begin(&workspace);
    let address = format!("http://localhost:{}/sparql", serving.port);
    assert_eq!(ask(&["--endpoint", &address]), local);
    assert!(serving.stop());
}

#[test]
fn a_limit_holds_for_an_endpoint_too() {
    let workspace = Workspace::of_dam();
    let serving = Serving::begin(&workspace);
    let address = format!("http://localhost:{}/sparql", serving.port);
    let ran = workspace.run(&[
        "query",
        "SELECT ?s { ?s ?p ?o }",
        "--limit",
        "3",
        "--format",
        "csv",
        "--endpoint",
        &address,
    ]);
    let ran = ran.succeeds().saying("only the first 3");
    assert_eq!(ran.output.lines().count(), 4);
    assert!(serving.stop());
}

#[test]
fn what_an_endpoint_refuses_is_told_with_its_address_and_a_remedy() {
    let workspace = Workspace::new();
    for (answer, words) in [
        (
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
            "set ONRECORD_ENDPOINT_LOGIN",
        ),
        (
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            "check the path",
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/\r\nContent-Length: 0\r\n\r\n",
            "give the address http://elsewhere.example/",
        ),
        (
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 20\r\n\r\nSP030: no such\nthing",
            "(400): SP030: no such thing",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi",
            "answered with text/html",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 90\r\n\r\n{\"head\": ",
            "broke off",
        ),
    ] {
        let (address, asked) = one_answer(answer);
        let ran = workspace.run(&["query", "SELECT ?a { ?a a schema:Claim }", "--endpoint", &address]);
        ran.fails().saying(&address).saying(words);
        asked.join().unwrap();
    }
    let nobody = TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let address = format!("http://localhost:{nobody}/sparql");
    workspace
        .run(&["query", "denials", "--endpoint", &address])
        .fails()
        .saying("cannot be reached");
    workspace
        .run(&["query", "denials", "--endpoint", "localhost"])
        .fails()
        .saying("is not the address of an endpoint");
}

#[test]
fn an_endpoint_that_does_not_answer_is_given_up() {
    let silent = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://localhost:{}/sparql", silent.local_addr().unwrap().port());
    let workspace = Workspace::new();
    workspace
        .run(&["query", "denials", "--timeout", "1", "--endpoint", &address])
        .fails()
        .saying("took longer than 1 second");
}

#[test]
fn a_login_goes_to_the_endpoint_and_into_no_message() {
    let (address, asked) = one_answer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    let workspace = Workspace::new();
    let mut command = workspace.command(&["query", "denials", "--endpoint", &address]);
    let ran = command
        .env("ONRECORD_ENDPOINT_LOGIN", "mira:s3cret")
        .output()
        .unwrap();
    let asked = asked.join().unwrap();
    // mira:s3cret
    assert!(
        asked
            .to_lowercase()
            .contains("authorization: basic bwlyytpzm2nyzxq="),
        "{asked}"
    );
    assert!(asked.starts_with("POST /sparql HTTP/1.1\r\n"));
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(said.contains("403") && !said.contains("s3cret"), "{said}");
    let ran = workspace.run(&[
        "query",
        "denials",
        "--endpoint",
        "http://mira:s3cret@localhost/sparql",
    ]);
    assert!(
        !ran.fails()
            .saying("the address holds a login")
            .messages
            .contains("s3cret")
    );
}

#[test]
fn an_endpoint_that_says_yes_in_a_row_is_understood() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nConnection: close\r\n\r\n{\"head\": {\"vars\": [\"__ASK_RETVAL\"]}, \"results\": {\"bindings\": [{\"__ASK_RETVAL\": {\"type\": \"typed-literal\", \"datatype\": \"http://www.w3.org/2001/XMLSchema#integer\", \"value\": \"1\"}}]}}";
    let (address, asked) = one_answer(answer);
    let ran = Workspace::new().run(&[
        "query",
        "ASK { ?who onr:denied ?claim }",
        "--format",
        "csv",
        "--endpoint",
        &address,
    ]);
    ran.succeeds().printing("true");
    assert!(asked.join().unwrap().contains("query=PREFIX+onr"));
}
