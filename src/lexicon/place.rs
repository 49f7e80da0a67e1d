//! Places by name: countries with the words for their people, capitals, regions, towns, waters.
//!
//! Reads `lexicon/places.tsv`; `mention` looks names up, `entity` asks which country a capital may stand for.

use super::phrase::Phrases;
use super::table;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A place of the table.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its name as the record keeps it: "United States".
    pub name: String,
    /// What it is: "country", "capital", "river".
    pub kind: String,
    /// The country it lies in; for a capital, the country that it may stand for.
    pub of: Option<String>,
}

/// How a phrase stands for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceWord {
    /// Its name, or another name of it: "U.S.".
    Name(usize),
    /// The adjective: "Russian".
    Adjective(usize),
    /// Its people: "Russians".
    People(usize),
}

impl PlaceWord {
    /// The place, an index for [`Places::get`].
    pub fn place(self) -> usize {
        match self {
            PlaceWord::Name(place) | PlaceWord::Adjective(place) | PlaceWord::People(place) => place,
        }
    }
}

#[derive(Deserialize)]
struct Row {
    name: String,
    kind: String,
    of: String,
    adjectives: String,
    people: String,
    aliases: String,
}

/// The table of places.
#[derive(Clone, Debug, Default)]
pub struct Places {
    places: Vec<Place>,
    by_name: BTreeMap<String, usize>,
    /// Every name, adjective and word for a people.
    pub phrases: Phrases<PlaceWord>,
}

impl Places {
    pub(super) fn standard() -> Self {
        let mut places = Self::default();
        for row in table::rows::<Row>("places.tsv", include_str!("../../lexicon/places.tsv")) {
            places.add(row);
        }
        places
    }

    fn add(&mut self, row: Row) {
        let index = self.places.len();
        self.phrases.insert(&row.name, PlaceWord::Name(index));
        // Newspapers often print "São Paulo" without its marks.
        self.phrases
            .insert(&deunicode::deunicode(&row.name), PlaceWord::Name(index));
        for alias in listed(&row.aliases) {
            self.phrases.insert(alias, PlaceWord::Name(index));
        }
        for adjective in listed(&row.adjectives) {
            self.phrases.insert(adjective, PlaceWord::Adjective(index));
        }
        for people in listed(&row.people) {
            self.phrases.insert(people, PlaceWord::People(index));
        }
        self.by_name.insert(row.name.clone(), index);
        self.places.push(Place {
            name: row.name,
            kind: row.kind,
            of: Some(row.of).filter(|of| !of.is_empty()),
        });
    }

    /// A place by its index.
    pub fn get(&self, index: usize) -> &Place {
        &self.places[index]
    }

    /// A place by the name that the record keeps.
    pub fn named(&self, name: &str) -> Option<&Place> {
        self.by_name.get(name).map(|index| &self.places[*index])
    }

    /// All places, in the table's order.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.places.iter()
    }
}

/// The parts of a cell that holds a list.
pub(super) fn listed(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}
