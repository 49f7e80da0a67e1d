//! The side of a command that a server runs: it sends what was asked, and carries bytes to and fro.

use super::Asked;
use super::door::Elsewhere;
use super::frame::{Frame, PIECE};
use crate::cli::failure::Remedy;
use crate::cli::surroundings::Surroundings;
use crate::cli::terminal::Streams;
use anyhow::Context;
use std::env;

/// Has this process' command run by the server that holds the record; gives its exit code.
///
/// # Errors
/// Where the server does not come to an end with it, or nobody reads our output any more. The line ends with this
/// process, and the server then stops the command.
pub fn visit(elsewhere: Elsewhere, surroundings: &Surroundings, streams: &dyn Streams) -> anyhow::Result<u8> {
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
    loop {
        match Frame::read(&mut line)
            .with_context(|| lost.clone())
            .remedy(AGAIN)?
        {
            Frame::Output(piece) => streams.write(&piece)?,
            Frame::Message(piece) => streams.tell(&piece)?,
            Frame::Wanted => {
                let mut piece = vec![0; PIECE];
                let read = streams
                    .read(&mut piece)
                    .context("standard input cannot be read")?;
                piece.truncate(read);
                let said = Frame::Input(piece).write(&mut line);
                said.with_context(|| lost.clone()).remedy(AGAIN)?;
            }
            Frame::Done(code) => return Ok(code),
            Frame::Hello(_) | Frame::Welcome(_) | Frame::Question(_) | Frame::Input(_) => {}
        }
    }
}

/// What to do where the server ends in the middle.
const AGAIN: &str = "What was done until then stays. Run the command again.";
