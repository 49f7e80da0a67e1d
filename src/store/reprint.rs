//! Which article prints the text of which earlier one, in the resolved graph.
//!
//! An article [`onr::REPRINTS`] the earliest article (by date, then by IRI; one without a date comes last) among those
//! before it that share a band of their sketches with it and are alike enough. So each has one link at most, and the
//! prints of a text are a tree whose root is the earliest. A band that more than [`MOST`] articles have is
//! boilerplate and says nothing. All of it follows from the sketches and dates of the articles, whatever the
//! order in which they came; [`from_nothing`] computes it the long way, [`renew`] from what one article changes.

use super::state::{State, nodes, text};
use super::{Record, StoreError, quad_in};
use crate::likeness::Sketch;
use crate::rdf::found::confidence;
use crate::rdf::vocabulary::{onr, schema};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::store::Transaction;
use std::collections::{BTreeMap, BTreeSet};

/// From which likeness on a text counts as a print of another. Measured: texts with a tenth of their words changed
/// have 0.46 or more in common, other articles 0.13 at most.
pub(super) const ALIKE: f32 = 0.4;

/// How many articles may have a band in common.
const MOST: usize = if cfg!(test) { 4 } else { 256 };

/// So many articles are asked about before it is forgotten who has which band.
const ARTICLES_AT_ONCE: usize = if cfg!(test) { 2 } else { 1000 };

/// How the links are found.
const METHOD: &str = "minhash";

/// The place of an article in the order of prints: by the day of publication, what has none last, then by IRI.
type Place = (bool, Option<String>, NamedNode);

/// The sketch that has these bands.
fn sketch_of<'a>(bands: impl IntoIterator<Item = &'a Term>) -> Sketch {
    let bands = bands.into_iter().filter_map(|band| match band {
        Term::Literal(band) => Some(band.value()),
        _ => None,
    });
    Sketch::from_bands(bands)
}

/// The first of the prints before this one that it is like, and how like it is.
fn first_print(prints: &mut Prints<'_>, article: &NamedNode) -> Result<Option<(NamedNode, f32)>, StoreError> {
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

fn before(prints: &mut Prints<'_>, one: &NamedNode, other: &NamedNode) -> Result<bool, StoreError> {
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

/// The triples of all links of these articles.
pub(super) fn from_nothing(record: &Record, articles: &[NamedNode]) -> Result<Vec<Triple>, StoreError> {
    let mut prints = Prints::of(State::Stored(&record.store));
    let mut triples = Vec::new();
    for articles in articles.chunks(ARTICLES_AT_ONCE) {
        for article in articles {
            let first = first_print(&mut prints, article)?;
            triples.extend(told(article, first.as_ref()));
        }
        // Who has which band takes far more room than what each article is like.
        prints.bands.clear();
    }
    Ok(triples)
}

/// Places, sketches and bands of articles, as one state of the record has them; what was read is kept.
struct Prints<'a> {
    state: State<'a>,
    places: BTreeMap<NamedNode, Place>,
    sketches: BTreeMap<NamedNode, Sketch>,
    bands: BTreeMap<String, Vec<NamedNode>>,
}

impl<'a> Prints<'a> {
    fn of(state: State<'a>) -> Self {
        Self {
            state,
            places: BTreeMap::new(),
            sketches: BTreeMap::new(),
            bands: BTreeMap::new(),
        }
    }

    fn place(&mut self, article: &NamedNode) -> Result<Place, StoreError> {
        if let Some(place) = self.places.get(article) {
            return Ok(place.clone());
        }
        let published = text(self.state.objects(article, schema::DATE_PUBLISHED, article)?);
        let place = (published.is_none(), published, article.clone());
        self.places.insert(article.clone(), place.clone());
        Ok(place)
    }

    fn sketch(&mut self, article: &NamedNode) -> Result<Sketch, StoreError> {
        if let Some(sketch) = self.sketches.get(article) {
            return Ok(sketch.clone());
        }
        let bands = self.state.objects(article, onr::TEXT_BAND, article)?;
        let sketch = sketch_of(&bands);
        self.sketches.insert(article.clone(), sketch.clone());
        Ok(sketch)
    }

    /// The articles that have a band, up to two more than may.
    fn members(&mut self, band: &str) -> Result<&[NamedNode], StoreError> {
        if !self.bands.contains_key(band) {
            let words = Term::from(Literal::from(band));
            let quads = self.state.quads(None, onr::TEXT_BAND, Some(words.as_ref()), None);
            let members = quads
                .take(MOST + 2)
                .filter_map(|quad| match quad.map(|quad| quad.subject) {
                    Ok(NamedOrBlankNode::NamedNode(article)) => Some(Ok(article)),
                    Ok(NamedOrBlankNode::BlankNode(_)) => None,
                    Err(error) => Some(Err(error)),
                })
                .collect::<Result<_, _>>()?;
            self.bands.insert(band.to_owned(), members);
        }
        Ok(&self.bands[band])
    }

    /// The articles that have a band; `None` for boilerplate.
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
    let bands =
        old.filter(|quad| quad.subject == article.as_ref().into() && quad.predicate == onr::TEXT_BAND);
    let old = sketch_of(bands.map(|quad| &quad.object));
    let mut prints = Prints::of(State::Changing(transaction));
    let links = links(&mut prints, resolved, article, &old)?;
    for (print, first) in links {
        let new = told(&print, first.as_ref());
        for property in [onr::REPRINTS, onr::METHOD, onr::SIMILARITY] {
            for object in State::Changing(transaction).objects(&print, property, resolved)? {
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
    prints: &mut Prints<'_>,
    resolved: &NamedNode,
    article: &NamedNode,
    old: &Sketch,
) -> Result<BTreeMap<NamedNode, Option<(NamedNode, f32)>>, StoreError> {
    let new: BTreeSet<String> = prints.sketch(article)?.bands().collect();
    let old: BTreeSet<String> = old.bands().collect();
    // Those that linked to the article, and those of a band that began or ceased to be boilerplate, are looked at from
    // the beginning; to the others the article can only be one more candidate.
    let mut anew = BTreeSet::from([article.clone()]);
    anew.extend(prints.state.subjects(onr::REPRINTS, article.into(), resolved)?);
    let mut others = BTreeSet::new();
    for band in old.union(&new) {
        let members = prints.members(band)?;
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
        let first = first_print(prints, &print)?;
        links.insert(print, first);
    }
    for print in others {
        if !links.contains_key(&print)
            && let Some(link) = better(prints, resolved, &print, article)?
        {
            links.insert(print, Some(link));
        }
    }
    Ok(links)
}

/// The link of a print to the article, where it is better than the one that it has.
fn better(
    prints: &mut Prints<'_>,
    resolved: &NamedNode,
    print: &NamedNode,
    article: &NamedNode,
) -> Result<Option<(NamedNode, f32)>, StoreError> {
    if !before(prints, article, print)? {
        return Ok(None);
    }
    for linked in nodes(prints.state.objects(print, onr::REPRINTS, resolved)?) {
        if !before(prints, article, &linked)? {
            return Ok(None);
        }
    }
    let likeness = prints.sketch(article)?.likeness(&prints.sketch(print)?);
    Ok((likeness >= ALIKE).then(|| (article.clone(), likeness)))
}
