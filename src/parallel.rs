//! Work shared out over the processors.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What comes of each item, in no particular order. A panic in one of them is passed on.
pub fn map<T: Sync, R: Send>(items: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            made.push(make(item));
        }
        made
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(items.len())).map(|_| scope.spawn(work)).collect();
        let own = work();
        let others = others.into_iter().flat_map(|thread| match thread.join() {
            Ok(made) => made,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        own.into_iter().chain(others).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn each_item_is_worked_on_once() {
        let mut doubled = map(&Vec::from_iter(0..1000), |number| 2 * number);
        doubled.sort_unstable();
        assert_eq!(doubled, Vec::from_iter((0..1000).map(|number| 2 * number)));
        assert!(map(&[], |number: &i32| *number).is_empty());
    }
}
