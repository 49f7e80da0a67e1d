//! The arithmetic of the encoder, on whichever processor it runs.
//!
//! Each operation is written once, in safe code, and compiled for every [`Path`]: the sums of 8-bit products are
//! exact whoever adds them up, and the rest is done in single precision in one fixed order, with fused
//! multiply-add and polynomials of our own. So all paths give the same bits, and the same labels come out
//! everywhere. `unsafe` is in [`x86`] alone.

mod attention;
mod float;
mod linear;
mod quantise;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(super) use attention::AttentionScratch;
pub(super) use float::{LANES, Norm};
pub(super) use linear::{Linear, PANEL};
pub(super) use quantise::Quantised;

use std::fmt;

/// Which instructions the encoder uses. The results are the same to the last bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// AVX-512 with its byte dot product (VNNI): Zen 4, Ice Lake and later.
    Vnni,
    /// AVX2 and FMA: x86 processors since 2013.
    Avx2,
    /// Whatever the compiler makes of plain Rust.
    Portable,
}

/// A path that was asked for by name and cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// No such path.
    #[error("no path is called \"{0}\": there are vnni, avx2 and portable")]
    Unknown(String),
    /// The processor lacks the instructions.
    #[error(
        "this processor lacks the instructions of the path \"{0}\"; leave it out to take the fastest there is"
    )]
    Unsupported(Path),
}

impl Path {
    /// The fastest first.
    pub const ALL: [Path; 3] = [Path::Vnni, Path::Avx2, Path::Portable];

    /// The path of this name, or without a name the fastest that the processor has.
    pub fn choose(name: Option<&str>) -> Result<Path, PathError> {
        let Some(name) = name else {
            let fastest = Path::ALL.into_iter().find(|path| path.is_supported());
            return Ok(fastest.unwrap_or(Path::Portable));
        };
        let path = Path::ALL
            .into_iter()
            .find(|path| path.name() == name)
            .ok_or_else(|| PathError::Unknown(name.to_owned()))?;
        if path.is_supported() {
            Ok(path)
        } else {
            Err(PathError::Unsupported(path))
        }
    }

    /// The name that [`Path::choose`] knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Path::Vnni => "vnni",
            Path::Avx2 => "avx2",
            Path::Portable => "portable",
        }
    }

    /// Whether this processor has the instructions.
    pub fn is_supported(self) -> bool {
        #[cfg(target_arch = "x86_64")]
        match self {
            Path::Vnni => return x86::has_vnni(),
            Path::Avx2 => return x86::has_avx2(),
            Path::Portable => {}
        }
        self == Path::Portable
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A path that the processor was seen to support: to hold one is the permission to use its instructions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Machine(Path);

impl Machine {
    pub fn new(path: Path) -> Result<Machine, PathError> {
        if path.is_supported() {
            Ok(Machine(path))
        } else {
            Err(PathError::Unsupported(path))
        }
    }

    pub fn path(self) -> Path {
        self.0
    }

    fn run(self, operation: impl Operation) {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Path::Vnni => x86::run_on_vnni(self, operation),
            #[cfg(target_arch = "x86_64")]
            Path::Avx2 => x86::run_on_avx2(self, operation),
            _ => operation.run::<Portable>(),
        }
    }
}

/// What a path must bring along itself: the sums of 8-bit products.
trait Kernel {
    /// Whether [`Quantised::words`] is read.
    const WIDENS: bool = false;

    /// `sums[r][c]` = the sum over k of `rows[r][k]` × column c of the panel at k, exactly.
    /// `R` is at most [`linear::ROWS`], which is what fits into the registers.
    fn tile<const R: usize>(rows: [linear::Row; R], panel: &[linear::Group], sums: &mut linear::Sums);
}

/// Plain Rust.
struct Portable;

impl Kernel for Portable {
    #[inline(always)]
    fn tile<const R: usize>(rows: [linear::Row; R], panel: &[linear::Group], sums: &mut linear::Sums) {
        linear::portable_tile(rows, panel, sums);
    }
}

/// Work that is compiled once for each path. `run` and all it calls are inlined (`#[inline(always)]`), since only
/// what stands in the body of a function made for a path is compiled with that path's instructions.
trait Operation {
    fn run<K: Kernel>(self);
}

#[cfg(test)]
mod tests;
