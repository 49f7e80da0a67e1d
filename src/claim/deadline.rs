//! Deadlines that count from the day they were spoken: "within 10 to 12 days".
//!
//! The time grammar counts from the day of publication, which is all it knows. Once a statement has a day of its
//! own, that day is the one to count from.

use super::Claims;
use crate::attribution::Attribution;
use crate::mention::{Interval, Mentions};

/// The days of those deadlines that a statement's own day moves, with the expression each belongs to, an index
/// into [`Mentions::times`].
pub fn deadlines(
    mentions: &Mentions,
    attributions: &[Attribution],
    claims: &Claims,
) -> Vec<(usize, Interval)> {
    let spoken = claims.statements.iter().filter_map(|statement| {
        let expression = attributions.get(statement.attribution)?.content_time?;
        let day = statement.said_on?.interval;
        let interval = mentions.times.get(expression)?.counted_from(day.from)?;
        // Nothing can be counted from a stretch of days.
        (day.from == day.to).then_some((expression, interval))
    });
    spoken.collect()
}
