//! A line of time: what somebody said and what was said of them, a row for each attitude, above it the offices held.
//!
//! Gives places and sizes of a picture that the page draws as SVG, with classes for what the stylesheet colours. Each
//! row is named, so that nothing is told by colour alone.

use super::link;
use crate::rdf::iri::Base;
use crate::report::Report;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The picture's measures, in the units of its own.
const WIDTH: f64 = 960.0;
const LEFT: f64 = 150.0;
const RIGHT: f64 = 20.0;
const ROW: f64 = 22.0;
const STEP: f64 = 9.0;
const AXIS: f64 = 26.0;

/// An office with the days for which the record shows it.
pub(super) struct Stay {
    name: String,
    from: NaiveDate,
    to: NaiveDate,
}

impl Stay {
    /// `None` where its days are not known.
    pub(super) fn of(name: &str, from: &str, to: &str) -> Option<Self> {
        Some(Self {
            name: name.to_owned(),
            from: from.parse().ok()?,
            to: to.parse().ok()?,
        })
    }
}

/// A point: one report.
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) href: String,
    pub(super) title: String,
}

/// A row of points of one attitude.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) attitude: String,
    pub(super) y: f64,
    pub(super) points: Vec<Point>,
}

/// An office as a bar.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
}

/// A day on the axis.
pub(super) struct Tick {
    pub(super) x: f64,
    pub(super) day: String,
}

/// The whole picture.
pub(super) struct Timeline {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) bars: Vec<Bar>,
    pub(super) rows: Vec<Row>,
    pub(super) ticks: Vec<Tick>,
}

/// From days to places between the margins.
struct Scale {
    first: NaiveDate,
    days: f64,
}

impl Scale {
    #[allow(clippy::cast_precision_loss, reason = "days of news are far below 2^52")]
    fn x(&self, day: NaiveDate) -> f64 {
        let since = (day - self.first).num_days() as f64;
        LEFT + since / self.days * (WIDTH - LEFT - RIGHT)
    }
}

impl Timeline {
    /// `None` where nothing has a date.
    #[allow(clippy::cast_precision_loss, reason = "rows and days are far below 2^52")]
    pub(super) fn of(said: &[Report], told_of: &[Report], stays: Vec<Stay>, base: &Base) -> Option<Self> {
        let mut rows: BTreeMap<(bool, &str), Vec<(NaiveDate, &Report)>> = BTreeMap::new();
        for (is_of, reports) in [(false, said), (true, told_of)] {
            for report in reports {
                if let Some(day) = report.said_on.as_ref().and_then(|day| day.parse().ok()) {
                    rows.entry((is_of, &report.attitude))
                        .or_default()
                        .push((day, report));
                }
            }
        }
        let said_on = rows.values().flatten().map(|(day, _)| *day);
        let held = stays.iter().flat_map(|stay| [stay.from, stay.to]);
        let days: Vec<NaiveDate> = said_on.chain(held).collect();
        let (first, last) = (*days.iter().min()?, *days.iter().max()?);
        let scale = Scale {
            first,
            days: ((last - first).num_days() as f64).max(1.0),
        };
        let mut y = ROW;
        let bars = stays
            .into_iter()
            .map(|stay| {
                let x = scale.x(stay.from);
                let width = (scale.x(stay.to) - x).max(4.0);
                y += ROW;
                Bar {
                    name: stay.name,
                    x,
                    y: y - ROW,
                    width,
                }
            })
            .collect();
        let rows = rows
            .into_iter()
            .map(|((is_of, attitude), reports)| row(is_of, attitude, &reports, &scale, base, &mut y))
            .collect();
        Some(Self {
            width: WIDTH,
            height: y + AXIS,
            left: LEFT,
            right: WIDTH - RIGHT,
            bars,
            rows,
            ticks: ticks(&scale, last),
        })
    }
}

/// A row with its points, those of one day one above another; `y` is where it begins, and then where it ends.
#[allow(
    clippy::cast_precision_loss,
    reason = "what is said in a day is far below 2^52"
)]
fn row(
    is_of: bool,
    attitude: &str,
    reports: &[(NaiveDate, &Report)],
    scale: &Scale,
    base: &Base,
    y: &mut f64,
) -> Row {
    let mut on_day: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for (day, _) in reports {
        *on_day.entry(*day).or_default() += 1;
    }
    let highest = on_day.values().max().copied().unwrap_or(1);
    let base_line = *y + (highest - 1) as f64 * STEP;
    *y = base_line + ROW;
    let mut placed: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    let points = reports.iter().map(|(day, report)| {
        let above = placed.entry(*day).or_default();
        *above += 1;
        let speaker = report.speaker.as_deref().unwrap_or("somebody");
        Point {
            x: scale.x(*day),
            y: base_line - (*above - 1) as f64 * STEP,
            href: link::to(base, &report.claim_iri),
            title: format!(
                "{}: {speaker} {} {}",
                report.when(),
                report.attitude,
                report.words
            ),
        }
    });
    Row {
        name: if is_of {
            format!("of it: {attitude}")
        } else {
            attitude.to_owned()
        },
        attitude: attitude.to_owned(),
        points: points.collect(),
        y: base_line,
    }
}

/// The first of each month, or of each year where there are many; the ends alone where there is none between.
fn ticks(scale: &Scale, last: NaiveDate) -> Vec<Tick> {
    const MOST: usize = 12;
    let tick = |day: NaiveDate| Tick {
        x: scale.x(day),
        day: day.to_string(),
    };
    let firsts: Vec<NaiveDate> = scale
        .first
        .iter_days()
        .take_while(|day| *day <= last)
        .filter(|day| day.day() == 1)
        .collect();
    let years = || firsts.iter().copied().filter(|day| day.month() == 1);
    let chosen: Vec<NaiveDate> = match firsts.len() {
        0 | 1 => vec![scale.first, last],
        2..=MOST => firsts.clone(),
        _ if years().count() > 1 => years().collect(),
        many => firsts.iter().copied().step_by(many.div_ceil(MOST)).collect(),
    };
    chosen.into_iter().map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::merrow;
    use crate::report::{self, Wanted};

    #[test]
    fn a_life_has_rows_by_attitude_and_bars_for_offices() {
        let wanted = Wanted {
            by: Some("urn:onrecord:person/ana-reyes".to_owned()),
            ..Wanted::default()
        };
        let said = report::find(&merrow(), &wanted).unwrap();
        let office = Stay::of("minister", "2026-02-18", "2026-02-20").unwrap();
        let timeline = Timeline::of(&said, &[], vec![office], &Base::default()).unwrap();
        let names: Vec<&str> = timeline.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["accuses", "denies", "promises"]);
        assert_eq!(timeline.bars[0].name, "minister");
        let points = timeline.rows.iter().flat_map(|row| &row.points);
        assert!(points.clone().count() == 3);
        assert!(
            points
                .into_iter()
                .all(|point| (LEFT..=WIDTH).contains(&point.x) && point.y < timeline.height)
        );
    }

    #[test]
    fn nothing_with_a_date_is_no_picture() {
        assert!(Timeline::of(&[], &[], Vec::new(), &Base::default()).is_none());
    }
}
