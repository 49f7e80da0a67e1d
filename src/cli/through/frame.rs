//! What is said through the door: a letter, the length in four bytes (the greatest first), and so many bytes.

use std::io::{self, Read, Write};

/// The most bytes of results, messages or input in one frame. Longer ones are cut, and input is asked for piece by piece, so
/// that neither side has to keep more, however much there is.
pub const PIECE: usize = 64 * 1024;

/// The most bytes of a command line with its surroundings; systems allow two million or so, and JSON takes some more.
const LONGEST_QUESTION: usize = 16 * 1024 * 1024;

/// How long the secrets are that guest and host show each other.
pub const SECRET: usize = 32;

/// Something that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// The guest's secret: its first words.
    Hello(Vec<u8>),
    /// The host's secret, in answer.
    Welcome(Vec<u8>),
    /// What is to be run, as JSON.
    Question(Vec<u8>),
    /// A piece of the results.
    Output(Vec<u8>),
    /// A piece of the messages.
    Message(Vec<u8>),
    /// The command wants to read input.
    Wanted,
    /// A piece of it; none at its end.
    Input(Vec<u8>),
    /// The command has ended, with an exit code.
    Done(u8),
}

impl Frame {
    /// Writes it, at once.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let code;
        let (letter, content): (u8, &[u8]) = match self {
            Self::Hello(secret) => (b'h', secret),
            Self::Welcome(secret) => (b'w', secret),
            Self::Question(question) => (b'q', question),
            Self::Output(piece) => (b'o', piece),
            Self::Message(piece) => (b'm', piece),
            Self::Wanted => (b'?', &[]),
            Self::Input(piece) => (b'i', piece),
            Self::Done(exit) => {
                code = [*exit];
                (b'd', &code)
            }
        };
        let length = u32::try_from(content.len()).map_err(io::Error::other)?;
        let mut bytes = Vec::with_capacity(content.len() + 5);
        bytes.push(letter);
        bytes.extend(length.to_be_bytes());
        bytes.extend(content);
        to.write_all(&bytes)?;
        to.flush()
    }

    /// Reads the next one. What is too long is refused before it is read.
    pub fn read(from: &mut impl Read) -> io::Result<Self> {
        let mut head = [0; 5];
        from.read_exact(&mut head)?;
        let [letter, length @ ..] = head;
        let length = u32::from_be_bytes(length) as usize;
        let most = match letter {
            b'h' | b'w' => SECRET,
            b'q' => LONGEST_QUESTION,
            b'o' | b'm' | b'i' => PIECE,
            b'?' => 0,
            b'd' => 1,
            _ => return Err(strange()),
        };
        if length > most {
            return Err(strange());
        }
        let mut content = vec![0; length];
        from.read_exact(&mut content)?;
        Ok(match letter {
            b'h' => Self::Hello(content),
            b'w' => Self::Welcome(content),
            b'q' => Self::Question(content),
            b'o' => Self::Output(content),
            b'm' => Self::Message(content),
            b'i' => Self::Input(content),
            b'?' => Self::Wanted,
            _ => Self::Done(*content.first().ok_or_else(strange)?),
        })
    }
}

fn strange() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "something else than onrecord speaks there",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn frame() -> impl Strategy<Value = Frame> {
        let bytes = |most| prop::collection::vec(any::<u8>(), 0..=most);
        prop_oneof![
            bytes(SECRET).prop_map(Frame::Hello),
            bytes(SECRET).prop_map(Frame::Welcome),
            bytes(300).prop_map(Frame::Question),
            bytes(300).prop_map(Frame::Output),
            bytes(300).prop_map(Frame::Message),
            bytes(300).prop_map(Frame::Input),
            Just(Frame::Wanted),
            any::<u8>().prop_map(Frame::Done),
        ]
    }

    proptest! {
        #[test]
        fn what_is_said_is_heard(frames in prop::collection::vec(frame(), 0..8)) {
            let mut said = Vec::new();
            for frame in &frames {
                frame.write(&mut said).unwrap();
            }
            let mut rest = said.as_slice();
            let heard: Vec<Frame> = std::iter::from_fn(|| Frame::read(&mut rest).ok()).collect();
            prop_assert_eq!(heard, frames);
            prop_assert!(rest.is_empty());
        }

        #[test]
        fn noise_is_no_harm(noise in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = Frame::read(&mut noise.as_slice());
        }
    }

    #[test]
    fn what_a_browser_sends_is_refused() {
        for sent in [
            &b"POST / HTTP/1.1\r\n"[..],
            b"GET / HTTP/1.1\r\n",
            b"\x16\x03\x01\x02\x00\x01",
        ] {
            let error = Frame::read(&mut { sent }).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{sent:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_refused_before_it_is_read() {
        let sent = [b"h".as_slice(), &u32::MAX.to_be_bytes()].concat();
        let error = Frame::read(&mut sent.as_slice()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}
