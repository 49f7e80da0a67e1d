//! The record that a command works on: one that it opened, or the one that a server shares.
//!
//! It is read like a [`Record`]. What writes goes through [`Held::write`], so that in a server nobody waits longer than
//! for one article, and everybody else learns of it.

use onrecord::server::Shared;
use onrecord::store::Record;
use std::ops::Deref;
use std::sync::Arc;

/// A record that a command may read and write.
pub struct Held(Way);

enum Way {
    Own(Box<Record>),
    Shared {
        shared: Arc<Shared>,
        /// As it was when the command began, or wrote last.
        reading: Arc<Record>,
    },
}

impl Held {
    /// A record that nobody else has.
    pub fn of(record: Record) -> Self {
        Self(Way::Own(Box::new(record)))
    }

    /// A record that a server shares.
    pub fn with(shared: Arc<Shared>) -> Self {
        Self(Way::Shared {
            reading: shared.record(),
            shared,
        })
    }

    /// The record, where nobody else has it.
    pub fn own(self) -> Option<Record> {
        match self.0 {
            Way::Own(record) => Some(*record),
            Way::Shared { .. } => None,
        }
    }

    /// The record as it is read, where a server shares it.
    pub fn shared(&self) -> Option<Arc<Record>> {
        match &self.0 {
            Way::Own(_) => None,
            Way::Shared { reading, .. } => Some(Arc::clone(reading)),
        }
    }

    /// Changes it. In a server others wait meanwhile to write, so this is to be kept short, and prints nothing.
    pub fn write<T>(&mut self, change: impl FnOnce(&mut Record) -> T) -> T {
        match &mut self.0 {
            Way::Own(record) => change(record),
            Way::Shared { shared, reading } => {
                let done = shared.change(change);
                *reading = shared.record();
                done
            }
        }
    }

    /// Reads it while nobody changes it, for what asks many times and needs answers that fit each other.
    pub fn undisturbed<T>(&self, read: impl FnOnce(&Record) -> T) -> T {
        match &self.0 {
            Way::Own(record) => read(record),
            Way::Shared { shared, .. } => shared.undisturbed(read),
        }
    }
}

impl Deref for Held {
    type Target = Record;

    fn deref(&self) -> &Record {
        match &self.0 {
            Way::Own(record) => record,
            Way::Shared { reading, .. } => reading,
        }
    }
}
