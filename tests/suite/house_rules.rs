//! The rules that keep the house readable, as tests: layers, gatekeepers, words, paths.
//!
//! Each test names every place that breaks its rule. A rule that turns out wrong is changed here, with its
//! reason, not worked around.

use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The checkout.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files below a folder of the checkout that end in `.ending`, by path.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// A source file as the compiler of the program sees it: without comments, and without its tests.
struct Code {
    path: PathBuf,
    lines: Vec<(usize, String)>,
}

impl Code {
    /// All of `src/`, but for files that are there for tests alone.
    fn all() -> Vec<Code> {
        let for_tests = Regex::new(r"#\[cfg\(test\)\]\s*(?:pub(?:\(\w+\))? )?mod (\w+);").unwrap();
        let paths = files("src", "rs");
        let only_tests: BTreeSet<PathBuf> = paths
            .iter()
            .flat_map(|path| {
                let text = read(path);
                let names: Vec<String> = for_tests
                    .captures_iter(&text)
                    .map(|names| names[1].to_owned())
                    .collect();
                let folder = match path.file_name().and_then(|name| name.to_str()) {
                    Some("mod.rs" | "lib.rs" | "main.rs") => path.parent().unwrap().to_owned(),
                    _ => path.with_extension(""),
                };
                names
                    .into_iter()
                    .map(move |name| folder.join(format!("{name}.rs")))
            })
            .collect();
        paths
            .into_iter()
            .filter(|path| {
                !only_tests.contains(path) && !path.components().any(|part| part.as_os_str() == "tests")
            })
            .map(|path| Code::read(&path))
            .collect()
    }

    fn read(path: &Path) -> Code {
        let text = read(path);
        let lines = text
            .lines()
            .enumerate()
            // By custom the tests close a file.
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]" || path.ends_with("lib.rs"))
            .map(|(index, line)| (index + 1, without_comment(line).to_owned()))
            .collect();
        Code {
            path: path.to_owned(),
            lines,
        }
    }

    /// The module of the library that the file belongs to; `None` for the program's own files.
    fn module(&self) -> Option<String> {
        let inside = self.path.strip_prefix("src").unwrap();
        let first = inside.components().next()?.as_os_str().to_str()?;
        let name = first.trim_end_matches(".rs");
        (!["lib", "main", "cli"].contains(&name)).then(|| name.to_owned())
    }

    /// Every line that the pattern finds, with its place.
    fn finds(&self, pattern: &Regex) -> Vec<String> {
        self.lines
            .iter()
            .filter(|(_, line)| pattern.is_match(line))
            .map(|(number, line)| format!("{}:{number}: {}", self.path.display(), line.trim()))
            .collect()
    }
}

/// The line without its `//` comment; a `//` inside quotation marks stays.
fn without_comment(line: &str) -> &str {
    let mut in_string = false;
    let mut previous = ' ';
    for (index, mark) in line.char_indices() {
        match mark {
            '"' if previous != '\\' && previous != '\'' => in_string = !in_string,
            '/' if previous == '/' && !in_string => return &line[..index - 1],
            _ => {}
        }
        previous = mark;
    }
    line
}

fn assert_none(what: &str, broken: Vec<String>) {
    assert!(broken.is_empty(), "{what}:\n{}", broken.join("\n"));
}

/// The modules in the order of `lib.rs`.
fn layers() -> Vec<String> {
    let declared = Regex::new(r"(?m)^(?:pub )?mod (\w+);").unwrap();
    declared
        .captures_iter(&read("src/lib.rs"))
        .map(|name| name[1].to_owned())
        .collect()
}

#[test]
fn a_module_imports_only_from_those_above_it() {
    let layers = layers();
    let place = |module: &str| layers.iter().position(|layer| layer == module);
    let single = Regex::new(r"\bcrate::(\w+)").unwrap();
    let group = Regex::new(r"\bcrate::\{([^;]*)\}").unwrap();
    let mut broken = Vec::new();
    for code in Code::all() {
        let Some(own) = code.module() else { continue };
        let own_place = place(&own).unwrap_or_else(|| panic!("lib.rs does not declare {own}"));
        let whole: String = code.lines.iter().map(|(_, line)| line.as_str()).collect();
        let grouped: Vec<&str> = group
            .captures_iter(&whole)
            .flat_map(|group| group.get(1).unwrap().as_str().split(','))
            .filter_map(|item| item.trim().split("::").next())
            .collect();
        let named = single
            .captures_iter(&whole)
            .map(|name| name.get(1).unwrap().as_str());
        for other in named.chain(grouped) {
            if place(other).is_some_and(|other_place| other_place > own_place) {
                broken.push(format!("{} imports {other}", code.path.display()));
            }
        }
    }
    assert_none("a module imports from below itself", broken);
}

#[test]
fn lib_rs_says_what_each_module_is_for() {
    let text = read("src/lib.rs");
    let lines: Vec<&str> = text.lines().collect();
    let mut broken = Vec::new();
    for (index, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.contains("mod ") && line.ends_with(';'))
    {
        if !lines[index - 1].starts_with("///") {
            broken.push((*line).to_owned());
        }
    }
    assert_none("a module without its sentence", broken);
}

#[test]
fn one_gatekeeper_for_each_technology() {
    let gates: &[(&str, &[&str])] = &[
        (r"oxigraph::store|\bStore::open", &["src/store"]),
        (r"\bpetgraph::", &["src/graph"]),
        (r"\bclap(_complete)?::", &["src/cli", "src/main.rs"]),
        (r"\bindicatif::", &["src/cli"]),
        (r"\bureq::", &["src/query/endpoint.rs"]),
        (r"\b(axum|askama|tokio)::", &["src/server"]),
        (r"\bsentencex::", &["src/sentence"]),
        (r"\b(encoding_rs|chardetng)::", &["src/article"]),
        (r"\brio_(api|turtle)::", &["src/export"]),
        (r"\bsafetensors::", &["src/tagger"]),
        (r"std::arch\b|\bunsafe\b", &["src/tagger/kernel/x86.rs"]),
        (
            r"std::(fs|net|process)\b",
            &[
                "src/store",
                "src/export",
                "src/graph",
                "src/server/run.rs",
                "src/cli",
                "src/main.rs",
            ],
        ),
    ];
    let codes = Code::all();
    let mut broken = Vec::new();
    for (pattern, homes) in gates {
        let pattern = Regex::new(pattern).unwrap();
        for code in &codes {
            if !homes.iter().any(|home| code.path.starts_with(home)) {
                broken.extend(code.finds(&pattern));
            }
        }
    }
    assert_none("a technology outside its room", broken);
}

#[test]
fn the_reading_knows_no_clock_and_no_chance() {
    let pure = [
        "span",
        "tagger",
        "sentence",
        "reader",
        "mention",
        "attribution",
        "entity",
        "claim",
        "pipeline",
        "evaluate",
    ];
    let impure = Regex::new(
        r"SystemTime|Instant::now|Utc::now|Local::now|\bstd::(io|env|thread|time)\b|static mut|thread_local|\brand::|HashMap|HashSet",
    )
    .unwrap();
    let broken = Code::all()
        .iter()
        .filter(|code| {
            code.module()
                .is_some_and(|module| pure.contains(&module.as_str()))
        })
        .flat_map(|code| code.finds(&impure))
        .collect();
    assert_none(
        "a stage that is not pure, or whose order may change from run to run",
        broken,
    );
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let broken = files("src", "rs")
        .into_iter()
        .chain(files("tests", "rs"))
        .filter(|path| !read(path).starts_with("//! "))
        .map(|path| path.display().to_string())
        .collect();
    assert_none("a file without its `//!`", broken);
}

#[test]
fn nothing_is_left_half_done() {
    let unfinished =
        Regex::new(r"\b(todo|unimplemented|dbg)!|\.unwrap\(\)|panic!\(\)|\.expect\(\x22\x22\)").unwrap();
    let broken = Code::all()
        .iter()
        .flat_map(|code| code.finds(&unfinished))
        .collect();
    assert_none("unfinished code, or an error that nobody handles", broken);
}

#[test]
fn what_a_lint_allows_has_its_reason() {
    let bare = Regex::new(r"#!?\[allow\(\s*[\w:, ]+\s*\)\]").unwrap();
    let broken = Code::all().iter().flat_map(|code| code.finds(&bare)).collect();
    assert_none("#[allow] without a reason", broken);
}

#[test]
fn no_file_grows_without_end() {
    const MOST: usize = 400;
    let broken = Code::all()
        .iter()
        .filter(|code| code.lines.len() > MOST)
        .map(|code| format!("{}: {} lines", code.path.display(), code.lines.len()))
        .collect();
    assert_none("more than one concept in a file?", broken);
}

/// The local names that the ontology defines in our own namespace.
fn ontology_terms() -> BTreeSet<String> {
    let subject = Regex::new(r"(?m)^onr:([\w-]+)\s").unwrap();
    subject
        .captures_iter(&read("ontology/onrecord.ttl"))
        .map(|term| term[1].to_owned())
        .collect()
}

#[test]
fn ontology_and_vocabulary_name_the_same_terms() {
    let constants: BTreeSet<String> = onrecord::rdf::vocabulary::onr::TERMS
        .iter()
        .map(|term| term.as_str().rsplit('#').next().unwrap().to_owned())
        .collect();
    let apart: Vec<String> = ontology_terms()
        .symmetric_difference(&constants)
        .cloned()
        .collect();
    assert_none("terms that only one of them has", apart);
}

#[test]
fn every_query_parses_and_uses_terms_that_exist() {
    let term = Regex::new(r"\bonr:([\w-]+)").unwrap();
    let known = ontology_terms();
    let queries: Vec<PathBuf> = files("queries", "rq")
        .into_iter()
        .chain(files("src", "rq"))
        .collect();
    assert!(queries.len() > 15, "{queries:?}");
    let mut broken = Vec::new();
    for path in queries {
        let text = read(&path);
        // Those in `queries/` are for other tools too; the program's own are asked with its prefixes.
        let mut evaluator = oxigraph::sparql::SparqlEvaluator::new();
        if path.starts_with("src") {
            for (prefix, iri) in onrecord::rdf::vocabulary::PREFIXES {
                evaluator = evaluator.with_prefix(*prefix, *iri).unwrap();
            }
        }
        if let Err(error) = evaluator.parse_query(&text) {
            broken.push(format!("{}: {error}", path.display()));
        }
        for name in term.captures_iter(&text).filter(|name| !known.contains(&name[1])) {
            broken.push(format!("{}: {}", path.display(), &name[0]));
        }
    }
    assert_none("a query that cannot be right", broken);
}

#[test]
fn every_line_of_a_lexicon_has_the_columns_of_its_header_and_stands_once() {
    let tables = files("lexicon", "tsv");
    assert!(!tables.is_empty());
    let mut broken = Vec::new();
    for path in tables {
        let text = read(&path);
        let mut lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        let Some((_, header)) = lines.next() else {
            broken.push(format!("{}: no header", path.display()));
            continue;
        };
        let columns = header.split('\t').count();
        let mut seen = BTreeSet::new();
        for (index, line) in lines {
            let place = format!("{}:{}", path.display(), index + 1);
            if line.split('\t').count() != columns {
                broken.push(format!("{place}: not {columns} columns"));
            }
            if !seen.insert(line) {
                broken.push(format!("{place}: stands twice: {line}"));
            }
        }
    }
    assert_none("a table that cannot be right", broken);
}

#[test]
fn every_path_that_the_docs_name_exists() {
    // A path is a word in backticks, or the target of a link, with a slash or a known ending.
    let quoted =
        Regex::new(r"`([\w.-]+(?:/[\w.*-]+)+/?|[\w-]+/|[\w-]+\.(?:rs|md|toml|ttl|sh|rq|tsv))`").unwrap();
    let linked = Regex::new(r"\]\(([^)#:\s]+)\)").unwrap();
    // What the program makes, and what stands outside the checkout.
    let made = [
        "out/",
        "onrecord-store/",
        "../",
        "target/",
        "articles/",
        "article/",
        "person/",
        "claim/",
        "event/",
    ];
    let documents = ["README.md", "CHANGELOG.md", "seeds/README.md", "src/lib.rs"];
    let documents = documents.iter().map(PathBuf::from).chain(files("docs", "md"));
    let mut broken = Vec::new();
    for document in documents {
        let text = read(&document);
        let folder = document.parent().unwrap();
        let here = quoted
            .captures_iter(&text)
            .map(|path| (root().join(&path[1]), path[1].to_owned()));
        let there = linked
            .captures_iter(&text)
            .map(|path| (root().join(folder).join(&path[1]), path[1].to_owned()));
        for (path, name) in here.chain(there) {
            let elsewhere = made.iter().any(|made| name.starts_with(made));
            if !elsewhere && !name.contains('*') && !path.exists() {
                broken.push(format!("{}: {name}", document.display()));
            }
        }
    }
    assert_none("a path that does not exist", broken);
}

#[test]
fn the_house_keeps_the_place_where_it_was_built_to_itself() {
    let machine = Regex::new(r"(^|[\s`(\x22'])/(work|tmp|root|home)/").unwrap();
    let endings = ["rs", "md", "sh", "toml", "rq", "ttl", "tsv"];
    let mut broken = Vec::new();
    for folder in [
        "src", "tests", "docs", "tools", "queries", "ontology", "lexicon", "seeds",
    ] {
        for path in endings.iter().flat_map(|ending| files(folder, ending)) {
            for (index, line) in read(&path).lines().enumerate() {
                let own_rule = path.ends_with("house_rules.rs");
                if machine.is_match(line) && !own_rule {
                    broken.push(format!("{}:{}: {}", path.display(), index + 1, line.trim()));
                }
            }
        }
    }
    assert_none("a path of somebody's machine", broken);
}
