//! Parts of a period: early, middle and late are its thirds.
//!
//! Thirds by whole months where the period has them ("early 2024" is January to April), else by days ("early in June"
//! is the first ten of them).

use super::Interval;
use super::meaning::Portion;
use super::value::later;
use crate::lexicon::time_word::Unit;
use chrono::{Datelike, NaiveDate};

/// The third that a portion names; the whole for a period of fewer than three days, and for other portions.
pub(super) fn third(portion: Portion, whole: Interval) -> Interval {
    let Some((middle, late)) = cuts(whole) else {
        return whole;
    };
    let parts = match portion {
        Portion::Start => Some((whole.from, middle.pred_opt())),
        Portion::Middle => Some((middle, late.pred_opt())),
        Portion::End | Portion::VeryEnd => Some((late, Some(whole.to))),
        Portion::Earlier | Portion::Later => None,
    };
    match parts {
        Some((from, Some(to))) => Interval { from, to },
        _ => whole,
    }
}

/// The first days of the middle and of the last third.
fn cuts(whole: Interval) -> Option<(NaiveDate, NaiveDate)> {
    let after = whole.to.succ_opt()?;
    let months = i64::from(after.year() - whole.from.year()) * 12 + i64::from(after.month())
        - i64::from(whole.from.month());
    if whole.from.day() == 1 && after.day() == 1 && months % 3 == 0 {
        let third = months / 3;
        return Some((
            later(whole.from, Unit::Month, third)?,
            later(whole.from, Unit::Month, 2 * third)?,
        ));
    }
    let third = (after - whole.from).num_days() / 3;
    let middle = later(whole.from, Unit::Day, third)?;
    (third > 0).then(|| Some((middle, later(after, Unit::Day, -third)?)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::time_word::Unit;
    use crate::mention::time::value::Period;

    #[test]
    fn thirds_of_a_month() {
        let june = Period::Month { year: 2025, month: 6 }
            .interval()
            .expect("a month");
        let shown = [Portion::Start, Portion::Middle, Portion::End].map(|portion| {
            let part = third(portion, june);
            format!("{}..{}", part.from.format("%d"), part.to.format("%d"))
        });
        assert_eq!(shown, ["01..10", "11..20", "21..30"]);
        let year = third(Portion::Middle, Period::Year(2024).interval().expect("a year"));
        assert_eq!(
            (year.from.to_string(), year.to.to_string()),
            ("2024-05-01".into(), "2024-08-31".into())
        );
        let day = Period::containing(june.from, Unit::Day)
            .interval()
            .expect("a day");
        assert_eq!(third(Portion::Start, day), day);
    }
}
