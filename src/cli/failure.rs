//! How an error is told: one plain sentence with its causes, then what can be done about it.
//!
//! Takes the [`anyhow::Error`] that a sub-command gave back. Whoever raises it may add a remedy with
//! [`Remedy::remedy`]. A reader that goes away (`onrecord claims | head -1`) is no error.

use super::context::Context;
use onrecord::review::ReviewError;
use std::fmt::{Debug, Display};
use std::io;

/// Adds to an error what the user can do about it.
pub trait Remedy<T> {
    /// Adds `what_to_do`, a plain sentence; it is printed on a line of its own after the error.
    fn remedy(self, what_to_do: impl Into<String>) -> anyhow::Result<T>;
}

impl<T, E> Remedy<T> for Result<T, E>
where
    Self: anyhow::Context<T, E>,
{
    fn remedy(self, what_to_do: impl Into<String>) -> anyhow::Result<T> {
        anyhow::Context::with_context(self, || Hint(what_to_do.into()))
    }
}

/// What the user can do; rides along as a context of the error.
struct Hint(String);

impl Display for Hint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Debug for Hint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Display::fmt(self, formatter)
    }
}

/// Tells of an error among the messages and gives the exit code for it.
pub fn report(error: &anyhow::Error, context: &Context) -> u8 {
    if is_broken_pipe(error) {
        return 0;
    }
    match error.downcast_ref::<clap::Error>() {
        Some(misuse) => {
            let text = misuse.render();
            let text = match context.surroundings().messages_have_style() {
                true => text.ansi().to_string(),
                false => text.to_string(),
            };
            context.say(text.trim_end_matches('\n'));
        }
        None => context.say(sentence(error)),
    }
    2
}

/// The text that [`report`] prints.
fn sentence(error: &anyhow::Error) -> String {
    let of_review = || {
        let mut causes = error.chain();
        causes.find_map(|cause| cause.downcast_ref::<ReviewError>()?.remedy())
    };
    let hint = error.downcast_ref::<Hint>().map(|hint| hint.0.as_str());
    let hint = hint.or_else(of_review);
    let mut text = String::from("onrecord: ");
    let mut last = String::new();
    for cause in error.chain().map(ToString::to_string) {
        // Some libraries print their cause within their own message; it is not said twice.
        if Some(cause.as_str()) == hint || last.ends_with(&cause) {
            continue;
        }
        if !last.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&cause);
        last = cause;
    }
    if let Some(hint) = hint {
        text.push_str("\n  ");
        text.push_str(hint);
    }
    text
}

/// Whether the error is only that nobody reads our output any more.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause
            .downcast_ref::<io::Error>()
            .map(io::Error::kind)
            .or_else(|| {
                // serde_json hides the I/O error that it wraps from `source`.
                cause
                    .downcast_ref::<serde_json::Error>()
                    .and_then(serde_json::Error::io_error_kind)
            });
        kind == Some(io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;
    use std::io::Write;

    fn missing() -> io::Error {
        io::Error::new(io::ErrorKind::NotFound, "no such folder")
    }

    #[test]
    fn causes_are_chained_and_the_remedy_stands_apart() {
        let error = Err::<(), _>(missing())
            .context("cannot open the record")
            .remedy("Make it with `onrecord ingest`.")
            .unwrap_err();
        assert_eq!(
            sentence(&error),
            "onrecord: cannot open the record: no such folder\n  Make it with `onrecord ingest`."
        );
    }

    #[test]
    fn a_cause_that_is_printed_already_is_not_repeated() {
        let error = anyhow::Error::new(missing()).context("cannot read: no such folder");
        assert_eq!(sentence(&error), "onrecord: cannot read: no such folder");
    }

    #[test]
    fn a_reader_that_goes_away_is_no_error() {
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(is_broken_pipe(
            &anyhow::Error::new(gone()).context("cannot write")
        ));
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::Error::from(io::ErrorKind::BrokenPipe))
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        assert!(is_broken_pipe(
            &serde_json::to_writer(Closed, &1).unwrap_err().into()
        ));
        assert!(!is_broken_pipe(&missing().into()));
    }
}
