//! The side of a command that a server runs: it sends what was asked, and carries bytes to and fro.

use super::Asked;
use super::door::Elsewhere;
use super::frame::{Frame, PIECE};
use crate::cli::failure::Remedy;
use crate::cli::surroundings::Surroundings;
use crate::cli::terminal::Streams;
use anyhow::Context;
use std::env;
use std::io;
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// Has this process' command run by the server that holds the record; gives its exit code.
///
/// # Errors
/// Where the server does not come to an end with it, or nobody reads our output any more. The line ends with this
/// process, and the server then stops the command.
pub fn visit(
    elsewhere: Elsewhere,
    surroundings: &Surroundings,
    streams: Arc<dyn Streams>,
) -> anyhow::Result<u8> {
    let lost = format!("{elsewhere}, which has ended");
    let mut line = elsewhere.line;
    let asked = Asked {
        arguments: env::args_os().collect(),
        surroundings: surroundings
            .for_elsewhere()
            .context("the folder that you are in is not there any more")?,
    };
    let said = Frame::Question(serde_json::to_vec(&asked)?).write(&mut line);
    said.with_context(|| lost.clone()).remedy(AGAIN)?;
    let (want, wanted) = mpsc::channel();
    let feeding = {
        let (line, streams) = (line.try_clone()?, Arc::clone(&streams));
        thread::spawn(move || feed(line, &*streams, &wanted))
    };
    loop {
        match Frame::read(&mut line) {
            Ok(Frame::Output(piece)) => streams.write(&piece)?,
            Ok(Frame::Message(piece)) => streams.tell(&piece)?,
            // Where nobody feeds any more, the line has ended, too.
            Ok(Frame::Wanted) => drop(want.send(())),
            Ok(Frame::Done(code)) => return Ok(code),
            Ok(Frame::Hello(_) | Frame::Welcome(_) | Frame::Question(_) | Frame::Input(_)) => {}
            Err(error) => {
                if feeding.is_finished() {
                    let fed = feeding.join().unwrap_or(Ok(()));
                    fed.context("standard input cannot be read")?;
                }
                return Err(error).with_context(|| lost.clone()).remedy(AGAIN);
            }
        }
    }
}

/// Sends a piece of standard input each time that one is wanted. On a thread of its own: whoever waits for somebody to type
/// something would not hear that the server ends. Fails where the input cannot be read, and ends the line.
fn feed(mut line: TcpStream, streams: &dyn Streams, wanted: &Receiver<()>) -> io::Result<()> {
    while wanted.recv().is_ok() {
        let mut piece = vec![0; PIECE];
        match streams.read(&mut piece) {
            Ok(read) => piece.truncate(read),
            Err(error) => {
                line.shutdown(Shutdown::Both)?;
                return Err(error);
            }
        }
        if Frame::Input(piece).write(&mut line).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// What to do where the server ends in the middle.
const AGAIN: &str = "What was done until then stays. Run the command again.";
