//! Gzip of many members, which finds its footing again behind damage.
//!
//! Crawlers pack each record of a web archive by itself (RFC 1952, members end to end), so that a broken one need not
//! take the rest along. [`Members`] gives their bytes end to end; where a member is damaged, one read fails with an error
//! that [`damage`] knows, and the next goes on with the next member that can be found.

use flate2::bufread::GzDecoder;
use std::fmt;
use std::io::{self, BufRead, Chain, Cursor, Read};

/// What a member begins with: the magic number and the one method there is.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// The unpacked bytes of all members.
pub struct Members<Input> {
    /// `None` behind the last member.
    decoder: Option<GzDecoder<Packed<Input>>>,
    /// Whether bytes of the present member were given.
    begun: bool,
}

/// The input, behind the bytes by which the present member was found.
type Packed<Input> = Chain<Cursor<&'static [u8]>, Input>;

/// The error behind a read that failed for damage.
#[derive(Debug)]
struct Damage {
    problem: String,
    /// Whether bytes of the member were given before it was met.
    begun: bool,
}

impl fmt::Display for Damage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.problem)
    }
}

impl std::error::Error for Damage {}

/// What is damaged, where that is why a read failed, and reading may go on; `None` for any other error.
pub fn damage(error: &io::Error) -> Option<String> {
    of(error).map(ToString::to_string)
}

/// Whether a read failed for damage to a member of which nothing was given yet: all that was given is sound.
pub fn is_ahead(error: &io::Error) -> bool {
    of(error).is_some_and(|damage| !damage.begun)
}

fn of(error: &io::Error) -> Option<&Damage> {
    error.get_ref()?.downcast_ref()
}

impl<Input: BufRead> Members<Input> {
    /// The input must stand at the beginning of a member.
    pub fn new(input: Input) -> Self {
        Self {
            decoder: Some(behind(&[], input)),
            begun: false,
        }
    }

    /// The decoder's input; no more is read until [`Members::go_on`].
    fn give_up(&mut self) -> Option<Input> {
        self.begun = false;
        Some(self.decoder.take()?.into_inner().into_inner().1)
    }

    /// Goes on with the member that follows the last.
    fn go_on(&mut self) -> io::Result<()> {
        if let Some(mut input) = self.give_up()
            && !input.fill_buf()?.is_empty()
        {
            self.decoder = Some(behind(&[], input));
        }
        Ok(())
    }

    /// Goes on with the next member that can be found.
    fn search(&mut self) -> io::Result<()> {
        if let Some(mut input) = self.give_up()
            && pass_magic(&mut input)?
        {
            self.decoder = Some(behind(&MAGIC, input));
        }
        Ok(())
    }
}

fn behind<Input: BufRead>(found: &'static [u8], input: Input) -> GzDecoder<Packed<Input>> {
    GzDecoder::new(Cursor::new(found).chain(input))
}

impl<Input: BufRead> Read for Members<Input> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(decoder) = &mut self.decoder else {
                return Ok(0);
            };
            match decoder.read(buffer) {
                // A member ends only after its checksum was found right.
                Ok(0) if !buffer.is_empty() => self.go_on()?,
                Err(problem) if is_damage(&problem) => {
                    let damage = Damage {
                        problem: format!("gzip: {problem}"),
                        begun: self.begun,
                    };
                    self.search()?;
                    return Err(io::Error::new(io::ErrorKind::InvalidData, damage));
                }
                read => {
                    self.begun |= read.as_ref().is_ok_and(|&bytes| bytes > 0);
                    return read;
                }
            }
        }
    }
}

/// The kinds of error by which the decoder tells of bad data, other than of an input that cannot be read.
fn is_damage(problem: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(problem.kind(), InvalidData | InvalidInput | UnexpectedEof)
}

/// Goes behind the next bytes that a member begins with; says whether there are any.
fn pass_magic(input: &mut impl BufRead) -> io::Result<bool> {
    let mut matched = 0;
    loop {
        let Some(&byte) = input.fill_buf()?.first() else {
            return Ok(false);
        };
        input.consume(1);
        matched = match byte {
            byte if byte == MAGIC[matched] => matched + 1,
            byte if byte == MAGIC[0] => 1,
            _ => 0,
        };
        if matched == MAGIC.len() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    /// What is read, with `!` for each damage.
    fn told(packed: &[u8]) -> String {
        let mut members = Members::new(packed);
        let mut told = String::new();
        let mut buffer = [0; 7];
        loop {
            match members.read(&mut buffer) {
                Ok(0) => return told,
                Ok(length) => told.push_str(std::str::from_utf8(&buffer[..length]).unwrap()),
                Err(problem) => told.push_str(damage(&problem).map_or("?", |_| "!")),
            }
        }
    }

    #[test]
    fn members_are_read_end_to_end() {
        assert_eq!(
            told(&[member("The pier "), member("burned.")].concat()),
            "The pier burned."
        );
    }

    #[test]
    fn a_damaged_member_takes_no_other_along() {
        let mut second = member("burned down ");
        let checksum = second.len() - 8;
        second[checksum] ^= 1;
        let packed = [member("The pier "), second, member("on Monday.")].concat();
        assert_eq!(told(&packed), "The pier burned down !on Monday.");
        let mut head = member("burned down ");
        head[0] = 0;
        assert_eq!(
            told(&[member("The pier "), head, member("on Monday.")].concat()),
            "The pier !on Monday."
        );
    }

    #[test]
    fn a_cut_off_end_is_damage() {
        let packed = member("The pier burned on Monday.");
        assert!(told(&packed[..packed.len() - 4]).ends_with('!'));
    }
}
