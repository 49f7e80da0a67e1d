//! Times of the day: "12:38", "5 p.m.", "10am", "noon", "4 in the morning", with the time zone that may follow.

use super::meaning::Clock;
use super::token::Tokens;
use crate::lexicon::time_word::Sense;

/// A time of the day at a place, its time zone included, with the place after it.
pub(super) fn read(tokens: &Tokens, at: usize) -> Option<(usize, Clock)> {
    let (end, clock) = named(tokens, at).or_else(|| figures(tokens, at))?;
    Some((after_zone(tokens, end), clock))
}

/// "noon", "midnight".
fn named(tokens: &Tokens, at: usize) -> Option<(usize, Clock)> {
    // A title, "high noon"
    if tokens.is(at.wrapping_sub(1), &["high"]) || tokens.capital(at) && !tokens.opens_sentence(at) {
        return None;
    }
    tokens.sense(at, |sense| match sense {
        Sense::Clock(minutes) => Some(Clock::Minutes(*minutes)),
        _ => None,
    })
}

fn figures(tokens: &Tokens, at: usize) -> Option<(usize, Clock)> {
    let (1..=2, hour @ 0..=24) = tokens.digits(at)? else {
        return None;
    };
    if at > 0 && tokens.joined(at) && tokens.is(at - 1, &["$", "£", "€", ".", ",", "-", "/", ":", "–"]) {
        return None;
    }
    let minutes = minutes(tokens, at + 1);
    let (end, minute) = minutes.unwrap_or((at + 1, 0));
    if let Some((end, afternoon)) = meridiem(tokens, end).filter(|_| (1..=12).contains(&hour)) {
        return Some((
            end,
            Clock::Minutes((hour % 12 + if afternoon { 12 } else { 0 }) * 60 + minute),
        ));
    }
    let colon = minutes.is_some() && tokens.is(at + 1, &[":"]);
    let licensed = colon && hour < 24 && (told_as_time(tokens, at) || zone(tokens, end).is_some());
    licensed.then_some((end, Clock::Minutes(hour * 60 + minute)))
}

/// ":38", and nothing more joined to it ("2:04:38" is how long a race took).
fn minutes(tokens: &Tokens, at: usize) -> Option<(usize, u32)> {
    let joined = tokens.is(at, &[":", "."]) && tokens.joined(at) && tokens.joined(at + 1);
    let (2, minute @ 0..=59) = tokens.digits(at + 1)? else {
        return None;
    };
    let goes_on = tokens.joined(at + 2)
        && tokens.joined(at + 3)
        && tokens.is(at + 2, &[":", "."])
        && tokens.digits(at + 3).is_some();
    (joined && !goes_on).then_some((at + 2, minute))
}

/// "a.m.", "pm", "in the morning", "o'clock": the place after it, and whether it is after noon.
fn meridiem(tokens: &Tokens, at: usize) -> Option<(usize, bool)> {
    match tokens.text(at) {
        "am" if !tokens.is(at.wrapping_sub(2), &["i"]) => Some((at + 1, false)),
        "pm" => Some((at + 1, true)),
        half @ ("a" | "p")
            if tokens.is(at + 1, &["."])
                && tokens.joined(at + 1)
                && tokens.is(at + 2, &["m"])
                && tokens.joined(at + 2) =>
        {
            let stop = tokens.is(at + 3, &["."]) && tokens.joined(at + 3);
            Some((if stop { at + 4 } else { at + 3 }, half == "p"))
        }
        "in" if tokens.are(at + 1, &["the", "morning"]) => Some((at + 3, false)),
        "in" if tokens.is(at + 1, &["the"]) && tokens.is(at + 2, &["afternoon", "evening"]) => {
            Some((at + 3, true))
        }
        _ => None,
    }
}

/// Whether the words before figures say that they are a time and not a score.
fn told_as_time(tokens: &Tokens, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |place| tokens.text(place));
    let opens_date_line =
        before == "," && at >= 2 && tokens.digits(at - 2).is_some_and(|(width, _)| width == 4);
    opens_date_line
        || [
            "at", "by", "after", "before", "until", "till", "around", "about", "since",
        ]
        .contains(&before)
}

fn zone(tokens: &Tokens, at: usize) -> Option<usize> {
    let capital = tokens.capital(at);
    tokens
        .sense(at, |sense| (*sense == Sense::TimeZone).then_some(()))
        .map(|(end, ())| end)
        .filter(|end| capital || *end > at + 1)
}

fn after_zone(tokens: &Tokens, at: usize) -> usize {
    zone(tokens, at).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use crate::mention::time::testing::values;

    #[test]
    fn reads() {
        insta::assert_snapshot!(values("\
            At 12:38, at 5 p.m., 10am, noon Thursday, 5 p.m. EST, May 9, Monday morning, at 4 in the morning.
            On Tuesday at 6:30 p.m. the vote began; by mid-afternoon it was over.
            She ran 2:04:38 and won 12:10."), @r"
        At [12:38 = 2025-06-18T12:38], at [5 p.m. = 2025-06-18T17:00], [10am = 2025-06-18T10:00], [noon Thursday = 2025-06-12T12:00], [5 p.m. EST, May 9 = 2025-05-09T17:00], [Monday morning = 2025-06-16TMO], at [4 in the morning = 2025-06-16T04:00].
        On [Tuesday at 6:30 p.m. = 2025-06-17T18:30] the vote began; by [mid-afternoon = 2025-06-17TAF] it was over.
        She ran 2:04:38 and won 12:10.
        ");
    }
}
