//! Which claims of a record are compared, and by what signs they may be one: what `training/weigh_signs.py` fits the
//! weights on. A line of JSON for every two claims: `cargo run --release --example compared -- STORE`.

use anyhow::Context;
use onrecord::relation::{Conflict, SIGNS};
use onrecord::store::Record;
use std::collections::BTreeMap;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let store = std::env::args()
        .nth(1)
        .context("which folder holds the record?")?;
    for (claims, likeness) in Record::open(Path::new(&store))?.compared()? {
        let signs: BTreeMap<&str, f32> = SIGNS.iter().map(|(name, _)| *name).zip(likeness.signs).collect();
        let line = serde_json::json!({
            "claims": claims.map(|claim| claim.into_string()),
            "conflict": likeness.conflict.map(Conflict::name),
            "signs": signs,
        });
        println!("{line}");
    }
    Ok(())
}
