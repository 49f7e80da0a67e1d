//! What a command reads and writes: results to its output, messages and a progress bar beside it, its standard input.
//!
//! These are the streams of this process, or of somebody for whom a server runs the command; a bar is drawn only on a
//! terminal, and only for work that takes long.

use super::context::Context;
use indicatif::{ProgressBar, ProgressBarIter, ProgressDrawTarget, ProgressStyle, TermLike};
use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

/// So many bytes are read before anybody would look at a bar.
const BYTES_AT_A_GLANCE: u64 = 256 * 1024;

/// Where results and messages go, and where input comes from.
pub trait Streams: Send + Sync {
    /// Reads some of the input; 0 bytes are its end.
    fn read(&self, into: &mut [u8]) -> io::Result<usize>;
    /// Writes all of a piece of the results.
    fn write(&self, result: &[u8]) -> io::Result<()>;
    /// Writes all of a message.
    fn tell(&self, message: &[u8]) -> io::Result<()>;
    /// Why the command shall stop where that can be done without harm; `None` where it shall go on.
    fn ended(&self) -> Option<&'static str>;
}

/// The streams of this process.
pub struct OwnStreams;

impl Streams for OwnStreams {
    fn read(&self, into: &mut [u8]) -> io::Result<usize> {
        io::stdin().lock().read(into)
    }

    fn write(&self, result: &[u8]) -> io::Result<()> {
        let mut output = io::stdout().lock();
        output.write_all(result)?;
        output.flush()
    }

    fn tell(&self, message: &[u8]) -> io::Result<()> {
        io::stderr().lock().write_all(message)
    }

    fn ended(&self) -> Option<&'static str> {
        None
    }
}

/// A command's output.
pub struct Output(pub Arc<dyn Streams>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A command's input.
pub struct Input(pub Arc<dyn Streams>);

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }
}

/// A bar for work that takes long; it draws itself only on a terminal.
pub struct Progress {
    bar: ProgressBar,
    context: Context,
}

impl Progress {
    /// Begins a bar of steps; `what` is counted, in the plural ("articles").
    pub fn of_steps(total: usize, what: &str, context: &Context) -> Self {
        let template = format!("{{bar:30}} {{pos}} of {{len}} {what}, {{eta}} left");
        Self::new(Some(total as u64), total > 1, &template, context)
    }

    /// Begins a bar over the bytes of what is read; `None` where nobody knows how many will come.
    pub fn of_bytes(total: Option<u64>, context: &Context) -> Self {
        let template = match total {
            Some(_) => "{bar:30} {binary_bytes} of {binary_total_bytes}, {eta} left{msg}",
            None => "{spinner} {binary_bytes}{msg}",
        };
        let takes_long = total.is_none_or(|total| total > BYTES_AT_A_GLANCE);
        Self::new(total, takes_long, template, context)
    }

    fn new(total: Option<u64>, takes_long: bool, template: &str, context: &Context) -> Self {
        let target = match context.surroundings().messages_are_terminal() && takes_long {
            false => ProgressDrawTarget::hidden(),
            true if context.is_elsewhere() => ProgressDrawTarget::term_like(Box::new(FarTerminal {
                streams: context.streams(),
                width: context.columns(),
            })),
            true => ProgressDrawTarget::stderr(),
        };
        let bar = ProgressBar::with_draw_target(total, target);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self {
            bar,
            context: context.clone(),
        }
    }

    /// One step is done.
    pub fn step(&self) {
        self.bar.inc(1);
    }

    /// What is read through it moves the bar on.
    pub fn reading<R: Read>(&self, input: R) -> ProgressBarIter<R> {
        self.bar.wrap_read(input)
    }

    /// Says behind the bar what was done so far, and since when.
    pub fn tell<T: fmt::Display>(&self, done: impl FnOnce(Duration) -> T) {
        if !self.bar.is_hidden() {
            self.bar.set_message(done(self.bar.elapsed()).to_string());
        }
    }

    /// Prints a message above the bar.
    pub fn say(&self, message: impl fmt::Display) {
        self.bar.suspend(|| self.context.say(message));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// The terminal of somebody for whom a server runs a command, as far as a bar needs it.
struct FarTerminal {
    streams: Arc<dyn Streams>,
    width: u16,
}

impl FarTerminal {
    /// Moves the cursor by the escape sequences that all terminals know.
    fn go(&self, steps: usize, where_to: char) -> io::Result<()> {
        match steps {
            0 => Ok(()),
            _ => self.write_str(&format!("\u{1b}[{steps}{where_to}")),
        }
    }
}

impl fmt::Debug for FarTerminal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a terminal of {} columns", self.width)
    }
}

impl TermLike for FarTerminal {
    fn width(&self) -> u16 {
        self.width
    }

    fn move_cursor_up(&self, lines: usize) -> io::Result<()> {
        self.go(lines, 'A')
    }

    fn move_cursor_down(&self, lines: usize) -> io::Result<()> {
        self.go(lines, 'B')
    }

    fn move_cursor_right(&self, columns: usize) -> io::Result<()> {
        self.go(columns, 'C')
    }

    fn move_cursor_left(&self, columns: usize) -> io::Result<()> {
        self.go(columns, 'D')
    }

    fn write_line(&self, line: &str) -> io::Result<()> {
        self.write_str(&format!("{line}\n"))
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.streams.tell(text.as_bytes())
    }

    fn clear_line(&self) -> io::Result<()> {
        self.write_str("\r\u{1b}[2K")
    }

    fn flush(&self) -> io::Result<()> {
        Ok(())
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
