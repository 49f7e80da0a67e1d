//! Looking again and again at files and folders for articles that are new in them, or have changed.
//!
//! Takes paths, gives at each look the files that came or changed. They are looked at, not waited for: a folder may lie on
//! another machine, of whose changes no system tells, and what somebody is still writing is left until it stands still.

use super::Context;
use super::failure::Remedy;
use super::input::{self, Input};
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

/// How long a file stands still before it is read.
const STILL: Duration = Duration::from_secs(2);

/// How long a look is away from the next at least; and how much longer than the look itself it is.
const PAUSE: Duration = Duration::from_secs(1);
const REST: u32 = 10;

/// How soon a command that shall stop notices it.
const BLINK: Duration = Duration::from_millis(100);

/// Looks at files and folders.
pub struct Watch<'a> {
    context: &'a Context,
    paths: Vec<PathBuf>,
    /// What the last look saw.
    seen: BTreeMap<Thing, Seen>,
    pause: Duration,
}

/// A file, or what is told of something that cannot be looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    File(PathBuf),
    Unreadable(String),
}

/// How something was when it was last looked at.
#[derive(Clone, Copy, Debug)]
struct Seen {
    sight: Sight,
    was_given: bool,
}

/// By what a change is noticed; nothing where it cannot be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sight {
    bytes: u64,
    changed: Option<SystemTime>,
}

impl Sight {
    fn of(context: &Context, thing: &Thing) -> Self {
        let Thing::File(path) = thing else {
            return Self::default();
        };
        let Ok(file) = fs::metadata(context.path(path)) else {
            return Self::default();
        };
        Self {
            bytes: file.len(),
            changed: file.modified().ok(),
        }
    }

    /// Whether it stood still for long enough. A time in the future says nothing, nor does none.
    fn is_old(self) -> bool {
        self.changed
            .and_then(|changed| changed.elapsed().ok())
            .is_some_and(|age| age >= STILL)
    }
}

impl<'a> Watch<'a> {
    /// Watches these.
    ///
    /// # Errors
    /// Where one of them is not there.
    pub fn new(context: &'a Context, paths: Vec<PathBuf>) -> anyhow::Result<Self> {
        for path in &paths {
            fs::metadata(context.path(path))
                .with_context(|| format!("{} cannot be watched", path.display()))
                .remedy("Make the folder first, or name the one that articles come to.")?;
        }
        Ok(Self {
            context,
            paths,
            seen: BTreeMap::new(),
            pause: PAUSE,
        })
    }

    /// What came or changed since it was last given, and stands still.
    pub fn look(&mut self) -> Vec<Input> {
        let begun = Instant::now();
        let mut seen = BTreeMap::new();
        let mut given = Vec::new();
        for input in self
            .paths
            .iter()
            .flat_map(|path| input::below(self.context, path))
        {
            let thing = match &input {
                Input::Standard => continue,
                Input::File(path) => Thing::File(path.clone()),
                Input::Unreadable(problem) => Thing::Unreadable(problem.to_string()),
            };
            let sight = Sight::of(self.context, &thing);
            let before = self.seen.get(&thing).filter(|before| before.sight == sight);
            let stands_still = before.is_some() || sight.is_old() || matches!(thing, Thing::Unreadable(_));
            let was_given = before.is_some_and(|before| before.was_given);
            if stands_still && !was_given && !seen.contains_key(&thing) {
                given.push(input);
            }
            let was_given = was_given || stands_still;
            seen.insert(thing, Seen { sight, was_given });
        }
        self.seen = seen;
        self.pause = PAUSE.max(begun.elapsed() * REST);
        given
    }

    /// Lets the next look give again what the last one gave: it could not be read into the record.
    pub fn take_back(&mut self, given: &[Input]) {
        for input in given {
            if let Input::File(path) = input {
                self.seen.remove(&Thing::File(path.clone()));
            }
        }
    }

    /// Waits until it is worth while to look again.
    ///
    /// # Errors
    /// Where the command shall stop.
    pub fn pause(&self) -> anyhow::Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < self.pause {
            self.context.go_on()?;
            std::thread::sleep(BLINK);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::path::Path;

    /// Writes a file that was last changed so many seconds ago.
    fn write(path: &Path, text: &str, age: u64) {
        fs::write(path, text).unwrap();
        let changed = SystemTime::now() - Duration::from_secs(age);
        File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_modified(changed)
            .unwrap();
    }

    #[test]
    fn a_file_is_given_once_it_stands_still_and_again_when_it_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        let context = Context::here(PathBuf::new());
        let mut watch = Watch::new(&context, vec![folder.path().to_owned()]).unwrap();
        assert_eq!(watch.look(), [], "an empty folder is no mistake");

        write(&old, "The dam is safe.", 60);
        write(&new, "The pier", 0);
        let (old, new) = ([Input::File(old)], [Input::File(new)]);
        assert_eq!(watch.look(), old);
        write(&folder.path().join("b.txt"), "The pier burned", 0);
        assert_eq!(watch.look(), [], "it is still written");
        assert_eq!(watch.look(), new);
        assert_eq!(watch.look(), []);

        write(&folder.path().join("a.txt"), "The dam is not safe.", 50);
        assert_eq!(watch.look(), old);
        watch.take_back(&old);
        assert_eq!(watch.look(), old);

        fs::remove_file(folder.path().join("b.txt")).unwrap();
        assert_eq!(watch.look(), []);
        write(&folder.path().join("b.txt"), "The pier burned", 60);
        assert_eq!(watch.look(), new, "it came back");
    }

    #[test]
    fn a_folder_that_is_not_there_cannot_be_watched() {
        let context = Context::here(PathBuf::new());
        let error = Watch::new(&context, vec![PathBuf::from("no-such-folder")])
            .err()
            .unwrap();
        assert!(
            format!("{error:#}").contains("no-such-folder cannot be watched"),
            "{error:#}"
        );
    }

    #[test]
    fn what_cannot_be_looked_at_any_more_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inbox");
        fs::create_dir(&inner).unwrap();
        let context = Context::here(PathBuf::new());
        let mut watch = Watch::new(&context, vec![inner.clone()]).unwrap();
        fs::remove_dir(&inner).unwrap();
        // A path that is no folder counts as a file; that it is not there is told when it is read.
        assert_eq!(watch.look().len(), 0);
        assert_eq!(watch.look().len(), 1);
        assert_eq!(watch.look().len(), 0);
    }
}
