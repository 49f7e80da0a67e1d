//! From what the user gives us to articles, one at a time: files, folders, standard input.
//!
//! Folders are walked in the order of their names, so that two runs meet the same articles in the same order.
//! Takes paths, gives [`Article`]s or, for each thing that is not one, the reason as a sentence.

use super::terminal::Progress;
use onrecord::article::{self, Article};
use onrecord::lexicon::Lexicon;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// What a file in a folder must end with to be read; one that is named itself may end as it likes.
const ENDINGS: &[&str] = &["txt", "text", "jsonl", "ndjson", "json"];

/// Something to read articles from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// `-`
    Standard,
    /// A file.
    File(PathBuf),
    /// Something that cannot be read, and why.
    Unreadable(String),
}

/// Everything that the paths hold, in their order. A folder stands for the texts and JSON lines below it; hidden
/// files and other files are passed over.
pub fn gather(paths: &[PathBuf]) -> Vec<Input> {
    paths.iter().flat_map(|path| gather_one(path)).collect()
}

fn gather_one(path: &Path) -> Vec<Input> {
    if path.as_os_str() == "-" {
        return vec![Input::Standard];
    }
    if !path.is_dir() {
        return vec![Input::File(path.to_owned())];
    }
    let mut inputs = Vec::new();
    walk(path, &mut inputs);
    if inputs.is_empty() {
        inputs.push(Input::Unreadable(format!(
            "{}: no articles in this folder; it holds no file that ends in .{}",
            path.display(),
            ENDINGS.join(", .")
        )));
    }
    inputs
}

fn walk(folder: &Path, inputs: &mut Vec<Input>) {
    let entries = fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            inputs.push(Input::Unreadable(format!(
                "{}: cannot be read ({error})",
                folder.display()
            )));
            return;
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        // A link to a folder is not followed: it may lead back here.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if hidden {
            continue;
        } else if is_folder {
            walk(&path, inputs);
        } else if path.is_file() && has_ending(&path) {
            inputs.push(Input::File(path));
        }
    }
}

fn has_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.to_lowercase().as_str()))
}

/// The articles of all inputs, in order; `progress` takes a step for each input.
pub fn articles<'a>(
    inputs: Vec<Input>,
    lexicon: &'a Lexicon,
    progress: &'a Progress,
) -> impl Iterator<Item = Result<Article, String>> + Send + 'a {
    inputs.into_iter().flat_map(move |input| {
        progress.step();
        open(input, lexicon)
    })
}

type Articles<'a> = Box<dyn Iterator<Item = Result<Article, String>> + Send + 'a>;

fn open(input: Input, lexicon: &Lexicon) -> Articles<'_> {
    match input {
        Input::Standard => read(
            "standard input",
            "standard input",
            BufReader::new(io::stdin()),
            lexicon,
        ),
        Input::File(path) => {
            let shown = path.display().to_string();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            match File::open(&path) {
                Ok(file) => read(
                    &shown,
                    name.as_deref().unwrap_or(&shown),
                    BufReader::new(file),
                    lexicon,
                ),
                Err(error) => fail(format!("{shown}: cannot be read ({error})")),
            }
        }
        Input::Unreadable(reason) => fail(reason),
    }
}

fn fail<'a>(reason: String) -> Articles<'a> {
    Box::new(std::iter::once(Err(reason)))
}

/// Reads under the whole path, which errors name, and calls what has no name of its own by the file's name alone:
/// the record must not depend on where the file lay.
fn read<'a>(path: &str, name: &str, input: impl BufRead + Send + 'a, lexicon: &'a Lexicon) -> Articles<'a> {
    let (path, name) = (path.to_owned(), name.to_owned());
    let articles = article::read(path.clone(), input, lexicon);
    Box::new(articles.map(move |result| {
        let mut article = result.map_err(|error| error.to_string())?;
        if let Some(rest) = article.name.strip_prefix(&path) {
            article.name = format!("{name}{rest}");
        }
        Ok(article)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_walked_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("b")).unwrap();
        for file in ["b/two.TXT", "c.jsonl", "a.txt", "notes.md", ".hidden.txt"] {
            fs::write(root.join(file), "x").unwrap();
        }
        let files = ["a.txt", "b/two.TXT", "c.jsonl"].map(|file| Input::File(root.join(file)));
        assert_eq!(gather(&[root.to_owned()]), files);
    }

    #[test]
    fn a_file_is_taken_whatever_its_ending() {
        let gathered = gather(&[PathBuf::from("-"), PathBuf::from("notes.md")]);
        assert_eq!(
            gathered,
            [Input::Standard, Input::File(PathBuf::from("notes.md"))]
        );
    }

    #[test]
    fn an_article_is_called_by_its_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dam.txt");
        fs::write(&path, "Minister Ana Reyes said the dam was safe.").unwrap();
        let (lexicon, progress) = (Lexicon::standard(), Progress::new(1, "files"));
        let names: Vec<String> = articles(vec![Input::File(path)], &lexicon, &progress)
            .map(|article| article.unwrap().name)
            .collect();
        assert_eq!(names, ["dam.txt"]);
    }
}
