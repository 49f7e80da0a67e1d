//! The whole reading of one article: a call for each stage.
//!
//! Takes an [`Article`], gives everything found in it. Pure: the same article and lexicon give the same
//! result, and odd text yields less, never an error.

use crate::article::Article;
use crate::attribution::{self, Attribution};
use crate::claim::{self, Claims};
use crate::entity::{self, Entities};
use crate::lexicon::Lexicon;
use crate::mention::{self, Mentions};
use crate::reader::Reader;
use crate::sentence::{self, Segmentation};

/// One article with all that was read in it.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// The article itself.
    pub article: Article,
    /// Its sentences, tokens and quotations.
    pub segmentation: Segmentation,
    /// Who, what, where, when.
    pub mentions: Mentions,
    /// Who is said to have said what.
    pub attributions: Vec<Attribution>,
    /// Which mentions are one.
    pub entities: Entities,
    /// Statements, claims and relations.
    pub claims: Claims,
}

impl Extraction {
    /// An article in which nothing was read.
    fn nothing(article: Article) -> Self {
        Extraction {
            article,
            segmentation: Segmentation::default(),
            mentions: Mentions::default(),
            attributions: Vec::new(),
            entities: Entities::default(),
            claims: Claims::default(),
        }
    }
}

/// Reads one article. One in a language that is not read is kept without claims.
pub fn extract(article: Article, lexicon: &Lexicon, reader: &Reader) -> Extraction {
    if article.language.is_some_and(|language| !language.is_read()) {
        return Extraction::nothing(article);
    }
    let published = article.published.as_ref().map(|published| published.value);
    let segmentation = sentence::segment(&article.reading);
    let labels = reader.read(&article.reading);
    let mut mentions = mention::find(
        &article.reading,
        &segmentation,
        published,
        Some(&labels.names),
        lexicon,
    );
    let attributions = attribution::find(
        &article.reading,
        &segmentation,
        &mentions,
        &labels,
        reader,
        lexicon,
    );
    let entities = entity::resolve(&article, &segmentation, &mentions, &attributions, lexicon);
    let claims = claim::read(
        &article,
        &segmentation,
        &mentions,
        &attributions,
        &entities,
        lexicon,
    );
    for (expression, days) in claim::deadlines(&mentions, &attributions, &claims) {
        mentions.times[expression].interval = Some(days);
    }
    Extraction {
        article,
        segmentation,
        mentions,
        attributions,
        entities,
        claims,
    }
}
