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
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::store::Transaction;
use std::collections::{BTreeMap, BTreeSet};

/// From which likeness on a text counts as a print of another. Measured: texts with a tenth of their words changed
/// have 0.46 or more in common, other articles 0.13 at most.
pub(super) const ALIKE: f32 = 0.4;

/// How many articles may have a band in common.
const MOST: usize = if cfg!(test) { 4 } else { 256 };

/// How the links are found.
const METHOD: &str = "minhash";

/// The place of an article in the order of prints: by the day of publication, what has none last, then by IRI.
type Place = (bool, Option<String>, NamedNode);

fn place(article: &NamedNode, published: Option<String>) -> Place {
    (published.is_none(), published, article.clone())
}

/// The day of publication and the sketch of an article, out of what is said of it.
fn read(described: impl IntoIterator<Item = Quad>) -> (Option<String>, Sketch) {
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
    (published, Sketch::from_bands(bands.iter().map(String::as_str)))
}

/// Prints and bands, from wherever they are known.
trait Prints {
    fn place(&mut self, article: &NamedNode) -> Result<Place, StoreError>;

    fn sketch(&mut self, article: &NamedNode) -> Result<Sketch, StoreError>;

    /// The articles that have a band; `None` for boilerplate.
    fn sharing(&mut self, band: &str) -> Result<Option<Vec<NamedNode>>, StoreError>;
}

/// The first of the prints before this one that it is like, and how like it is.
fn first_print(
    prints: &mut impl Prints,
    article: &NamedNode,
) -> Result<Option<(NamedNode, f32)>, StoreError> {
    let sketch = prints.sketch(article)?;
    let mut candidates = BTreeSet::new();
    for band in sketch.bands() {
        candidates.extend(prints.sharing(&band)?.into_iter().flatten());
    }
    let own = prints.place(article)?;
    let places = candidates.iter().map(|candidate| prints.place(candidate));
    let mut earlier = places.collect::<Result<Vec<Place>, StoreError>>()?;
    earlier.retain(|place| *place < own);
    earlier.sort();
    for (.., candidate) in earlier {
        let likeness = sketch.likeness(&prints.sketch(&candidate)?);
        if likeness >= ALIKE {
            return Ok(Some((candidate, likeness)));
        }
    }
    Ok(None)
}

fn before(prints: &mut impl Prints, one: &NamedNode, other: &NamedNode) -> Result<bool, StoreError> {
    Ok(prints.place(one)? < prints.place(other)?)
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
    prints: BTreeMap<NamedNode, (Option<String>, Sketch)>,
    bands: BTreeMap<String, Vec<NamedNode>>,
}

impl Prints for All {
    fn place(&mut self, article: &NamedNode) -> Result<Place, StoreError> {
        let published = self
            .prints
            .get(article)
            .and_then(|(published, _)| published.clone());
        Ok(place(article, published))
    }

    fn sketch(&mut self, article: &NamedNode) -> Result<Sketch, StoreError> {
        let sketch = self.prints.get(article).map(|(_, sketch)| sketch.clone());
        Ok(sketch.unwrap_or_default())
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
        let print = read(described);
        for band in print.1.bands() {
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
    places: BTreeMap<NamedNode, Place>,
    sketches: BTreeMap<NamedNode, Sketch>,
    bands: BTreeMap<String, Vec<NamedNode>>,
}

impl Now<'_, '_> {
    /// What an article's own graph says of it by one property.
    fn said(&self, article: &NamedNode, property: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
        let objects = described(self.transaction, article, article, property)?;
        let triples = objects
            .into_iter()
            .map(|object| Triple::new(article.clone(), property, object));
        Ok(triples.map(|triple| quad_in(article, triple)).collect())
    }

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
    fn place(&mut self, article: &NamedNode) -> Result<Place, StoreError> {
        if let Some(place) = self.places.get(article) {
            return Ok(place.clone());
        }
        let (published, _) = read(self.said(article, schema::DATE_PUBLISHED)?);
        let place = place(article, published);
        self.places.insert(article.clone(), place.clone());
        Ok(place)
    }

    fn sketch(&mut self, article: &NamedNode) -> Result<Sketch, StoreError> {
        if let Some(sketch) = self.sketches.get(article) {
            return Ok(sketch.clone());
        }
        let (_, sketch) = read(self.said(article, onr::TEXT_BAND)?);
        self.sketches.insert(article.clone(), sketch.clone());
        Ok(sketch)
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
    let of_article = old.filter(|quad| quad.subject == article.as_ref().into());
    let (_, old) = read(of_article.cloned());
    let mut now = Now {
        transaction,
        places: BTreeMap::new(),
        sketches: BTreeMap::new(),
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
    old: &Sketch,
) -> Result<BTreeMap<NamedNode, Option<(NamedNode, f32)>>, StoreError> {
    let new: BTreeSet<String> = now.sketch(article)?.bands().collect();
    let old: BTreeSet<String> = old.bands().collect();
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
    let likeness = now.sketch(article)?.likeness(&now.sketch(print)?);
    Ok((likeness >= ALIKE).then(|| (article.clone(), likeness)))
}
