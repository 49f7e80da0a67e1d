//! What goes to the screen: results to standard output, messages and a progress bar to standard error.
//!
//! Colour and bars only where a terminal reads them; a bar only for work that takes long.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

/// Where results go. Buffered: call `flush` at the end, since a drop cannot tell of a failed write.
pub fn output() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Whether results go to a terminal that shows bold and colours (<https://no-color.org>).
pub fn output_has_style() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The number of columns that a table may take: the terminal's, else `COLUMNS`, else 120.
pub fn columns() -> u16 {
    let from_environment = || std::env::var("COLUMNS").ok()?.parse().ok();
    let table = comfy_table::Table::new();
    table
        .width()
        .filter(|_| io::stdout().is_terminal())
        .or_else(from_environment)
        .unwrap_or(120)
        .clamp(40, 400)
}

/// Tells the user something that is not a result.
pub fn say(message: impl std::fmt::Display) {
    // Nobody can be told that standard error cannot be written to.
    let _ = writeln!(io::stderr(), "{message}");
}

/// A bar for work of `total` steps; it draws itself only on a terminal.
pub struct Progress(ProgressBar);

impl Progress {
    /// Begins a bar; `what` is counted, in the plural ("articles").
    pub fn new(total: usize, what: &str) -> Self {
        let target = if io::stderr().is_terminal() && total > 1 {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(total as u64), target);
        let template = format!("{{bar:30}} {{pos}} of {{len}} {what}, {{eta}} left");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// One step is done.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// Prints a message above the bar.
    pub fn say(&self, message: impl std::fmt::Display) {
        self.0.suspend(|| say(message));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A text on one line, without the characters that steer a terminal.
pub fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .chars()
        .filter(|mark| !mark.is_control())
        .collect()
}
