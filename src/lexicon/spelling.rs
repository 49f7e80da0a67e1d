//! Which spellings of a name are taken for one, from `lexicon/spellings.tsv`.

use super::table;
use serde::Deserialize;

/// The letters that transliterations differ in.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    rows: Vec<Row>,
}

#[derive(Clone, Debug, Deserialize)]
struct Row {
    letters: String,
    sound: String,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    Any,
    Start,
    End,
}

impl Spellings {
    /// The table that comes with the program.
    pub fn standard() -> Self {
        Self {
            rows: table::rows("spellings.tsv", include_str!("../../lexicon/spellings.tsv")),
        }
    }

    /// What all spellings of a word have in common. The word is in lower case and without diacritics.
    pub fn sound(&self, word: &str) -> String {
        let mut sound = String::with_capacity(word.len());
        let mut rest = word;
        while let Some(letter) = rest.chars().next() {
            let row = self.rows.iter().find(|row| match row.place {
                Place::Any => rest.starts_with(&row.letters),
                Place::Start => rest.len() == word.len() && rest.starts_with(&row.letters),
                Place::End => rest == row.letters,
            });
            let letters = row.map_or(letter.len_utf8(), |row| row.letters.len());
            for letter in row.map_or(&rest[..letters], |row| row.sound.as_str()).chars() {
                if !sound.ends_with(letter) {
                    sound.push(letter);
                }
            }
            rest = &rest[letters..];
        }
        sound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Line {
        letters: String,
        example: String,
    }

    #[test]
    fn every_line_makes_one_name_of_its_example() {
        let spellings = Spellings::standard();
        for line in table::rows::<Line>("spellings.tsv", include_str!("../../lexicon/spellings.tsv")) {
            let (one, other) = line.example.split_once(" = ").expect("two spellings");
            let sounds = [one, other].map(|name| spellings.sound(&name.to_lowercase()));
            assert!(one.to_lowercase().contains(&line.letters), "{}", line.example);
            assert_eq!(sounds[0], sounds[1], "lexicon/spellings.tsv: {}", line.example);
        }
    }

    #[test]
    fn other_names_stay_apart() {
        let spellings = Spellings::standard();
        for (one, other) in [
            ("marta", "maria"),
            ("kostov", "kosov"),
            ("reyes", "rees"),
            ("halden", "holden"),
        ] {
            assert_ne!(spellings.sound(one), spellings.sound(other), "{one} {other}");
        }
    }
}
