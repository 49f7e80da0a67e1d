//! What the words before an expression make of it: its whole phrase, and whether it is a deadline.
//!
//! "within 10 to 12 days", "by Friday", "by the end of June", "before 1 May", "until", "no later than", "in the next
//! 48 hours". A clause in the past has no deadline: "By Friday, 200 had left".

use super::meaning::{Direction, Found, Meaning, Portion, Window};
use super::token::Tokens;
use super::{Interval, length::Length, tense};
use crate::lexicon::time_word::Tense;
use chrono::NaiveDate;

/// How the words before an expression bound it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// "by", "until", "no later than": its last day is the last.
    To,
    /// "before": the day before it is the last.
    Before,
    /// "within", "in the next": the length counted from the day of speaking.
    Within(Length),
}

/// The bound that the words before an expression set, with the first of these words.
pub(super) fn bound(tokens: &Tokens, found: &Found) -> Option<(usize, Bound)> {
    let place = found.first.checked_sub(1)?;
    let past = || tense::around(tokens, place, found.end) == Some(Tense::Past);
    if let Meaning::Duration(length, window) = found.meaning {
        let counted = match (tokens.text(place), window) {
            ("within", None | Some(Window::Next)) => true,
            ("in", Some(Window::Next)) => length.least.is_some(),
            _ => false,
        };
        return (counted && !past()).then_some((place, Bound::Within(length)));
    }
    let attribute = tokens.is(found.end, &["'"]) && tokens.joined(found.end);
    let (start, bound) = match tokens.text(place) {
        "by" | "until" | "till" => (place, Bound::To),
        "before" => (place, Bound::Before),
        "than"
            if tokens.is(place.wrapping_sub(1), &["later"])
                && tokens.is(place.wrapping_sub(2), &["no", "not"]) =>
        {
            (place - 2, Bound::To)
        }
        _ => return None,
    };
    (is_date(&found.meaning) && !attribute && !past()).then_some((start, bound))
}

fn is_date(meaning: &Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Duration(..) | Meaning::Set(_) | Meaning::Reference(_) | Meaning::YearBefore
    )
}

/// The last days that a deadline allows: `of` is what its words cover, `spoken` the day they are reckoned from.
/// `None` where that was over before it was spoken, which makes it no deadline.
pub(super) fn last_days(
    bound: Bound,
    portion: Option<Portion>,
    of: Option<Interval>,
    spoken: Option<NaiveDate>,
) -> Option<Interval> {
    let interval = match bound {
        Bound::Within(length) => {
            let (from, to) = length.ends_after(spoken?)?;
            Interval { from, to }
        }
        Bound::To if portion == Some(Portion::VeryEnd) => last_day(of?.to),
        Bound::To => of?,
        Bound::Before => last_day(of?.from.pred_opt()?),
    };
    spoken
        .is_none_or(|spoken| interval.to >= spoken)
        .then_some(interval)
}

fn last_day(day: NaiveDate) -> Interval {
    Interval { from: day, to: day }
}

/// The phrase of an expression that nothing bounds, as tokens: with the preposition before it, if any, the "between"
/// of a range, and the "after" that its distance is counted from.
pub(super) fn phrase(tokens: &Tokens, found: &Found) -> (usize, usize) {
    let prepositions = [
        "on",
        "in",
        "at",
        "during",
        "since",
        "after",
        "over",
        "for",
        "from",
        "throughout",
        "by",
        "until",
        "till",
        "before",
        "within",
    ];
    let start = match found.first.checked_sub(1) {
        Some(place) if tokens.is(place, &prepositions) => place,
        Some(place) if found.range_end.is_some() && tokens.is(place, &["between"]) => place,
        _ => found.first,
    };
    let placed = matches!(
        found.meaning,
        Meaning::Distance(_, Direction::Before | Direction::After)
    );
    (start, if placed { found.end + 1 } else { found.end })
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::days;

    #[test]
    fn reads() {
        insta::assert_snapshot!(days("\
            The club must pay within 10 to 12 days, by Friday, by the end of June, before 1 July and no later than 5 July.
            It has until Monday, or must answer in the next 48 hours. It will act before August.
            By Friday, 200 had left. It died within weeks of the fire. It stood until 2018, hit by Monday's storm.
            It must appeal within ten days of the verdict."), @r"
        The club must pay within [10 to 12 days = 2025-06-28..2025-06-30!], by [Friday = 2025-06-20!], by [the end of June = 2025-06-30!], before [1 July = 2025-06-30!] and no later than [5 July = 2025-07-05!].
        It has until [Monday = 2025-06-23!], or must answer in [the next 48 hours = 2025-06-20!]. It will act before [August = 2025-07-31!].
        By [Friday = 2025-06-13], 200 had left. It died within [weeks = -] of the fire. It stood until [2018 = 2018-01-01..2018-12-31], hit by [Monday = 2025-06-16]'s storm.
        It must appeal within [ten days = -!] of the verdict.
        ");
    }
}
