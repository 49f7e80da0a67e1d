//! Where a result goes that may be a file: to standard output, or to a file that appears only when it is complete.

use super::Context;
use super::failure::Remedy;
use anyhow::Context as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Standard output, or a file.
#[derive(Debug)]
pub struct Target(Option<PathBuf>);

impl Target {
    /// The file of this path; standard output where there is none, or where it is `-`.
    pub fn new(path: Option<PathBuf>) -> Self {
        Self(path.filter(|path| path != Path::new("-")))
    }

    /// The ending of the file's name, without its full stop.
    pub fn ending(&self) -> Option<&str> {
        self.0.as_ref()?.extension()?.to_str()
    }

    /// Writes. A file is written beside its place first and takes its name at the end: whoever reads it meanwhile, or
    /// after a failure, finds the whole of what was there before.
    ///
    /// # Errors
    /// As `write` says, and where the file cannot be written.
    pub fn write(
        &self,
        context: &Context,
        write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let Some(path) = &self.0 else {
            let mut output = context.output();
            write(&mut output)?;
            return Ok(output.flush()?);
        };
        let unwritable = || format!("{} cannot be written", path.display());
        let place = context.path(path);
        let (draft, file) = draft(&place)
            .with_context(unwritable)
            .remedy("Give -o a file in a folder that exists and that you may write to.")?;
        let mut output = BufWriter::new(file);
        let written = write(&mut output)
            .and_then(|()| output.flush().with_context(unwritable))
            .and_then(|()| fs::rename(&draft, &place).with_context(unwritable));
        if written.is_err() {
            // The first error is the one to tell.
            let _ = fs::remove_file(&draft);
        }
        written
    }
}

/// A new file beside it, to be written until it is complete. A server may write the same one for two at once.
fn draft(path: &Path) -> io::Result<(PathBuf, File)> {
    let process = std::process::id();
    for number in 0.. {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{process}-{number}.part"));
        let draft = path.with_file_name(name);
        match File::create_new(&draft) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => return created.map(|file| (draft, file)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.ttl");
        let target = Target::new(Some(path.clone()));
        let here = Context::here(PathBuf::new());
        assert_eq!(target.ending(), Some("ttl"));
        target
            .write(&here, |output| Ok(output.write_all(b"whole")?))
            .unwrap();
        let failed = target.write(&here, |output| {
            output.write_all(b"half")?;
            bail!("the disk is full")
        });
        assert_eq!(failed.unwrap_err().to_string(), "the disk is full");
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "no draft is left"
        );
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::new(Some(folder.path().join("no/record.ttl")));
        let error = format!(
            "{:#}",
            target
                .write(&Context::here(PathBuf::new()), |_| Ok(()))
                .unwrap_err()
        );
        assert!(error.contains("record.ttl cannot be written"), "{error}");
    }
}
