//! Which article prints the text of which earlier one, in the resolved graph.
//!
//! An article [`onr::REPRINTS`] the earliest article (by date, then by IRI; one without a date comes last) among those
//! before it that share a band of their sketches with it and are alike enough. So each has one link at most, and the
//! prints of a text are a tree whose root is the earliest. A band that more than [`MOST`] articles have is
//! boilerplate and says nothing. All of it follows from the sketches and dates of the articles, whatever the
//! order in which they came; [`from_nothing`] computes it the long way, [`renew`] from what one article changes.

use super::{Record, StoreError, described, quad_in};
use crate::likeness::Sketch;
use crate::rdf::found::confidence;
use crate::rdf::vocabulary::{onr, schema};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::store::Transaction;
use std::collections::{BTreeMap, BTreeSet};

/// From which likeness on a text counts as a print of another. Measured: texts with a tenth of their words changed
/// have 0.46 or more in common, other articles 0.13 at most.
const ALIKE: f32 = 0.4;

/// How many articles may have a band in common.
const MOST: usize = if cfg!(test) { 4 } else { 256 };

/// How the links are found.
const METHOD: &str = "minhash";

/// An article as a print: its place in the order of prints, and its sketch.
#[derive(Debug, Default)]
struct Print {
    /// The day of publication; what has none comes last.
    published: Option<String>,
    sketch: Sketch,
}

impl Print {
    fn read(described: impl IntoIterator<Item = Quad>) -> Self {
        let mut published = None;
        let mut bands = Vec::new();
        for quad in described {
            let Term::Literal(value) = quad.object else {
                continue;
            };
            if quad.predicate == onr::TEXT_BAND {
                bands.push(value.value().to_owned());
            } else if quad.predicate == schema::DATE_PUBLISHED {
                published = Some(value.value().to_owned());
            }
        }
        Self {
            published,
            sketch: Sketch::from_bands(bands.iter().map(String::as_str)),
        }
    }

    fn place(&self, article: &NamedNode) -> (bool, Option<String>, NamedNode) {
        (self.published.is_none(), self.published.clone(), article.clone())
    }
}

/// Prints and bands, from wherever they are known.
trait Prints {
    fn print(&mut self, article: &NamedNode) -> Result<&Print, StoreError>;

    /// The articles that have a band; `None` for boilerplate.
    fn sharing(&mut self, band: &str) -> Result<Option<Vec<NamedNode>>, StoreError>;
}

/// The first of the prints before this one that it is like, and how like it is.
fn first_print(
    prints: &mut impl Prints,
    article: &NamedNode,
) -> Result<Option<(NamedNode, f32)>, StoreError> {
    let bands: Vec<String> = prints.print(article)?.sketch.bands().collect();
    let mut candidates = BTreeSet::new();
    for band in &bands {
        candidates.extend(prints.sharing(band)?.into_iter().flatten());
    }
    let mut first: Option<(NamedNode, f32)> = None;
    for candidate in candidates {
        if !before(prints, &candidate, article)? {
            continue;
        }
        let likeness = likeness(prints, &candidate, article)?;
        let sooner = match &first {
            Some((other, _)) => before(prints, &candidate, other)?,
            None => true,
        };
        if likeness >= ALIKE && sooner {
            first = Some((candidate, likeness));
        }
    }
    Ok(first)
}

fn before(prints: &mut impl Prints, one: &NamedNode, other: &NamedNode) -> Result<bool, StoreError> {
    let place = prints.print(one)?.place(one);
    Ok(place < prints.print(other)?.place(other))
}

fn likeness(prints: &mut impl Prints, one: &NamedNode, other: &NamedNode) -> Result<f32, StoreError> {
    let sketch = prints.print(one)?.sketch.clone();
    Ok(sketch.likeness(&prints.print(other)?.sketch))
}

/// The triples that tell a link.
fn told(article: &NamedNode, first: Option<&(NamedNode, f32)>) -> Vec<Triple> {
    let Some((first, likeness)) = first else {
        return Vec::new();
    };
    let mut triples = vec![
        Triple::new(article.clone(), onr::REPRINTS, first.clone()),
        Triple::new(article.clone(), onr::METHOD, Literal::from(METHOD)),
    ];
    triples.extend(confidence(*likeness).map(|share| Triple::new(article.clone(), onr::SIMILARITY, share)));
    triples
}

/// All articles at once.
struct All {
    prints: BTreeMap<NamedNode, Print>,
    bands: BTreeMap<String, Vec<NamedNode>>,
}

impl Prints for All {
    fn print(&mut self, article: &NamedNode) -> Result<&Print, StoreError> {
        Ok(self.prints.entry(article.clone()).or_default())
    }

    fn sharing(&mut self, band: &str) -> Result<Option<Vec<NamedNode>>, StoreError> {
        let sharing = self.bands.get(band).filter(|sharing| sharing.len() <= MOST);
        Ok(sharing.cloned())
    }
}

/// The triples of all links, computed from the as-found graphs of these articles.
pub(super) fn from_nothing(record: &Record, articles: &[NamedNode]) -> Result<Vec<Triple>, StoreError> {
    let mut all = All {
        prints: BTreeMap::new(),
        bands: BTreeMap::new(),
    };
    for article in articles {
        let described: Vec<Quad> = record
            .store
            .quads_for_pattern(
                Some(article.as_ref().into()),
                None,
                None,
                Some(article.as_ref().into()),
            )
            .collect::<Result<_, _>>()?;
        let print = Print::read(described);
        for band in print.sketch.bands() {
            all.bands.entry(band).or_default().push(article.clone());
        }
        all.prints.insert(article.clone(), print);
    }
    let mut triples = Vec::new();
    for article in articles {
        let first = first_print(&mut all, article)?;
        triples.extend(told(article, first.as_ref()));
    }
    Ok(triples)
}

/// The record as a transaction has it so far; what was read is kept.
struct Now<'a, 'b> {
    transaction: &'a Transaction<'b>,
    prints: BTreeMap<NamedNode, Print>,
    bands: BTreeMap<String, Vec<NamedNode>>,
}

impl Now<'_, '_> {
    /// The articles that have a band, up to two more than may.
    fn members(&mut self, band: &str) -> Result<&[NamedNode], StoreError> {
        if !self.bands.contains_key(band) {
            let words = Term::from(Literal::from(band));
            let members = self
                .transaction
                .quads_for_pattern(None, Some(onr::TEXT_BAND), Some(words.as_ref()), None)
                .take(MOST + 2)
                .filter_map(|quad| match quad.map(|quad| quad.subject) {
                    Ok(NamedOrBlankNode::NamedNode(article)) => Some(Ok(article)),
                    Ok(NamedOrBlankNode::BlankNode(_)) => None,
                    Err(error) => Some(Err(StoreError::from(error))),
                })
                .collect::<Result<_, _>>()?;
            self.bands.insert(band.to_owned(), members);
        }
        Ok(&self.bands[band])
    }
}

impl Prints for Now<'_, '_> {
    fn print(&mut self, article: &NamedNode) -> Result<&Print, StoreError> {
        if !self.prints.contains_key(article) {
            let mut quads = Vec::new();
            for property in [onr::TEXT_BAND, schema::DATE_PUBLISHED] {
                for object in described(self.transaction, article, article, property)? {
                    quads.push(quad_in(article, Triple::new(article.clone(), property, object)));
                }
            }
            self.prints.insert(article.clone(), Print::read(quads));
        }
        Ok(&self.prints[article])
    }

    fn sharing(&mut self, band: &str) -> Result<Option<Vec<NamedNode>>, StoreError> {
        let members = self.members(band)?;
        Ok((members.len() <= MOST).then(|| members.to_vec()))
    }
}

/// Brings the links up to date after the as-found graph of an article was exchanged in this transaction.
pub(super) fn renew<'o>(
    transaction: &mut Transaction<'_>,
    resolved: &NamedNode,
    article: &NamedNode,
    old: impl Iterator<Item = &'o Quad>,
) -> Result<(), StoreError> {
    let old = Print::read(
        old.filter(|quad| quad.subject == article.as_ref().into())
            .cloned(),
    );
    let mut now = Now {
        transaction,
        prints: BTreeMap::new(),
        bands: BTreeMap::new(),
    };
    let links = links(&mut now, resolved, article, &old)?;
    for (print, first) in links {
        let new = told(&print, first.as_ref());
        for property in [onr::REPRINTS, onr::METHOD, onr::SIMILARITY] {
            for object in described(transaction, resolved, &print, property)? {
                let triple = Triple::new(print.clone(), property, object);
                if !new.contains(&triple) {
                    transaction.remove(&quad_in(resolved, triple));
                }
            }
        }
        for triple in new {
            transaction.insert(&quad_in(resolved, triple));
        }
    }
    Ok(())
}

/// The prints whose link may be another one now, with it.
fn links(
    now: &mut Now<'_, '_>,
    resolved: &NamedNode,
    article: &NamedNode,
    old: &Print,
) -> Result<BTreeMap<NamedNode, Option<(NamedNode, f32)>>, StoreError> {
    let new: BTreeSet<String> = now.print(article)?.sketch.bands().collect();
    let old: BTreeSet<String> = old.sketch.bands().collect();
    // Those that linked to the article, and those of a band that began or ceased to be boilerplate, are looked at from
    // the beginning; to the others the article can only be one more candidate.
    let mut anew = BTreeSet::from([article.clone()]);
    let object = Term::from(article.clone());
    for quad in now.transaction.quads_for_pattern(
        None,
        Some(onr::REPRINTS),
        Some(object.as_ref()),
        Some(resolved.as_ref().into()),
    ) {
        if let NamedOrBlankNode::NamedNode(print) = quad?.subject {
            anew.insert(print);
        }
    }
    let mut others = BTreeSet::new();
    for band in old.union(&new) {
        let members = now.members(band)?;
        let came = new.contains(band) && !old.contains(band);
        let went = old.contains(band) && !new.contains(band);
        if (came && members.len() == MOST + 1) || (went && members.len() == MOST) {
            anew.extend(members.iter().cloned());
        } else if new.contains(band) && members.len() <= MOST {
            others.extend(members.iter().cloned());
        }
    }
    let mut links = BTreeMap::new();
    for print in anew {
        let first = first_print(now, &print)?;
        links.insert(print, first);
    }
    for print in others {
        if !links.contains_key(&print)
            && let Some(link) = better(now, resolved, &print, article)?
        {
            links.insert(print, Some(link));
        }
    }
    Ok(links)
}

/// The link of a print to the article, where it is better than the one that it has.
fn better(
    now: &mut Now<'_, '_>,
    resolved: &NamedNode,
    print: &NamedNode,
    article: &NamedNode,
) -> Result<Option<(NamedNode, f32)>, StoreError> {
    if !before(now, article, print)? {
        return Ok(None);
    }
    for linked in described(now.transaction, resolved, print, onr::REPRINTS)? {
        if let Term::NamedNode(linked) = linked
            && !before(now, article, &linked)?
        {
            return Ok(None);
        }
    }
    let likeness = likeness(now, article, print)?;
    Ok((likeness >= ALIKE).then(|| (article.clone(), likeness)))
}
