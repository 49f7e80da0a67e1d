//! The side of the server: it lets guests in and runs their commands on the record that it shares, each on a thread.

use super::Asked;
use super::door::{ANSWERS_WITHIN, Door};
use super::frame::{Frame, PIECE};
use crate::cli::context::{Context, Keeper};
use crate::cli::run_for;
use crate::cli::terminal::Streams;
use onrecord::server::Shared;
use std::io;
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How many may stand at the door or be inside at once.
const MOST: usize = 64;

/// How long commands that have begun are waited for when the server stops.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often a command that waits looks whether it shall stop.
const BLINK: Duration = Duration::from_millis(100);

/// The exit code of a program that ends by a mistake of its own.
const PANICKED: u8 = 101;

/// A door that is open.
pub struct Host {
    house: Arc<House>,
    port: u16,
    porter: JoinHandle<()>,
}

/// What all guests of a server share.
struct House {
    shared: Arc<Shared>,
    store: PathBuf,
    door: Door,
    inside: AtomicUsize,
    closing: AtomicBool,
}

impl Host {
    /// Opens a door to a record, which leads to the server with this first page.
    ///
    /// # Errors
    /// Where no port is to be had, or the record's folder cannot be written to.
    pub fn open(store: &Path, shared: Arc<Shared>, page: String) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let store = store.canonicalize()?;
        let door = Door::new(&store, page, port)?;
        door.put_up(&store)?;
        let house = Arc::new(House {
            shared,
            store,
            door,
            inside: AtomicUsize::new(0),
            closing: AtomicBool::new(false),
        });
        let porter = {
            let house = Arc::clone(&house);
            thread::spawn(move || house.welcome(&listener))
        };
        Ok(Self { house, port, porter })
    }

    /// Lets nobody in any more and waits for those who are inside: each command stops where that does no harm. Then the door
    /// is taken away. To be called before the record is let go of: else it might be the door of the next server.
    pub fn close(self) {
        let give_up = Instant::now() + PATIENCE;
        self.house.closing.store(true, Ordering::Release);
        // Wakes the porter, who waits for somebody to knock. Where that fails the thread ends with the process.
        if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
            let _ = self.porter.join();
        }
        while self.house.inside.load(Ordering::Acquire) > 0 && Instant::now() < give_up {
            thread::sleep(BLINK);
        }
        Door::remove(&self.house.store);
    }
}

/// Somebody at the door or inside.
struct Inside(Arc<House>);

impl Inside {
    /// `None` where the house is full.
    fn of(house: &Arc<House>) -> Option<Self> {
        let inside = Self(Arc::clone(house));
        let before = house.inside.fetch_add(1, Ordering::AcqRel);
        (before < MOST).then_some(inside)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.inside.fetch_sub(1, Ordering::AcqRel);
    }
}

impl House {
    /// Lets one after the other in, until the house is closed.
    fn welcome(self: &Arc<Self>, listener: &TcpListener) {
        for line in listener.incoming() {
            if self.closing.load(Ordering::Acquire) {
                return;
            }
            let (Ok(line), Some(inside)) = (line, Inside::of(self)) else {
                continue;
            };
            // A guest that goes away, or was none, is nothing to tell anybody; one for whom the system has no thread
            // finds the line closed.
            let _ = thread::Builder::new().spawn(move || inside.0.serve(line));
        }
    }

    /// Hears what a guest wants, and runs it.
    fn serve(self: &Arc<Self>, mut line: TcpStream) -> io::Result<()> {
        line.set_nodelay(true)?;
        line.set_read_timeout(Some(ANSWERS_WITHIN))?;
        match Frame::read(&mut line)? {
            Frame::Hello(shown) if self.door.guest.is(&shown) => {}
            _ => return Err(io::ErrorKind::PermissionDenied.into()),
        }
        Frame::Welcome(self.door.host.shown()).write(&mut line)?;
        let Frame::Question(asked) = Frame::read(&mut line)? else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let asked: Asked = serde_json::from_slice(&asked)?;
        line.set_read_timeout(None)?;
        let (input, pieces) = mpsc::sync_channel(1);
        let gone = Arc::new(AtomicBool::new(false));
        let listening = {
            let (line, gone) = (line.try_clone()?, Arc::clone(&gone));
            thread::spawn(move || listen(line, &input, &gone))
        };
        let guest = Arc::new(Guest {
            house: Arc::clone(self),
            line: Mutex::new(line.try_clone()?),
            input: Mutex::new((pieces, Vec::new())),
            gone,
        });
        let code = self.run(asked, guest);
        let told = Frame::Done(code).write(&mut line);
        // Ends the thread that listens to the guest.
        let _ = line.shutdown(Shutdown::Both);
        let _ = listening.join();
        told
    }

    fn run(&self, asked: Asked, guest: Arc<Guest>) -> u8 {
        let keeper = Keeper::Server {
            shared: Arc::clone(&self.shared),
            store: self.store.clone(),
        };
        let _at_work = self.shared.at_work();
        let streams: Arc<dyn Streams> = guest;
        let context = Context::new(PathBuf::new(), asked.surroundings, Arc::clone(&streams), keeper);
        let run = || run_for(context, asked.arguments);
        panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
            // As where a command of its own fails so, and the server lives.
            let _ = streams.tell(b"onrecord: the program failed at this; please report it\n");
            PANICKED
        })
    }
}

/// Hears a guest until it goes away: input that it was asked for.
fn listen(mut line: TcpStream, input: &SyncSender<Vec<u8>>, gone: &AtomicBool) {
    while let Ok(Frame::Input(piece)) = Frame::read(&mut line) {
        if input.send(piece).is_err() {
            break;
        }
    }
    gone.store(true, Ordering::Release);
}

/// Somebody for whom a command runs.
struct Guest {
    house: Arc<House>,
    line: Mutex<TcpStream>,
    /// Input as it comes, and what of the last piece was not read yet.
    input: Mutex<(Receiver<Vec<u8>>, Vec<u8>)>,
    gone: Arc<AtomicBool>,
}

impl Guest {
    fn say(&self, frame: &Frame) -> io::Result<()> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        frame.write(&mut *line)
    }

    /// Says something of any length.
    fn say_all(&self, bytes: &[u8], frame: impl Fn(Vec<u8>) -> Frame) -> io::Result<()> {
        let mut pieces = bytes.chunks(PIECE);
        pieces.try_for_each(|piece| self.say(&frame(piece.to_vec())))
    }

    /// The next piece of input, for which it was asked.
    fn piece(&self, pieces: &Receiver<Vec<u8>>) -> io::Result<Vec<u8>> {
        self.say(&Frame::Wanted)?;
        loop {
            match pieces.recv_timeout(BLINK) {
                Ok(piece) => return Ok(piece),
                Err(RecvTimeoutError::Disconnected) => return Err(io::ErrorKind::BrokenPipe.into()),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(why) = self.ended() {
                        return Err(io::Error::other(why));
                    }
                }
            }
        }
    }
}

impl Streams for Guest {
    fn read(&self, into: &mut [u8]) -> io::Result<usize> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        let (pieces, rest) = &mut *input;
        if rest.is_empty() {
            *rest = self.piece(pieces)?;
        }
        let read = rest.len().min(into.len());
        into[..read].copy_from_slice(&rest[..read]);
        rest.drain(..read);
        Ok(read)
    }

    fn write(&self, result: &[u8]) -> io::Result<()> {
        self.say_all(result, Frame::Output)
    }

    fn tell(&self, message: &[u8]) -> io::Result<()> {
        self.say_all(message, Frame::Message)
    }

    fn ended(&self) -> Option<&'static str> {
        if self.gone.load(Ordering::Acquire) {
            Some("nobody waits for this any more")
        } else if self.house.closing.load(Ordering::Acquire) {
            Some("the server that ran this was stopped; what was done until then stays")
        } else {
            None
        }
    }
}
