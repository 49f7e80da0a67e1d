//! Ties what was found to what was marked: one to one, the best pair first.

use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A pair that may be tied: how well the two fit, and an index into each list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// How well they fit; more is better.
    pub score: f64,
    /// Into the list that decides first between equals.
    pub first: usize,
    /// Into the other.
    pub second: usize,
}

/// The pairs that are tied, in the order in which they are. Of equally good ones, that with the greater indices goes
/// first, as when Python sorts tuples in reverse.
pub fn one_to_one(mut pairs: Vec<Pair>) -> Vec<(usize, usize)> {
    pairs.sort_by(|one, other| better(other, one));
    let (mut firsts, mut seconds) = (BTreeSet::new(), BTreeSet::new());
    let mut tied = Vec::new();
    for Pair { first, second, .. } in pairs {
        if !firsts.contains(&first) && !seconds.contains(&second) {
            firsts.insert(first);
            seconds.insert(second);
            tied.push((first, second));
        }
    }
    tied
}

fn better(one: &Pair, other: &Pair) -> Ordering {
    one.score
        .total_cmp(&other.score)
        .then(one.first.cmp(&other.first))
        .then(one.second.cmp(&other.second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(score: f64, first: usize, second: usize) -> Pair {
        Pair { score, first, second }
    }

    #[test]
    fn the_best_pair_goes_first_even_where_two_others_would_count_more() {
        let pairs = vec![pair(0.5, 0, 0), pair(0.9, 0, 1), pair(0.6, 1, 1)];
        assert_eq!(one_to_one(pairs), [(0, 1)]);
    }

    #[test]
    fn of_equal_pairs_the_later_goes_first() {
        let pairs = vec![pair(0.5, 0, 0), pair(0.5, 0, 1), pair(0.5, 1, 0), pair(0.5, 1, 1)];
        assert_eq!(one_to_one(pairs), [(1, 1), (0, 0)]);
    }
}
