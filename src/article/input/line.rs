//! Lines of a bounded length.

use std::io::{self, BufRead, Read};

/// Reads a line of at most `most` bytes, its end included, behind what `line` holds. Of a line that is longer, the rest is
/// passed over.
pub fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>, most: usize) -> io::Result<usize> {
    let read = input.by_ref().take(most as u64).read_until(b'\n', line)?;
    if read == most && !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
    }
    Ok(read)
}
