//! Slow clients and queries without end: cut off in time, and others are answered meanwhile.

use super::{PATIENCE, Visitor};
use crate::server::connection::{Door, Patience};
use crate::server::link;
use crate::server::run::watch_memory;
use axum::http::StatusCode;
use std::io;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};

/// A server with a socket, whose clients must be quick.
async fn listening(patience: Patience) -> (Visitor, std::net::SocketAddr) {
    let visitor = Visitor::new();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = axum::serve(Door::new(listener, patience), visitor.router.clone());
    tokio::spawn(serving.into_future());
    (visitor, address)
}

const QUICK: Patience = Patience {
    head: Duration::from_millis(500),
    idle: Duration::from_millis(1500),
    answer: Duration::from_millis(500),
};

async fn write(stream: &TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        stream.writable().await?;
        match stream.try_write(bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What comes until the server closes the connection, or nothing more comes for a while.
async fn read(stream: &TcpStream, patience: Duration) -> (String, bool) {
    let mut come = Vec::new();
    loop {
        if tokio::time::timeout(patience, stream.readable()).await.is_err() {
            return (String::from_utf8_lossy(&come).into_owned(), false);
        }
        let mut buffer = [0; 4096];
        match stream.try_read(&mut buffer) {
            Ok(0) => return (String::from_utf8_lossy(&come).into_owned(), true),
            Ok(bytes) => come.extend(&buffer[..bytes]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(_) => return (String::from_utf8_lossy(&come).into_owned(), true),
        }
    }
}

const HOME: &[u8] = b"GET /style.css HTTP/1.1\r\nHost: localhost:7777\r\n\r\n";

#[tokio::test]
async fn who_sends_a_head_byte_by_byte_is_cut_off_and_others_are_answered() {
    let (_visitor, address) = listening(QUICK).await;
    let begun = Instant::now();
    let slow = async {
        let stream = TcpStream::connect(address).await.unwrap();
        // Slower than any head may come, but never silent.
        for byte in HOME
            .iter()
            .cycle()
            .filter(|byte| !b"\r\n".contains(byte))
            .take(100)
        {
            if write(&stream, &[*byte]).await.is_err() {
                break;
            }
            let (answer, closed) = read(&stream, Duration::from_millis(100)).await;
            assert_eq!(answer, "");
            if closed {
                return begun.elapsed();
            }
        }
        panic!("nobody cuts it off");
    };
    let quick = async {
        for _ in 0..5 {
            let stream = TcpStream::connect(address).await.unwrap();
            write(&stream, HOME).await.unwrap();
            let (answer, _) = read(&stream, Duration::from_millis(300)).await;
            assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        }
    };
    let (lasted, ()) = tokio::join!(slow, quick);
    assert!(
        lasted >= QUICK.head && lasted < Duration::from_secs(5),
        "{lasted:?}"
    );
}

#[tokio::test]
async fn a_connection_is_used_again_and_closed_when_it_is_not() {
    let (_visitor, address) = listening(QUICK).await;
    let stream = TcpStream::connect(address).await.unwrap();
    for _ in 0..3 {
        write(&stream, HOME).await.unwrap();
        let (answer, closed) = read(&stream, Duration::from_millis(300)).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK") && !closed, "{answer}");
        tokio::time::sleep(QUICK.head).await;
    }
    assert_eq!(read(&stream, Duration::from_secs(5)).await, (String::new(), true));
}

#[tokio::test]
async fn who_waits_for_an_answer_is_not_cut_off() {
    let (_visitor, address) = listening(QUICK).await;
    let stream = TcpStream::connect(address).await.unwrap();
    let query = link::query([("query", super::safety::ENDLESS)]);
    let request =
        format!("GET /sparql?{query} HTTP/1.1\r\nHost: localhost:7777\r\nAccept: application/json\r\n\r\n");
    write(&stream, request.as_bytes()).await.unwrap();
    // Longer than all that clients are waited for.
    let (answer, _) = read(&stream, PATIENCE + Duration::from_secs(3)).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
}

/// A query that multiplies rows in memory, where the evaluator never looks whether it shall stop: without end for who
/// waits a second, and over in some more.
fn product() -> String {
    let values: Vec<String> = (0..8_000).map(|number| number.to_string()).collect();
    let values = values.join(" ");
    format!("SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} }}")
}

#[tokio::test(flavor = "multi_thread")]
async fn queries_that_do_not_stop_give_their_turns_back_and_are_bounded() {
    let visitor = Visitor::patient(Duration::from_secs(1));
    let ask = async |query: &str| {
        let request = Visitor::request("POST", "/sparql")
            .header("content-type", "application/sparql-query")
            .header("accept", "application/json");
        visitor.send(request.body(query.to_owned().into()).unwrap()).await
    };
    let product = product();
    let (one, two, three) = tokio::join!(ask(&product), ask(&product), ask(&product));
    for bomb in [one, two, three] {
        assert_eq!(bomb.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(bomb.body.contains("took longer than 1 second"), "{}", bomb.body);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    // They go on, and keep nobody from asking, reading or judging.
    assert_eq!(ask("ASK {}").await.status, StatusCode::OK);
    let claim = visitor.claim("it leaks", "attribution_iri").await;
    let judged = visitor.fill(&[("verdict", "accept"), ("target", &claim)]).await;
    assert_eq!(judged.status, StatusCode::SEE_OTHER, "{}", judged.body);
    visitor.get("/claims").await.page();
    // One more is as many as are borne.
    assert_eq!(ask(&product).await.status, StatusCode::SERVICE_UNAVAILABLE);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let begun = Instant::now();
    let refused = ask("ASK {}").await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        refused
            .body
            .starts_with("4 queries that were given up still compute"),
        "{}",
        refused.body
    );
    assert!(begun.elapsed() < Duration::from_secs(1));
    visitor.get("/queries/denials").await.page();
    visitor.get("/").await.page();
    // And when they have ended, all is as before.
    while ask("ASK {}").await.status != StatusCode::OK {
        assert!(begun.elapsed() < Duration::from_secs(300));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn what_is_asked_is_stopped_where_memory_runs_short() {
    let visitor = Visitor::new();
    let path = format!("/sparql?{}", link::query([("query", super::safety::ENDLESS)]));
    let stopped = tokio::select! {
        stopped = visitor.get_as(&path, "application/json") => stopped,
        () = watch_memory(&visitor.shared, || true) => panic!("it watches as long as the server runs"),
    };
    assert_eq!(stopped.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(stopped.body.contains("short of memory"), "{}", stopped.body);
    assert_eq!(
        visitor.get("/sparql?query=ASK%7B%7D").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn patterns_and_paths_without_end_are_cut_off_and_others_are_answered() {
    let visitor = Visitor::patient(Duration::from_secs(2));
    let all = "GRAPH ?g { ?s ?p ?o }";
    for (what, query) in [
        (
            "a pattern that other engines try again and again",
            format!("SELECT * {{ {all} FILTER(REGEX(STR(?o), \"(a+)+(b+)+(a|b|ab)*$\")) }}"),
        ),
        (
            "a pattern that grows when it is compiled",
            format!(
                "SELECT * {{ {all} FILTER(REGEX(STR(?o), \"((((a{{0,99}}){{0,99}}){{0,99}}){{0,99}})\")) }}"
            ),
        ),
        (
            "a path through everything, from everywhere",
            "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:x>|^!<urn:x>)* ?c }"
                .to_owned(),
        ),
        (
            "a path of paths",
            "ASK { ?a (((!<urn:x>)*)*/((^!<urn:x>)*)*)* ?b FILTER(?b = <urn:none>) }".to_owned(),
        ),
        (
            "groups in groups",
            format!("ASK {}{}", "{".repeat(500), "}".repeat(500)),
        ),
        (
            "a sort of a product",
            format!("SELECT * {{ {all} GRAPH ?h {{ ?a ?b ?c }} }} ORDER BY ?s ?a DESC(?o) LIMIT 1"),
        ),
    ] {
        let path = format!("/sparql?{}", link::query([("query", query.as_str())]));
        let begun = Instant::now();
        let bomb = visitor.get_as(&path, "application/json");
        let others = async {
            visitor.get("/claims").await.page();
            let asked = visitor.get("/queries/denials").await;
            assert_eq!(asked.status, StatusCode::OK, "{what}");
        };
        let (answered, ()) = tokio::join!(bomb, others);
        let known = [
            StatusCode::OK,
            StatusCode::BAD_REQUEST,
            StatusCode::SERVICE_UNAVAILABLE,
        ];
        assert!(known.contains(&answered.status), "{what}: {}", answered.status);
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "{what}: {:?}",
            begun.elapsed()
        );
    }
}
