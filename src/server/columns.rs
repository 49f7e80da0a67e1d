//! What claims are narrowed, counted, sorted and searched by, as columns of small numbers.
//!
//! A list of a million claims is gone through at each click. To look into a million reports for it takes a second; a column
//! is gone through in milliseconds. Lines are called by their number, the newest first, as `index` has them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

/// The values that lines have of one kind: none, one or several each.
pub(super) struct Column<T> {
    values: Vec<T>,
    codes: Vec<u32>,
    /// Where the codes of each line end.
    ends: Vec<u32>,
}

impl<T: Clone + Eq + Hash + Ord> Column<T> {
    /// The column of what each line has, in order.
    pub(super) fn of<Values: IntoIterator<Item = T>>(lines: impl Iterator<Item = Values>) -> Self {
        let mut column = Self {
            values: Vec::new(),
            codes: Vec::new(),
            ends: Vec::new(),
        };
        let mut known: HashMap<T, u32> = HashMap::new();
        for values in lines {
            for value in values {
                let code = *known.entry(value).or_insert_with_key(|value| {
                    column.values.push(value.clone());
                    number(column.values.len() - 1)
                });
                column.codes.push(code);
            }
            column.ends.push(number(column.codes.len()));
        }
        column
    }

    /// Which values fit.
    pub(super) fn fitting(&self, fits: impl Fn(&T) -> bool) -> Fitting<'_> {
        Fitting {
            codes: &self.codes,
            ends: &self.ends,
            fits: self.values.iter().map(fits).collect(),
        }
    }

    /// For each line, the place of its first value among all values in their order; `None` where it has none.
    fn ranks(&self) -> impl Fn(u32) -> Option<u32> {
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        order.sort_unstable_by(|one, other| self.values[*one].cmp(&self.values[*other]));
        let mut ranks = vec![0; order.len()];
        for (rank, code) in order.into_iter().enumerate() {
            ranks[code] = number(rank);
        }
        move |line| {
            let code = of_line(&self.codes, &self.ends, line).first()?;
            Some(ranks[*code as usize])
        }
    }

    /// How many of these lines have which value; values that none has are left out.
    pub(super) fn counts(&self, lines: &[u32]) -> Vec<(&T, usize)> {
        let mut counts = vec![0; self.values.len()];
        for line in lines {
            for code in of_line(&self.codes, &self.ends, *line) {
                counts[*code as usize] += 1;
            }
        }
        let counted = self.values.iter().zip(counts);
        counted.filter(|(_, count)| *count > 0).collect()
    }
}

/// Values of a column that fit.
pub(super) struct Fitting<'a> {
    codes: &'a [u32],
    ends: &'a [u32],
    fits: Vec<bool>,
}

impl Fitting<'_> {
    /// Whether a value of a line fits.
    pub(super) fn has(&self, line: u32) -> bool {
        let mut codes = of_line(self.codes, self.ends, line).iter();
        codes.any(|code| self.fits[*code as usize])
    }
}

fn of_line<'a>(codes: &'a [u32], ends: &[u32], line: u32) -> &'a [u32] {
    let line = line as usize;
    let start = line.checked_sub(1).map_or(0, |before| ends[before]);
    &codes[start as usize..ends[line] as usize]
}

/// A number of a line or a value. A record of more than four thousand million would not fit into memory.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// In which lines words stand.
pub(super) struct Words {
    lines: HashMap<Box<str>, Vec<u32>>,
    count: usize,
}

impl Words {
    /// Of the text of each line, in order.
    pub(super) fn of(texts: impl Iterator<Item = String>) -> Self {
        let mut words = Self {
            lines: HashMap::new(),
            count: 0,
        };
        for text in texts {
            let line = number(words.count);
            words.count += 1;
            for word in text.to_lowercase().split_whitespace() {
                match words.lines.get_mut(word) {
                    Some(lines) if lines.last() == Some(&line) => {}
                    Some(lines) => lines.push(line),
                    None => _ = words.lines.insert(word.into(), vec![line]),
                }
            }
        }
        words
    }

    /// For each line, whether a word of it has this as a part of it.
    pub(super) fn with(&self, part: &str) -> Vec<bool> {
        let mut has = vec![false; self.count];
        for (_, lines) in self.lines.iter().filter(|(word, _)| word.contains(part)) {
            lines.iter().for_each(|line| has[*line as usize] = true);
        }
        has
    }
}

/// Orders of the lines other than their own.
pub(super) struct Orders {
    oldest: Vec<u32>,
    printed: Vec<u32>,
    speaker: Vec<u32>,
    sure: Vec<u32>,
    unsure: Vec<u32>,
}

impl Orders {
    /// Of so many lines. Within one value, the newest stay first.
    pub(super) fn of<Name: Clone + Eq + Hash + Ord>(
        days: &Column<String>,
        printed: &Column<String>,
        speakers: &Column<Name>,
        sure: &[f64],
    ) -> Self {
        let lines = || (0..number(sure.len())).collect::<Vec<u32>>();
        fn sorted<Key: Ord>(mut lines: Vec<u32>, key: impl Fn(u32) -> Key) -> Vec<u32> {
            lines.sort_by_cached_key(|line| key(*line));
            lines
        }
        let (day, printed, speaker) = (days.ranks(), printed.ranks(), speakers.ranks());
        // The numbers of shares in their order, whatever floats are.
        let share = |line: u32| (sure[line as usize].clamp(0.0, 1.0) * f64::from(u32::MAX)) as u32;
        Self {
            oldest: sorted(lines().into_iter().rev().collect(), |line| day(line).is_none()),
            printed: sorted(lines(), |line| Reverse(printed(line))),
            speaker: sorted(lines(), |line| {
                let speaker = speaker(line);
                (speaker.is_none(), speaker)
            }),
            sure: sorted(lines(), |line| Reverse(share(line))),
            unsure: sorted(lines(), share),
        }
    }

    /// The numbers of all lines in the order of this name; `None` for their own.
    pub(super) fn named(&self, name: &str) -> Option<&[u32]> {
        Some(match name {
            "oldest" => &self.oldest,
            "printed" => &self.printed,
            "speaker" => &self.speaker,
            "sure" => &self.sure,
            "unsure" => &self.unsure,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_column_are_found_and_counted() {
        let column = Column::of([vec!["a", "b"], vec![], vec!["b"], vec!["c"]].into_iter());
        let has = |wanted: &str| -> Vec<bool> {
            let fitting = column.fitting(|value| *value == wanted);
            (0..4).map(|line| fitting.has(line)).collect()
        };
        assert_eq!(has("b"), [true, false, true, false]);
        assert_eq!(has("x"), [false; 4]);
        assert_eq!(column.counts(&[0, 1, 2]), [(&"a", 1), (&"b", 2)]);
    }

    #[test]
    fn a_part_of_a_word_is_found_where_the_word_stands() {
        let texts = ["The DAM leaks", "no\ndamage", "Ärger dam dam"].map(str::to_owned);
        let words = Words::of(texts.into_iter());
        assert_eq!(words.with("dam"), [true, true, true]);
        assert_eq!(words.with("ärger"), [false, false, true]);
        assert_eq!(words.with("leaks no"), [false; 3]);
    }
}
