//! Commands while `onrecord serve` holds the record: they go through it, and nobody meets its lock.
//!
//! The server leaves a file in the record's folder that says where its door is ([`door`]). A command that finds it knocks;
//! where somebody answers, it sends its arguments and surroundings and from then on only carries bytes to and fro
//! ([`guest`]). The server runs the very same command, with other streams, on the record that it shares ([`host`]).
//!
//! The door is a port of this machine beside that of the pages, and does not speak HTTP: nothing that a browser can be made
//! to send opens it, and no proxy stands before it. Both sides show first that they have read the file, which only its
//! user can read: the guest that it may ask, the host that it is not somebody else who got the port of a server that died.

mod door;
mod frame;
mod guest;
mod host;

pub use door::{Door, Elsewhere};
pub use guest::visit;
pub use host::Host;

use super::surroundings::Surroundings;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;

/// What a guest wants to have run.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The command line, the name of the program first.
    pub arguments: Vec<OsString>,
    /// Where it was called.
    pub surroundings: Surroundings,
}
