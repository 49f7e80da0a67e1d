//! Connections of clients, each with an end to our patience.
//!
//! Takes a listener, gives connections that fail once a client is too slow: with the head of a request, with the next
//! request, or with reading an answer. Without it, whoever sends a byte a minute holds a connection for ever. (How long a
//! request may take once its head is there is for `guard` to say.)

use axum::serve::Listener;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};

/// How long clients are waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// For the head of a request, from its first byte.
    pub(super) head: Duration,
    /// For the first byte of the next request. Longer than any request may take: a client may have sent two at once.
    pub(super) idle: Duration,
    /// For a client to take some more of its answer.
    pub(super) answer: Duration,
}

impl Patience {
    pub(super) const USUAL: Self = Self {
        head: Duration::from_secs(10),
        idle: Duration::from_secs(120),
        answer: Duration::from_secs(60),
    };
}

/// How many connections are open at once; more wait until one is closed. A process has a thousand files or so in all.
const CONNECTIONS: usize = 512;

/// Listens, and gives connections that do not wait for ever.
pub(super) struct Door {
    listener: TcpListener,
    patience: Patience,
    free: Arc<Semaphore>,
}

/// A client's connection.
pub(super) struct Connection {
    stream: TcpStream,
    patience: Patience,
    state: State,
    /// When the client is given up, unless it does what it is waited for.
    deadline: Option<Instant>,
    /// Wakes the connection up at its deadline, or earlier.
    alarm: Pin<Box<Sleep>>,
    _place: Option<OwnedSemaphorePermit>,
}

/// What a client does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing, before a request.
    Idle,
    /// It sends the head of a request; so many bytes of the empty line that ends it were the last that came.
    Asking { ended: usize },
    /// It waits for the answer, or sends the body.
    Waiting,
}

/// What ends the head of a request.
const END: &[u8] = b"\r\n\r\n";

/// What we send before the body of a request, which is not the answer yet.
const GO_ON: &[u8] = b"HTTP/1.1 100 ";

impl Door {
    pub(super) fn new(listener: TcpListener, patience: Patience) -> Self {
        Self {
            listener,
            patience,
            free: Arc::new(Semaphore::new(CONNECTIONS)),
        }
    }
}

impl Listener for Door {
    type Io = Connection;
    type Addr = <TcpListener as Listener>::Addr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        // Nobody closes the semaphore; were it closed, there would be no bound.
        let place = Arc::clone(&self.free).acquire_owned().await.ok();
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // Answers are small and whole; where it fails they are merely slower.
        let _ = stream.set_nodelay(true);
        (Connection::new(stream, self.patience, place), address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

impl State {
    /// What a client does after it has sent some bytes.
    fn after(self, bytes: &[u8]) -> Self {
        let mut ended = match self {
            Self::Waiting => return self,
            Self::Idle => 0,
            Self::Asking { ended } => ended,
        };
        for byte in bytes {
            ended = match (*byte, ended) {
                (byte, ended) if byte == END[ended] => ended + 1,
                (b'\r', _) => 1,
                _ => 0,
            };
            if ended == END.len() {
                return Self::Waiting;
            }
        }
        Self::Asking { ended }
    }
}

impl Connection {
    fn new(stream: TcpStream, patience: Patience, place: Option<OwnedSemaphorePermit>) -> Self {
        let deadline = Instant::now() + patience.idle;
        Self {
            stream,
            patience,
            state: State::Idle,
            deadline: Some(deadline),
            alarm: Box::pin(tokio::time::sleep_until(deadline)),
            _place: place,
        }
    }

    fn heard(&mut self, bytes: &[u8]) {
        let before = self.state;
        self.state = before.after(bytes);
        match (before, self.state) {
            (_, State::Waiting) => self.deadline = None,
            (State::Idle, State::Asking { .. }) => self.deadline = Some(Instant::now() + self.patience.head),
            _ => {}
        }
    }

    /// The client took some of its answer.
    fn told(&mut self, start: &[u8]) {
        if self.state == State::Waiting && start.starts_with(GO_ON) {
            self.deadline = None;
            return;
        }
        self.state = State::Idle;
        self.deadline = Some(Instant::now() + self.patience.idle);
    }

    /// Ready once the client is too late; else it will be looked at again at the deadline.
    fn poll_late(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let Some(deadline) = self.deadline else {
            return Poll::Pending;
        };
        if Instant::now() >= deadline {
            return Poll::Ready(io::ErrorKind::TimedOut.into());
        }
        // Set anew only where it matters: most clients are never late.
        if self.alarm.deadline() > deadline || self.alarm.is_elapsed() {
            self.alarm.as_mut().reset(deadline);
        }
        // It may ring too early, for an older deadline: then it is set to the right one.
        while self.alarm.as_mut().poll(context).is_ready() {
            if Instant::now() >= deadline {
                return Poll::Ready(io::ErrorKind::TimedOut.into());
            }
            self.alarm.as_mut().reset(deadline);
        }
        Poll::Pending
    }

    /// What becomes of a write: it moves the deadline, or is waited for no longer.
    fn written(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
        start: &[u8],
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.told(start);
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => {
                let latest = Instant::now() + self.patience.answer;
                self.deadline = Some(self.deadline.map_or(latest, |deadline| deadline.min(latest)));
                self.poll_late(context).map(Err)
            }
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let connection = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut connection.stream).poll_read(context, buffer);
        if let Poll::Ready(Ok(())) = read {
            connection.heard(&buffer.filled()[before..]);
        }
        // Also where something came: who sends a byte a second is late too.
        match connection.poll_late(context) {
            Poll::Ready(error) => Poll::Ready(Err(error)),
            Poll::Pending => read,
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let connection = self.get_mut();
        let written = Pin::new(&mut connection.stream).poll_write(context, bytes);
        connection.written(context, written, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let connection = self.get_mut();
        let written = Pin::new(&mut connection.stream).poll_write_vectored(context, slices);
        connection.written(context, written, slices.first().map_or(&[], |slice| slice))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_ends_with_an_empty_line_however_it_is_cut() {
        let head = b"GET / HTTP/1.1\r\nHost: x\r\r\n\r\n";
        for size in 1..head.len() {
            let state = head.chunks(size).fold(State::Idle, State::after);
            assert_eq!(state, State::Waiting, "in pieces of {size}");
        }
        let unfinished = State::Idle.after(&head[..head.len() - 1]);
        assert_eq!(unfinished, State::Asking { ended: 3 });
        assert_eq!(State::Waiting.after(b"the body"), State::Waiting);
    }
}
