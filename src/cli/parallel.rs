//! Work on several threads whose results come back in the order of the items.
//!
//! Memory stays bounded however uneven the items are: no more than a few items for each thread are under way or
//! waiting for an earlier one.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// Items under way or waiting, for each thread.
const WINDOW: usize = 8;

/// What the threads draw from: a ticket first, then an item.
struct Supply<I> {
    tickets: mpsc::Receiver<()>,
    items: I,
    drawn: usize,
}

impl<I: Iterator> Supply<I> {
    /// The next item with its place; `None` at the end, or when nobody wants results any more.
    fn draw(&mut self) -> Option<(usize, I::Item)> {
        self.tickets.recv().ok()?;
        let item = self.items.next()?;
        self.drawn += 1;
        Some((self.drawn - 1, item))
    }
}

/// Does `work` on each item on `threads` threads and hands the results to `take` one by one, in the order of the
/// items, on the thread that calls. An error of `take` ends the work and is given back.
pub fn in_order<I, T, E>(
    items: I,
    threads: NonZero<usize>,
    work: impl Fn(I::Item) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator + Send,
    T: Send,
{
    let (ticket, tickets) = mpsc::channel();
    for _ in 0..WINDOW * threads.get() {
        // The receiver lives in `supply` until all threads are done.
        let _ = ticket.send(());
    }
    let supply = Mutex::new(Supply {
        tickets,
        items,
        drawn: 0,
    });
    thread::scope(|scope| {
        let (done, results) = mpsc::channel();
        for _ in 0..threads.get() {
            let (done, supply, work) = (done.clone(), &supply, &work);
            scope.spawn(move || {
                loop {
                    let drawn = supply.lock().unwrap_or_else(PoisonError::into_inner).draw();
                    let Some((place, item)) = drawn else { return };
                    if done.send((place, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        // Owned here, so that an early return ends every thread that waits for a ticket.
        let ticket = ticket;
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (place, result) in results {
            early.insert(place, result);
            while let Some(result) = early.remove(&next) {
                take(result)?;
                next += 1;
                let _ = ticket.send(());
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn four() -> NonZero<usize> {
        NonZero::new(4).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut seen = Vec::new();
        let slow_first = |n: u64| {
            thread::sleep(Duration::from_millis(if n.is_multiple_of(7) { 20 } else { 0 }));
            n * n
        };
        in_order(0..200, four(), slow_first, |n| {
            seen.push(n);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(seen, (0..200).map(|n| n * n).collect::<Vec<u64>>());
    }

    #[test]
    fn an_error_ends_the_work_early() {
        let worked = AtomicUsize::new(0);
        let count = |n: usize| {
            worked.fetch_add(1, Ordering::Relaxed);
            n
        };
        let result = in_order(
            0..,
            four(),
            count,
            |n| if n == 10 { Err("enough") } else { Ok(()) },
        );
        assert_eq!(result, Err("enough"));
        assert!(worked.into_inner() <= 10 + 1 + WINDOW * 4);
    }
}
