//! Parts of a period: early, middle and late are its thirds, as the first ten days of a month are early in it.

use super::Interval;
use super::meaning::Portion;
use chrono::Days;

/// The third that a portion names; the whole for a period of fewer than three days, and for other portions.
pub(super) fn third(portion: Portion, whole: Interval) -> Interval {
    let days = whole.to.signed_duration_since(whole.from).num_days() + 1;
    let third = Days::new(u64::try_from(days / 3).unwrap_or(0));
    let (Some(early), Some(late)) = (
        whole.from.checked_add_days(third),
        whole.to.checked_sub_days(third),
    ) else {
        return whole;
    };
    let (Some(last_early), Some(first_late)) = (early.pred_opt(), late.succ_opt()) else {
        return whole;
    };
    if days < 3 {
        return whole;
    }
    match portion {
        Portion::Start => Interval {
            to: last_early,
            ..whole
        },
        Portion::Middle => Interval {
            from: early,
            to: late,
        },
        Portion::End | Portion::VeryEnd => Interval {
            from: first_late,
            ..whole
        },
        Portion::Earlier | Portion::Later => whole,
    }
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
        let day = Period::containing(june.from, Unit::Day)
            .interval()
            .expect("a day");
        assert_eq!(third(Portion::Start, day), day);
    }
}
