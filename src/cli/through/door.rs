//! The file by which commands find the server that holds a record.
//!
//! It lies in the record's folder, only its user can read it, and it is gone when the server has stopped. After a crash it
//! stays: then nobody answers at its door, or somebody who does not know what it says.

use super::frame::{Frame, SECRET};
use crate::cli::failure::Remedy;
use anyhow::anyhow;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file in the record's folder.
const FILE: &str = "serving.json";

/// How long it may take until somebody at the door says who they are.
pub const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// Our version: both sides must be of the same, as they run each other's commands.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where a server is that holds a record, and how it and its guests know each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    /// The server's version.
    version: String,
    /// The folder of the record: a copy of it has the file as well, and nobody who serves it.
    record: String,
    /// Its first page.
    page: String,
    /// Its process.
    process: u32,
    /// Where it waits for guests on this machine.
    port: u16,
    /// What a guest shows.
    pub(super) guest: Secret,
    /// What the host shows.
    pub(super) host: Secret,
}

/// Random bytes, as hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Secret(String);

impl Secret {
    fn new() -> io::Result<Self> {
        let mut bytes = [0; SECRET / 2];
        getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    pub(super) fn shown(&self) -> Vec<u8> {
        self.0.clone().into_bytes()
    }

    /// Whether this is it. How long that takes tells nothing of how much of it was right.
    pub(super) fn is(&self, shown: &[u8]) -> bool {
        let pairs = self.0.bytes().zip(shown);
        let differ = pairs.fold(0, |differ, (ours, theirs)| differ | (ours ^ theirs));
        self.0.len() == SECRET && shown.len() == SECRET && differ == 0
    }
}

/// That a server holds the record, where somebody wanted to open it.
pub struct Elsewhere {
    store: PathBuf,
    door: Door,
    /// The line on which it answered.
    pub(super) line: TcpStream,
}

impl Door {
    /// A new door to a record.
    pub(super) fn new(store: &Path, page: String, port: u16) -> io::Result<Self> {
        Ok(Self {
            version: VERSION.to_owned(),
            record: name_of(store)?,
            page,
            process: std::process::id(),
            port,
            guest: Secret::new()?,
            host: Secret::new()?,
        })
    }

    /// The door of a record, where there is one; it may be nobody's any more.
    pub fn of(store: &Path) -> Option<Self> {
        let door: Self = serde_json::from_slice(&fs::read(store.join(FILE)).ok()?).ok()?;
        (door.record == name_of(store).ok()?).then_some(door)
    }

    /// Puts it up; nobody ever reads half of it.
    pub(super) fn put_up(&self, store: &Path) -> io::Result<()> {
        let draft = store.join(format!("{FILE}.{}", self.process));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&draft)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        fs::rename(&draft, store.join(FILE))
    }

    /// Takes the door of a record away, where there is one. Only for whoever has its lock.
    pub fn remove(store: &Path) {
        // Where it stays nobody answers, and commands open the record themselves.
        let _ = fs::remove_file(store.join(FILE));
    }

    /// A line to the server, which has shown that it is the one; `None` where nobody is there, or somebody else.
    pub fn knock(&self) -> Option<TcpStream> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let mut line = TcpStream::connect_timeout(&address, ANSWERS_WITHIN).ok()?;
        line.set_nodelay(true).ok()?;
        line.set_read_timeout(Some(ANSWERS_WITHIN)).ok()?;
        Frame::Hello(self.guest.shown()).write(&mut line).ok()?;
        match Frame::read(&mut line).ok()? {
            Frame::Welcome(shown) if self.host.is(&shown) => {
                line.set_read_timeout(None).ok()?;
                Some(line)
            }
            _ => None,
        }
    }

    /// That the record is there, to be asked on this line.
    ///
    /// # Errors
    /// Where the server is of another version, whose commands may be others.
    pub fn elsewhere(self, store: &Path, line: TcpStream) -> anyhow::Result<Elsewhere> {
        let elsewhere = Elsewhere {
            store: store.to_owned(),
            line,
            door: self,
        };
        match elsewhere.door.version == VERSION {
            true => Ok(elsewhere),
            false => {
                let theirs = &elsewhere.door.version;
                Err(anyhow!(
                    "{elsewhere}, which is version {theirs}, and this is version {VERSION}"
                ))
                .remedy(format!(
                    "Use onrecord {theirs}, or stop the server and start it with this one."
                ))
            }
        }
    }
}

/// The folder of a record as all processes call it.
fn name_of(store: &Path) -> io::Result<String> {
    Ok(store.canonicalize()?.to_string_lossy().into_owned())
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Door { page, process, .. } = &self.door;
        let store = self.store.display();
        write!(
            formatter,
            "the record at {store} is open at {page} in `onrecord serve` (process {process})"
        )
    }
}

impl fmt::Debug for Elsewhere {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Elsewhere {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread;

    fn door(store: &Path, port: u16) -> Door {
        Door::new(store, "http://localhost:7777/".to_owned(), port).unwrap()
    }

    #[test]
    fn it_is_found_as_it_was_put_up_until_it_is_taken_away() {
        let store = tempfile::tempdir().unwrap();
        let door = door(store.path(), 7);
        door.put_up(store.path()).unwrap();
        assert_eq!(Door::of(store.path()), Some(door));
        assert_eq!(fs::read_dir(store.path()).unwrap().count(), 1, "no draft is left");
        Door::remove(store.path());
        assert_eq!(Door::of(store.path()), None);
    }

    #[cfg(unix)]
    #[test]
    fn only_its_user_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let store = tempfile::tempdir().unwrap();
        door(store.path(), 7).put_up(store.path()).unwrap();
        let mode = fs::metadata(store.path().join(FILE))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_copied_record_has_no_door() {
        let (store, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        door(store.path(), 7).put_up(store.path()).unwrap();
        fs::copy(store.path().join(FILE), copy.path().join(FILE)).unwrap();
        assert_eq!(Door::of(copy.path()), None);
    }

    #[test]
    fn a_secret_is_known_by_all_of_it() {
        let secret = Secret::new().unwrap();
        let mut shown = secret.shown();
        assert!(secret.is(&shown));
        assert!(!secret.is(&shown[..SECRET - 1]));
        assert!(!secret.is(b""));
        shown[SECRET - 1] ^= 1;
        assert!(!secret.is(&shown));
        assert!(
            !Secret(String::new()).is(b""),
            "a file that says nothing opens nothing"
        );
    }

    #[test]
    fn somebody_else_at_the_port_is_told_nothing_of_the_command() {
        let store = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let door = door(store.path(), listener.local_addr().unwrap().port());
        let stranger = thread::spawn(move || {
            let (mut line, _) = listener.accept().unwrap();
            let said = Frame::read(&mut line).unwrap();
            Frame::Welcome(vec![b'0'; SECRET]).write(&mut line).unwrap();
            (said, Frame::read(&mut line))
        });
        assert!(door.knock().is_none());
        let (said, then) = stranger.join().unwrap();
        assert!(matches!(said, Frame::Hello(_)));
        assert!(then.is_err(), "nothing follows: {then:?}");
    }
}
