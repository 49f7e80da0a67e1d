//! By what signs two claims may be one, out of any record: what `training/weigh_signs.py` fits their weights on. Reads a line of
//! JSON for every two claims on standard input, prints one for each; null where they are not compared.

use anyhow::Context;
use onrecord::mention::Kind;
use onrecord::relation::{Circumstances, Comparer, Conflict, SIGNS, compare};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::BufRead;

#[derive(Deserialize)]
struct Pair {
    one: Claim,
    other: Claim,
    /// Whom the articles speak of most.
    setting: Vec<String>,
    again: bool,
    answered: bool,
    declined: bool,
}

#[derive(Deserialize)]
struct Claim {
    text: String,
    /// Names, as in IRIs.
    about: Vec<String>,
    speaker: Option<String>,
}

fn main() -> anyhow::Result<()> {
    let comparer = Comparer::standard();
    for line in std::io::stdin().lock().lines() {
        let pair: Pair = serde_json::from_str(&line?).context("a pair is a line of JSON")?;
        let read = |claim: &Claim| -> anyhow::Result<_> {
            let about = claim.about.iter().map(|name| (Kind::Organisation, name.clone()));
            let setting = pair.setting.iter().cloned();
            let content = comparer.read(&claim.text, about, setting, claim.speaker.clone());
            Ok(comparer.place(content, comparer.vector(&claim.text)?)?)
        };
        let circumstances = Circumstances {
            again: pair.again,
            answered: pair.answered,
            declined: pair.declined,
            ..Circumstances::default()
        };
        let likeness = compare(&read(&pair.one)?, &read(&pair.other)?, circumstances, &comparer);
        let line = likeness.map(|likeness| {
            let signs: BTreeMap<&str, f32> =
                SIGNS.iter().map(|(name, _)| *name).zip(likeness.signs).collect();
            serde_json::json!({"conflict": likeness.conflict.map(Conflict::name), "signs": signs})
        });
        println!("{}", serde_json::json!(line));
    }
    Ok(())
}
