//! Listening on this machine alone, and stopping so that nothing that was begun is lost.

use super::connection::{Door, Patience};
use super::router;
use super::shared::{Settings, Shared};
use crate::store::Record;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// How long requests that have begun are waited for when the server is told to stop.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a query of somebody else may take.
const PATIENCE_WITH_QUERIES: Duration = Duration::from_secs(30);

/// A server that has its port and does not answer yet.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
    stop: Stop,
}

/// Ends when the program is told to stop.
type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Server {
    /// Takes a port of this machine; of the number 0, any that is free.
    ///
    /// # Errors
    /// Where the port is taken or may not be used.
    pub fn bind(port: u16) -> io::Result<Self> {
        let runtime = Runtime::new()?;
        let stop = {
            let _inside = runtime.enter();
            told_to_stop()?
        };
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))?;
        Ok(Self {
            address: listener.local_addr()?,
            runtime,
            listener,
            stop,
        })
    }

    /// The port that it has.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Makes a record one that requests share; `judge` judges where a form names nobody.
    ///
    /// # Errors
    /// Where the system has no random bytes.
    pub fn share(&self, record: Record, judge: Option<String>) -> io::Result<Arc<Shared>> {
        let settings = Settings {
            port: self.port(),
            judge,
            patience: PATIENCE_WITH_QUERIES,
        };
        Shared::new(record, settings).map_err(|error| io::Error::other(error.to_string()))
    }

    /// Answers requests until the program is told to stop (Ctrl-C, or a termination signal).
    ///
    /// # Errors
    /// Where the system no longer lets it listen.
    pub fn run(self, shared: Arc<Shared>) -> io::Result<()> {
        let Self {
            runtime,
            listener,
            stop: told_to_stop,
            ..
        } = self;
        let (tell, told) = oneshot::channel();
        let stop = async move {
            told_to_stop.await;
            // Nobody hears it where the server has failed meanwhile.
            let _ = tell.send(());
        };
        let ended = runtime.block_on(async {
            let door = Door::new(listener, Patience::USUAL);
            let serving = axum::serve(door, router(Arc::clone(&shared))).with_graceful_shutdown(stop);
            tokio::select! {
                ended = serving.into_future() => ended,
                () = impatience(told) => Ok(()),
                () = watch_memory(&shared, is_short_of_memory) => Ok(()),
            }
        });
        runtime.shutdown_timeout(PATIENCE);
        ended
    }
}

/// Stops what people ask while the machine is short of memory: a query that joins and sorts without a bound would else
/// take all of it, and the system would end the server.
pub(super) async fn watch_memory(shared: &Shared, is_short: impl Fn() -> bool) {
    const PAUSE: Duration = Duration::from_millis(100);
    loop {
        tokio::time::sleep(PAUSE).await;
        if is_short() {
            shared.save_memory();
        }
    }
}

/// Whether less than a tenth of the machine's memory is left. Linux says so; where nobody does, nothing is stopped.
fn is_short_of_memory() -> bool {
    let Ok(told) = std::fs::read_to_string("/proc/meminfo") else {
        return false;
    };
    let size = |name: &str| -> Option<u64> {
        let line = told.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    match (size("MemTotal:"), size("MemAvailable:")) {
        (Some(total), Some(free)) => free < total / 10,
        _ => false,
    }
}

/// Ends some time after the server was told to stop: a client that never reads its answer shall not keep it.
async fn impatience(told: oneshot::Receiver<()>) {
    match told.await {
        Ok(()) => tokio::time::sleep(PATIENCE).await,
        Err(_) => std::future::pending().await,
    }
}

/// Ends when the program is told to stop. It is listened for from now on, so that nobody who knows of the server comes too
/// early.
fn told_to_stop() -> io::Result<Stop> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminated = signal(SignalKind::terminate())?;
        let mut interrupted = signal(SignalKind::interrupt())?;
        Ok(Box::pin(async move {
            tokio::select! {
                _ = terminated.recv() => {}
                _ = interrupted.recv() => {}
            }
        }))
    }
    #[cfg(not(unix))]
    Ok(Box::pin(async {
        // Where it cannot be listened for, the system ends the program.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }))
}
