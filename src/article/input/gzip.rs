//! Gzip of many members, which finds its footing again behind damage.
//!
//! Crawlers pack each record of a web archive by itself (RFC 1952, members end to end), so that a broken one need not
//! take the rest along. [`Members`] gives their bytes end to end; where a member is damaged, one read fails with an error
//! that [`damage`] knows, and the next goes on with the next member that can be found.

use flate2::bufread::GzDecoder;
use std::fmt;
use std::io::{self, BufRead, Read};

/// What a member begins with: the magic number and the one method there is.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// The unpacked bytes of all members.
pub struct Members<Input> {
    /// `None` behind the last member.
    decoder: Option<GzDecoder<Packed<Input>>>,
    /// Whether bytes of the present member were given.
    begun: bool,
}

/// So many packed bytes of a member are kept, to look for the next one among them: damage can make the decoder read on into
/// it. Few pages are larger.
const KEPT: usize = 1 << 20;

/// The input, which can be put back to where the present member began.
struct Packed<Input> {
    input: Input,
    /// Bytes that were put back, and how many of them were read again.
    back: Vec<u8>,
    again: usize,
    /// The bytes of the present member so far; `None` where they are not kept, because there are too many, or because it was
    /// found among bytes that were put back: none is read more than twice.
    taken: Option<Vec<u8>>,
}

impl<Input: BufRead> Packed<Input> {
    fn new(input: Input) -> Self {
        Self {
            input,
            back: Vec::new(),
            again: 0,
            taken: None,
        }
    }

    /// A member begins here.
    fn begin(&mut self) {
        self.taken = (self.again == self.back.len()).then(Vec::new);
    }

    /// Puts back what was read of the present member, but for its first byte.
    fn put_back(&mut self) {
        if let Some(taken) = self.taken.take() {
            self.back = taken;
            self.again = 1.min(self.back.len());
        }
    }

    /// Goes to the next bytes that a member begins with; says whether there are any.
    fn find_member(&mut self) -> io::Result<bool> {
        let mut matched = 0;
        loop {
            let Some(&byte) = self.fill_buf()?.first() else {
                return Ok(false);
            };
            self.consume(1);
            matched = match byte {
                byte if byte == MAGIC[matched] => matched + 1,
                byte if byte == MAGIC[0] => 1,
                _ => 0,
            };
            if matched == MAGIC.len() {
                self.back.splice(..self.again, MAGIC);
                self.again = 0;
                return Ok(true);
            }
        }
    }
}

impl<Input: BufRead> Read for Packed<Input> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<Input: BufRead> BufRead for Packed<Input> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &self.back[self.again..] {
            [] => self.input.fill_buf(),
            back => Ok(back),
        }
    }

    fn consume(&mut self, count: usize) {
        if self.again < self.back.len() {
            self.again += count;
            return;
        }
        if let Some(taken) = &mut self.taken {
            // What was filled is given again without another read.
            match self.input.fill_buf() {
                Ok(bytes) if taken.len() + count <= KEPT => taken.extend_from_slice(&bytes[..count]),
                _ => self.taken = None,
            }
        }
        self.input.consume(count);
    }
}

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
        let mut members = Self {
            decoder: None,
            begun: false,
        };
        members.begin(Packed::new(input));
        members
    }

    fn begin(&mut self, mut input: Packed<Input>) {
        input.begin();
        self.decoder = Some(GzDecoder::new(input));
        self.begun = false;
    }

    /// Goes on with the member that follows the last.
    fn go_on(&mut self) -> io::Result<()> {
        if let Some(mut input) = self.decoder.take().map(GzDecoder::into_inner)
            && !input.fill_buf()?.is_empty()
        {
            self.begin(input);
        }
        Ok(())
    }

    /// Goes on with the next member that can be found behind the beginning of the present one.
    fn search(&mut self) -> io::Result<()> {
        if let Some(mut input) = self.decoder.take().map(GzDecoder::into_inner) {
            input.put_back();
            if input.find_member()? {
                self.begin(input);
            }
        }
        Ok(())
    }
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
                Ok(length) => told.push_str(&String::from_utf8_lossy(&buffer[..length])),
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
    fn damage_that_hides_the_end_of_a_member_takes_no_other_along() {
        let (first, last) = (member("The pier "), member("on Monday."));
        let second = member("burned down ");
        // Each bit of what is packed, as some of them make the decoder read on behind the member.
        for bit in 80..8 * (second.len() - 8) {
            let mut second = second.clone();
            second[bit / 8] ^= 1 << (bit % 8);
            let told = told(&[first.as_slice(), &second, &last].concat());
            // The last bits of the last byte may belong to nothing.
            let is_sound = told == "The pier burned down on Monday.";
            let is_found = told.starts_with("The pier ") && told.ends_with("!on Monday.");
            assert!(is_found || is_sound, "bit {bit}: {told}");
        }
    }

    #[test]
    fn a_cut_off_end_is_damage() {
        let packed = member("The pier burned on Monday.");
        assert!(told(&packed[..packed.len() - 4]).ends_with('!'));
    }
}
