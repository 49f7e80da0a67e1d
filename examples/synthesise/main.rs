//! Synthetic news in any amount, with its gold: for how the record grows, not for how well it is read.
//!
//! `cargo run --release --example synthesise -- 100000 [SEED] > ARTICLES.jsonl` prints one article a line, as `onrecord ingest`
//! takes them; the same number and seed give the same bytes, and a longer run begins with a shorter one. Articles come in stories: somebody is accused, outlets print the same agency text, the accused denies it, a toll
//! rises, famous people take sides. A few hundred famous people come back in many stories, all others in their own
//! only; surnames are shared, as they are in life. `claims` holds what is claimed, with the offsets of the content in code points; claims of one
//! `label` are the same claim.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{BufWriter, ErrorKind, Write};

const WORDS: &str = include_str!("words.tsv");
const SENTENCES: &str = include_str!("sentences.tsv");
/// So many people are in the news again and again.
const FAMOUS: usize = 400;
const STORIES_A_DAY: usize = 25;

/// Numbers that look random, the same for the same seed (SplitMix64: Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    /// A number below a limit.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}

#[derive(Serialize)]
struct Article {
    id: String,
    url: String,
    publisher: String,
    published: NaiveDate,
    byline: String,
    title: String,
    text: String,
    claims: Vec<Claim>,
}

#[derive(Serialize, Clone)]
struct Claim {
    speaker: String,
    attitude: &'static str,
    label: String,
    content: [(usize, usize); 1],
}

/// The columns of a table by what stands in the first one.
struct Table(BTreeMap<&'static str, Vec<Vec<&'static str>>>);

impl Table {
    fn new(text: &'static str) -> Self {
        let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let kind = columns.next().unwrap_or_default();
            rows.entry(kind).or_default().push(columns.collect());
        }
        Self(rows)
    }

    fn rows(&self, kind: &str) -> &[Vec<&'static str>] {
        &self.0[kind]
    }

    fn word(&self, kind: &str, chance: &mut Chance) -> &'static str {
        chance.one_of(self.rows(kind))[0]
    }
}

/// A name made of syllables, as many as there are stars to give them.
fn coined(words: &Table, chance: &mut Chance, syllables: usize) -> String {
    let name: String = (0..syllables).map(|_| words.word("syllable", chance)).collect();
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

fn person(words: &Table, chance: &mut Chance) -> (String, String) {
    let last = coined(words, chance, 2);
    (format!("{} {last}", words.word("first", chance)), last)
}

/// What the sentences of a story speak of, by the names in braces.
struct Story {
    number: usize,
    start: NaiveDate,
    facts: BTreeMap<&'static str, String>,
}

impl Story {
    fn new(number: usize, seed: u64, words: &Table) -> Self {
        let mut chance = Chance(
            seed.wrapping_add(1 + number as u64)
                .wrapping_mul(0xA076_1D64_78BD_642F),
        );
        let mut famous = Chance(seed ^ chance.below(FAMOUS) as u64);
        let ((accuser, accuser_last), (owner, owner_last)) =
            (person(words, &mut chance), person(words, &mut chance));
        let (famous, famous_last) = person(words, &mut famous);
        let town = coined(words, &mut chance, 3);
        let deed = chance.one_of(words.rows("deed")).clone();
        let thing = words.word("thing", &mut chance);
        let (amount, count) = (2 + chance.below(900), 20 + chance.below(3000));
        let facts = [
            (
                "amount",
                format!("{amount} {} {thing}", words.word("unit", &mut chance)),
            ),
            ("thing", thing.to_owned()),
            ("purpose", words.word("purpose", &mut chance).to_owned()),
            ("body", format!("{town} {}", words.word("body", &mut chance))),
            ("board", format!("{town} board")),
            (
                "firm",
                format!("{owner_last} {}", words.word("trade", &mut chance)),
            ),
            ("office", words.word("office", &mut chance).to_owned()),
            ("toll", words.word("toll", &mut chance).to_owned()),
            ("agency", words.word("agency", &mut chance).to_owned()),
            ("count", count.to_string()),
            ("later_count", (count + 5 + chance.below(500)).to_string()),
            ("percent", (3 + chance.below(60)).to_string()),
            ("deeding", deed[1].to_owned()),
            ("deed_past", deed[2].to_owned()),
            ("deeded", deed[3].to_owned()),
            ("accuser", accuser),
            ("accuser_last", accuser_last),
            ("owner", owner),
            ("owner_last", owner_last),
            ("famous", famous),
            ("famous_last", famous_last),
            ("town", town),
        ];
        let mut facts = BTreeMap::from(facts);
        facts.insert("board", facts["body"].clone());
        let start = NaiveDate::from_ymd_opt(2015, 1, 5).unwrap_or_default();
        Self {
            number,
            start: start + Days::new((number / STORIES_A_DAY) as u64),
            facts,
        }
    }

    /// A story's articles: an agency's text at one to four outlets, then one each of what followed.
    fn articles(&self, words: &Table, sentences: &Table, chance: &mut Chance) -> Vec<Article> {
        let mut articles = Vec::new();
        let mut outlets: Vec<&str> = words.rows("outlet").iter().map(|row| row[0]).collect();
        let mut outlet = |chance: &mut Chance| outlets.swap_remove(chance.below(outlets.len()));
        for _ in 0..1 + chance.below(4) {
            let agency = self.facts["agency"].clone();
            articles.push(self.article("first", 0, outlet(chance), Some(agency), sentences));
        }
        for (day, kind) in ["denial", "update", "follow"].into_iter().enumerate() {
            if chance.below(4) > 0 {
                articles.push(self.article(kind, day as u64 + 1, outlet(chance), None, sentences));
            }
        }
        for (index, article) in articles.iter_mut().enumerate() {
            article.id = format!("story-{}-{index}", self.number);
            article.url = format!("https://example.org/{}/{index}", self.number);
        }
        articles
    }

    fn article(
        &self,
        kind: &str,
        day: u64,
        outlet: &str,
        agency: Option<String>,
        sentences: &Table,
    ) -> Article {
        let published = self.start + Days::new(day);
        let mut facts = self.facts.clone();
        facts.insert("weekday", published.format("%A").to_string());
        let (mut text, mut claims) = (String::new(), Vec::new());
        for row in sentences.rows(kind) {
            let [speaker, attitude, label, sentence] = row[..] else {
                continue;
            };
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let content = fill(sentence, &facts, &mut text);
            if let (Some(content), Some(speaker)) = (content, facts.get(speaker)) {
                claims.push(Claim {
                    speaker: speaker.clone(),
                    attitude,
                    label: format!("{label}-{}", self.number),
                    content: [content],
                });
            }
        }
        let about = if kind == "update" { "toll" } else { "thing" };
        Article {
            id: String::new(),
            url: String::new(),
            publisher: outlet.to_owned(),
            published,
            byline: agency.unwrap_or_else(|| format!("{outlet} staff")),
            title: format!("{}: what is known of the {}", facts["town"], facts[about]),
            text,
            claims,
        }
    }
}

/// Puts a sentence behind a text, with the facts for the names in braces; gives where the part in brackets came to stand.
fn fill(sentence: &str, facts: &BTreeMap<&str, String>, text: &mut String) -> Option<(usize, usize)> {
    let (mut start, mut end) = (None, None);
    let mut rest = sentence;
    while let Some(at) = rest.find(['{', '[', ']']) {
        text.push_str(&rest[..at]);
        let here = text.chars().count();
        match rest.as_bytes()[at] {
            b'[' => start = Some(here),
            b']' => end = Some(here),
            _ => {
                let close = rest.find('}').unwrap_or(rest.len() - 1);
                text.push_str(&facts[&rest[at + 1..close]]);
                rest = &rest[close + 1..];
                continue;
            }
        }
        rest = &rest[at + 1..];
    }
    text.push_str(rest);
    start.zip(end)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().ok_or("how many articles?")?.parse()?;
    let seed: u64 = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let (words, sentences) = (Table::new(WORDS), Table::new(SENTENCES));
    let stories = (0..).map(|number| Story::new(number, seed, &words));
    let articles = stories.flat_map(|story| {
        let mut chance = Chance(seed ^ (story.number as u64).rotate_left(32));
        story.articles(&words, &sentences, &mut chance)
    });
    let mut out = BufWriter::new(std::io::stdout().lock());
    for article in articles.take(count) {
        let written = serde_json::to_writer(&mut out, &article)
            .map_err(std::io::Error::from)
            .and_then(|()| writeln!(out));
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            other => other?,
        }
    }
    Ok(())
}
