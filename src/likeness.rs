//! How alike two texts are, told from a short sketch of each: MinHash (Broder 1997).
//!
//! Takes a text, gives a [`Sketch`]: for each of a fixed number of hash functions, the least value among the text's
//! phrases of three words. Two texts have a least value in common as often as phrases, so the share of equal values
//! estimates the Jaccard similarity of their phrases. Values come in bands of three: texts that are alike share a
//! whole band, others hardly ever, so that the candidates can be looked up. Next: `rdf` writes the bands down,
//! `store` compares articles by them.

use std::collections::BTreeSet;

/// How many words make a phrase.
const PHRASE: usize = 3;
/// How many values make a band.
const ROWS: usize = 3;
/// How many bands make a sketch. Texts with half of their phrases in common share one in 996 of 1,000 cases, those
/// with a tenth in common in 41.
const BANDS: usize = 42;
/// How many different phrases a text must have. Shorter ones are alike by chance or by formula.
const LEAST: usize = 30;
/// The bits of a value.
const BITS: usize = 16;

/// What is remembered of a text to compare it with others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Each band as its number, followed by its values; in order.
    bands: Vec<u64>,
}

impl Sketch {
    /// The sketch of a text; without bands where the text is too short.
    pub fn of(text: &str) -> Self {
        let phrases = phrases(text);
        if phrases.len() < LEAST {
            return Self::default();
        }
        let least = |function: usize| {
            let seed = mixed(function as u64);
            phrases.iter().map(|phrase| mixed(phrase ^ seed)).min()
        };
        let band = |number: usize| {
            (0..ROWS).fold(number as u64, |band, row| {
                // The low bits: the high ones of a least value are mostly zero.
                let value = least(number * ROWS + row).unwrap_or_default() & mask();
                (band << BITS) | value
            })
        };
        Self {
            bands: (0..BANDS).map(band).collect(),
        }
    }

    /// The sketch that was written down as these bands, in any order. What is no band is left out.
    pub fn from_bands<'a>(bands: impl IntoIterator<Item = &'a str>) -> Self {
        let bands: BTreeSet<u64> = bands
            .into_iter()
            .filter_map(|band| u64::from_str_radix(band, 16).ok())
            .collect();
        Self {
            bands: bands.into_iter().collect(),
        }
    }

    /// Its bands as they are written down, in order; the same band of two texts is the same word.
    pub fn bands(&self) -> impl Iterator<Item = String> {
        self.bands.iter().map(|band| format!("{band:014x}"))
    }

    /// The share of their phrases that two texts have in common, estimated; 0 where one has no sketch.
    pub fn likeness(&self, other: &Self) -> f32 {
        let mut others = other.bands.iter().peekable();
        let mut equal = 0;
        for band in &self.bands {
            while others.next_if(|next| number(**next) < number(*band)).is_some() {}
            if let Some(next) = others.next_if(|next| number(**next) == number(*band)) {
                let apart = band ^ next;
                equal += (0..ROWS)
                    .filter(|row| (apart >> (row * BITS)) & mask() == 0)
                    .count();
            }
        }
        // At most 126 of 126.
        equal as f32 / (BANDS * ROWS) as f32
    }
}

fn mask() -> u64 {
    (1 << BITS) - 1
}

fn number(band: u64) -> u64 {
    band >> (ROWS * BITS)
}

/// The phrases of a text as hashes, each once. Case, punctuation and the ends of paragraphs do not count.
fn phrases(text: &str) -> BTreeSet<u64> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|mark: char| !mark.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(PHRASE).map(hashed).collect()
}

/// FNV-1a over the words, parted by a byte that no text has.
fn hashed(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([0xff]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The finaliser of `SplitMix64`: each bit of the number changes half of the bits of the result.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text of numbered words, so that the share of common phrases can be counted.
    fn text(words: std::ops::Range<usize>) -> String {
        words
            .map(|number| format!("w{number}"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn likeness(one: &str, other: &str) -> f32 {
        Sketch::of(one).likeness(&Sketch::of(other))
    }

    #[test]
    fn a_text_is_like_itself_whatever_its_case_and_punctuation() {
        let one = text(0..100);
        let other = one.to_uppercase().replace(' ', ",\n");
        assert!((likeness(&one, &other) - 1.0).abs() < f32::EPSILON);
        assert_eq!(Sketch::of(&one), Sketch::of(&other));
    }

    #[test]
    fn the_share_of_common_phrases_is_estimated() {
        // 500 words each; what they share, of what they have together.
        for (shift, share) in [
            (0, 1.0),
            (25, 0.90),
            (100, 0.66),
            (250, 0.33),
            (400, 0.11),
            (600, 0.0),
        ] {
            let found = likeness(&text(0..500), &text(shift..shift + 500));
            assert!((found - share).abs() < 0.12, "{shift}: {found}, not {share}");
        }
    }

    #[test]
    fn what_desks_do_to_wire_copy_leaves_much_in_common() {
        let paragraphs: Vec<String> = (0..8).map(|n| text(n * 60..n * 60 + 60)).collect();
        let whole = paragraphs.join("\n");
        let without = |left_out: &[usize]| {
            let kept = (0..8)
                .filter(|n| !left_out.contains(n))
                .map(|n| paragraphs[n].as_str());
            kept.collect::<Vec<_>>().join("\n")
        };
        let swapped = paragraphs.iter().rev().cloned().collect::<Vec<_>>().join("\n");
        let reworded = (0..480)
            .map(|n| {
                if n % 20 == 0 {
                    "other".to_owned()
                } else {
                    format!("w{n}")
                }
            })
            .collect::<Vec<_>>()
            .join(" ");
        let edits = [
            ("a paragraph cut", without(&[3]), 0.75),
            ("the last third cut", without(&[6, 7]), 0.6),
            ("paragraphs in another order", swapped, 0.85),
            ("a word in twenty changed", reworded, 0.6),
            (
                "a paragraph of its own",
                format!("{whole}\n{}", text(900..960)),
                0.75,
            ),
        ];
        for (what, edited, least) in edits {
            let found = likeness(&whole, &edited);
            assert!(found >= least, "{what}: {found}");
        }
    }

    #[test]
    fn a_short_text_is_like_nothing() {
        let short = text(0..31);
        assert_eq!(Sketch::of(&short), Sketch::default());
        assert_eq!(Sketch::of(&text(0..32)).bands().count(), BANDS);
        assert!(likeness(&short, &short) < f32::EPSILON);
    }

    /// The bands of a record are compared with those of another day: they must not change with the compiler or the
    /// machine.
    #[test]
    fn the_bands_of_a_text_are_fixed() {
        let bands: Vec<String> = Sketch::of(&text(0..100)).bands().collect();
        assert_eq!(bands.len(), BANDS);
        assert_eq!(bands[0], "009b82caf90917");
        assert_eq!(bands[41], "29be10199ae765");
    }

    proptest! {
        #[test]
        fn a_sketch_is_what_its_bands_say(words in "([a-e]{1,2} ){0,80}", other in "([a-e]{1,2} ){30,80}") {
            let sketch = Sketch::of(&words);
            let bands: Vec<String> = sketch.bands().collect();
            let again = Sketch::from_bands(bands.iter().rev().map(String::as_str));
            prop_assert_eq!(&sketch, &again);
            let other = Sketch::of(&other);
            prop_assert_eq!(sketch.likeness(&other).to_bits(), other.likeness(&sketch).to_bits());
        }
    }
}
