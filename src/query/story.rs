//! Saved queries on a record of three articles of our own, whose answers are worked out by hand.
//!
//! Salt gets into a town's water. The mayor accuses the company on 2 March; on the 4th it denies that its pumps failed;
//! on the 12th it speaks of the mayor, the governor accuses her, and another mayor is in office.

use super::{rows, saved};
use crate::attribution::Attitude;
use crate::judgement::{Correction, Judgement, Ruling, Verdict};
use crate::mention::Kind;
use crate::mention::time::TimeRole;
use crate::pipeline::Extraction;
use crate::rdf::fixture::{Draft, Said};
use crate::rdf::iri::Base;
use crate::rdf::vocabulary::onr;
use crate::store::{Record, RunPart};
use oxigraph::model::Term;

/// The Coast Gazette, 2 March 2026.
fn gazette() -> Extraction {
    let mut draft = Draft::new(
        "gazette.txt",
        "Mayor Ines Falk accused Orrin Water of dumping salt.\n\
         Two engineers said the pumps had failed.\n\
         Falk said Orrin Water must answer by Thursday.",
    )
    .published("The Coast Gazette", "2026-03-02");
    let falk = draft.entity(Kind::Person, "Ines Falk");
    let company = draft.entity(Kind::Organisation, "Orrin Water");
    let engineers = draft.group("Two engineers");
    let mayor = draft.mention(falk, "Mayor Ines Falk");
    draft.office(mayor, "Mayor", "mayor", None);
    let accused = draft.mention(company, "Orrin Water");
    let two = draft.mention(engineers, "Two engineers");
    let thursday = draft.time("Thursday", "2026-03-05", "2026-03-05", TimeRole::Deadline);
    draft.said(Said {
        source: "Mayor Ines Falk",
        cue: "accused",
        content: &["Orrin Water of dumping salt"],
        speaker: Some(falk),
        mention: Some(mayor),
        about: &[accused],
        attitude: Attitude::Accuses,
        ..Said::default()
    });
    draft.said(Said {
        source: "Two engineers",
        cue: "said",
        content: &["the pumps had failed"],
        speaker: Some(engineers),
        mention: Some(two),
        ..Said::default()
    });
    draft.said(Said {
        source: "Falk",
        cue: "said",
        content: &["Orrin Water must answer by Thursday"],
        speaker: Some(falk),
        about: &[accused],
        content_time: Some(thursday),
        attitude: Attitude::Requests,
        ..Said::default()
    });
    draft.finish()
}

/// The Lowland Post, 4 March 2026: what an agency heard, and the company's answer to it.
fn post() -> Extraction {
    let mut draft = Draft::new(
        "post.txt",
        "The pumps had failed, two engineers told Norland Press.\n\
         Orrin Water denied that the pumps had failed.\n\
         Mayor Ines Falk declined to comment.",
    )
    .published("Lowland Post", "2026-03-04");
    let engineers = draft.group("two engineers");
    let company = draft.entity(Kind::Organisation, "Orrin Water");
    let falk = draft.entity(Kind::Person, "Ines Falk");
    let agency = draft.entity(Kind::Organisation, "Norland Press");
    let two = draft.mention(engineers, "two engineers");
    let denier = draft.mention(company, "Orrin Water");
    let mayor = draft.mention(falk, "Mayor Ines Falk");
    draft.office(mayor, "Mayor", "mayor", None);
    draft.mention(agency, "Norland Press");
    draft.said(Said {
        source: "two engineers",
        cue: "told",
        content: &["The pumps had failed"],
        claim: "the pumps had failed",
        speaker: Some(engineers),
        mention: Some(two),
        via: &["Norland Press"],
        ..Said::default()
    });
    draft.said(Said {
        source: "Orrin Water",
        cue: "denied",
        content: &["that the pumps had failed"],
        claim: "the pumps had failed",
        speaker: Some(company),
        mention: Some(denier),
        attitude: Attitude::Denies,
        ..Said::default()
    });
    draft.said(Said {
        source: "Mayor Ines Falk",
        cue: "declined",
        content: &["to comment"],
        speaker: Some(falk),
        mention: Some(mayor),
        attitude: Attitude::Declines,
        ..Said::default()
    });
    draft.finish()
}

/// The Harbour Post, 12 March 2026.
fn harbour() -> Extraction {
    let mut draft = Draft::new(
        "harbour.txt",
        "Falk never asked, Orrin Water said. Governor Ruud Stray accused Ines Falk of delay.\n\
         Bay Radio said that on 4 March Orrin Water denied that the pumps had failed.\n\
         Mayor Tora Lind promised clean water. It was said that nobody knew.",
    )
    .published("The Harbour Post", "2026-03-12");
    let company = draft.entity(Kind::Organisation, "Orrin Water");
    let falk = draft.entity(Kind::Person, "Ines Falk");
    let stray = draft.entity(Kind::Person, "Ruud Stray");
    let lind = draft.entity(Kind::Person, "Tora Lind");
    let radio = draft.entity(Kind::Organisation, "Bay Radio");
    let asked = draft.mention(falk, "Falk");
    let company_here = draft.mention(company, "Orrin Water");
    let governor = draft.mention(stray, "Governor Ruud Stray");
    let accused = draft.mention(falk, "Ines Falk");
    let station = draft.mention(radio, "Bay Radio");
    let mayor = draft.mention(lind, "Mayor Tora Lind");
    draft.office(mayor, "Mayor", "mayor", None);
    let fourth = draft.time("4 March", "2026-03-04", "2026-03-04", TimeRole::When);
    draft.said(Said {
        source: "Orrin Water",
        cue: "said",
        content: &["Falk never asked"],
        speaker: Some(company),
        mention: Some(company_here),
        about: &[asked],
        ..Said::default()
    });
    draft.said(Said {
        source: "Governor Ruud Stray",
        cue: "accused",
        content: &["Ines Falk of delay"],
        speaker: Some(stray),
        mention: Some(governor),
        about: &[accused],
        attitude: Attitude::Accuses,
        ..Said::default()
    });
    let heard = draft.said(Said {
        source: "Bay Radio",
        cue: "said",
        content: &["that on 4 March Orrin Water denied that the pumps had failed"],
        claim: "on 4 March Orrin Water denied that the pumps had failed",
        speaker: Some(radio),
        mention: Some(station),
        ..Said::default()
    });
    let denial = draft.said(Said {
        source: "Orrin Water",
        cue: "denied",
        content: &["that the pumps had failed"],
        claim: "the pumps had failed",
        speaker: Some(company),
        when: Some(fourth),
        attitude: Attitude::Denies,
        ..Said::default()
    });
    draft.extraction.attributions[denial].enclosed_by = Some(heard);
    draft.said(Said {
        source: "Mayor Tora Lind",
        cue: "promised",
        content: &["clean water"],
        speaker: Some(lind),
        mention: Some(mayor),
        attitude: Attitude::Promises,
        ..Said::default()
    });
    draft.said(Said {
        cue: "said",
        content: &["that nobody knew"],
        claim: "nobody knew",
        ..Said::default()
    });
    draft.finish()
}

/// The three articles, the last of them read by a second run that read the others again.
fn record() -> Record {
    let mut record = Record::in_memory(&Base::default()).unwrap();
    let mut read = Vec::new();
    for (started, articles) in [
        ("2026-03-05T08:00:00Z", vec![gazette(), post()]),
        ("2026-03-13T08:00:00Z", vec![harbour()]),
    ] {
        for extraction in &articles {
            record.put(extraction).unwrap();
            read.push(record.base().article(&extraction.article));
        }
        record
            .record_run(started.parse().unwrap(), &RunPart::of(read.clone()))
            .unwrap();
    }
    record
}

/// The rows of a saved query on that record: the named columns, joined by ` | `.
fn answer(name: &str, given: &[(&str, &str)], columns: &[&str]) -> Vec<String> {
    answer_of(&record(), name, given, columns)
}

fn answer_of(record: &Record, name: &str, given: &[(&str, &str)], columns: &[&str]) -> Vec<String> {
    let given = given
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let rows = rows(record, saved::find(name).unwrap().text, &given).unwrap();
    rows.iter()
        .map(|row| {
            let cells: Vec<&str> = columns
                .iter()
                .map(|column| row.get(*column).map_or("", String::as_str))
                .collect();
            cells.join(" | ")
        })
        .collect()
}

const NOTHING: [&str; 0] = [];

/// Whom the third article has Orrin Water's denial from: as read, as people correct it, and where they say that nobody
/// was quoted there.
#[test]
fn second_hand_is_heard_from_whoever_people_say() {
    let mut record = record();
    let heard_from = |record: &Record| {
        let columns = ["speaker", "claim", "heard_from", "how"];
        let mut rows = answer_of(record, "second-hand", &[], &columns);
        rows.retain(|row| row.ends_with("within their words"));
        rows
    };
    let row = |name| format!("Orrin Water | the pumps had failed | {name} | within their words");
    assert_eq!(heard_from(&record), [row("Bay Radio")]);
    let article = record.base().article(&harbour().article);
    let around = record
        .quads_with(None, Some(onr::ENCLOSED_BY), None)
        .map(Result::unwrap)
        .find(|quad| quad.graph_name == article.clone().into())
        .unwrap();
    let Term::NamedNode(around) = around.object else {
        panic!("{} is no attribution", around.object)
    };
    let target = record.target(&around).unwrap().unwrap();
    let rulings = [
        Ruling::Correct {
            target: target.clone(),
            correction: Correction::read("speaker", "Ruud Stray", None).unwrap(),
        },
        Ruling::Assess {
            target,
            verdict: Verdict::Rejected,
        },
    ];
    for (ruling, expected) in rulings.into_iter().zip([vec![row("Ruud Stray")], vec![]]) {
        let judgement = Judgement::new("mira", chrono::DateTime::UNIX_EPOCH, ruling);
        record.judge(&[judgement]).unwrap();
        assert_eq!(heard_from(&record), expected);
    }
}

#[test]
fn the_record_holds_together() {
    assert_eq!(crate::check::check(&record()).unwrap(), []);
}

#[test]
fn an_accusation_is_unanswered_until_the_accused_speak_of_it() {
    let ask = |given: &[(&str, &str)]| {
        answer(
            "unanswered-accusations",
            given,
            &["said_on", "speaker", "accused", "claim", "answered_on"],
        )
    };
    // Ten days later the company speaks of the mayor; that it denies something else on the 4th is no answer.
    let company = "2026-03-02 | Ines Falk | Orrin Water | Orrin Water of dumping salt | 2026-03-12";
    let mayor = "2026-03-12 | Ruud Stray | Ines Falk | Ines Falk of delay | ";
    assert_eq!(ask(&[]), [company, mayor]);
    assert_eq!(ask(&[("within", "9")]), [company, mayor]);
    assert_eq!(ask(&[("within", "10")]), [mayor]);
    assert_eq!(ask(&[("against", "orrin water")]), [company]);
    assert_eq!(ask(&[("by", "Ruud Stray")]), [mayor]);
}

#[test]
fn an_outlet_is_one_sided_that_prints_no_denial() {
    let ask = |given: &[(&str, &str)]| {
        answer(
            "one-sided-outlets",
            given,
            &[
                "outlet",
                "published",
                "speaker",
                "claim",
                "denied_by",
                "denied_on",
            ],
        )
    };
    // The Lowland Post has both sides, the Harbour Post only the denial.
    let row =
        "The Coast Gazette | 2026-03-02 | Two engineers | the pumps had failed | Orrin Water | 2026-03-04";
    assert_eq!(ask(&[]), [row]);
    assert_eq!(ask(&[("outlet", "the coast gazette")]), [row]);
    assert_eq!(ask(&[("outlet", "Lowland Post")]), NOTHING);
    assert_eq!(ask(&[("against", "Orrin Water")]), [row]);
    assert_eq!(ask(&[("against", "Ines Falk")]), NOTHING);
}

#[test]
fn the_first_report_of_a_claim_comes_without_its_denials() {
    let columns = ["said_on", "speaker", "claim", "outlet", "published", "reports"];
    assert_eq!(
        answer("first-on-record", &[("claim", "The PUMPS")], &columns),
        [
            "2026-03-02 | Two engineers | the pumps had failed | The Coast Gazette | 2026-03-02 | 2",
            "2026-03-12 | Bay Radio | on 4 March Orrin Water denied that the pumps had failed | The Harbour Post | 2026-03-12 | 1",
        ]
    );
    assert_eq!(
        answer("first-on-record", &[("about", "Falk")], &["claim"]),
        ["Falk never asked", "Ines Falk of delay"]
    );
}

#[test]
fn a_deadline_has_passed_on_the_day_after() {
    let ask = |given: &[(&str, &str)]| answer("passed-deadlines", given, &["due", "speaker", "claim"]);
    let row = "2026-03-05 | Ines Falk | Orrin Water must answer by Thursday";
    assert_eq!(ask(&[]), [row], "the newest article is of 12 March");
    assert_eq!(ask(&[("on", "2026-03-06")]), [row]);
    assert_eq!(ask(&[("on", "2026-03-05")]), NOTHING);
    assert_eq!(ask(&[("by", "Ines Falk"), ("about", "Orrin Water")]), [row]);
    assert_eq!(ask(&[("by", "Orrin Water")]), NOTHING);
    assert_eq!(ask(&[("about", "Ines Falk")]), NOTHING);
}

/// What the mayor wants of the company, and by when.
fn demand(published: &str, words: &str, until: &str, due: &str) -> Extraction {
    let text = format!("Mayor Ines Falk said {words}.");
    let mut draft = Draft::new("demand.txt", &text).published("The Coast Gazette", published);
    let falk = draft.entity(Kind::Person, "Ines Falk");
    let company = draft.entity(Kind::Organisation, "Orrin Water");
    let mayor = draft.mention(falk, "Mayor Ines Falk");
    let about = draft.mention(company, "Orrin Water");
    let until = draft.time(until, due, due, TimeRole::Deadline);
    draft.said(Said {
        source: "Mayor Ines Falk",
        cue: "said",
        content: &[words],
        speaker: Some(falk),
        mention: Some(mayor),
        about: &[about],
        content_time: Some(until),
        attitude: Attitude::Requests,
        ..Said::default()
    });
    draft.finish()
}

/// On 2 March it is the 5th, on the 6th the 10th, on the 9th still the 10th, on the 11th the 9th of the month.
#[test]
fn a_deadline_that_moves_is_a_series() {
    let columns = ["subject", "said_on", "due", "moved", "due_before"];
    let mut record = record();
    let ask = |record: &Record, given: &[(&str, &str)]| answer_of(record, "deadline-series", given, &columns);
    assert_eq!(ask(&record, &[]), NOTHING, "one deadline is no series");
    for (published, words, until, due) in [
        (
            "2026-03-06",
            "Orrin Water has until 10 March",
            "10 March",
            "2026-03-10",
        ),
        (
            "2026-03-09",
            "Orrin Water must pay by 10 March",
            "10 March",
            "2026-03-10",
        ),
        (
            "2026-03-11",
            "Orrin Water had until 9 March",
            "9 March",
            "2026-03-09",
        ),
    ] {
        record.put(&demand(published, words, until, due)).unwrap();
    }
    let series = [
        "Orrin Water | 2026-03-02 | 2026-03-05 |  | ",
        "Orrin Water | 2026-03-06 | 2026-03-10 | later | 2026-03-05",
        "Orrin Water | 2026-03-09 | 2026-03-10 | kept | 2026-03-10",
        "Orrin Water | 2026-03-11 | 2026-03-09 | earlier | 2026-03-10",
    ];
    assert_eq!(ask(&record, &[]), series);
    assert_eq!(
        ask(&record, &[("by", "ines falk"), ("about", "Orrin Water")]),
        series
    );
    assert_eq!(ask(&record, &[("by", "Orrin Water")]), NOTHING);
    assert_eq!(ask(&record, &[("about", "Ines Falk")]), NOTHING);
}

#[test]
fn an_office_is_held_between_the_articles_that_give_it() {
    let ask = |on: &str| {
        let given = [("office", "Mayor"), ("on", on)];
        answer("office-at-date", &given, &["person", "from", "to", "shown"])
    };
    let falk = |shown: &str| format!("Ines Falk | 2026-03-02 | 2026-03-04 | {shown}");
    let lind = |shown: &str| format!("Tora Lind | 2026-03-12 | 2026-03-12 | {shown}");
    assert_eq!(ask("2026-03-01"), [falk("after")]);
    assert_eq!(ask("2026-03-03"), [falk("held"), lind("after")]);
    assert_eq!(ask("2026-03-08"), [falk("before"), lind("after")]);
    assert_eq!(ask("2026-03-12"), [lind("held"), falk("before")]);
    assert_eq!(ask("2026-03-13"), [lind("before")]);
}

#[test]
fn what_was_printed_later_did_not_stand_on_the_record() {
    let ask = |given: &[(&str, &str)]| {
        answer(
            "as-of",
            given,
            &[
                "first_printed",
                "said_on",
                "speaker",
                "attitude",
                "claim",
                "reports",
            ],
        )
    };
    let denial = |reports: u32| {
        format!("2026-03-04 | 2026-03-04 | Orrin Water | denies | the pumps had failed | {reports}")
    };
    let by = ("by", "Orrin Water");
    assert_eq!(ask(&[("on", "2026-03-03"), by]), NOTHING);
    assert_eq!(ask(&[("on", "2026-03-04"), by]), [denial(1)]);
    let later = "2026-03-12 | 2026-03-12 | Orrin Water | asserts | Falk never asked | 1".to_owned();
    assert_eq!(ask(&[("on", "2026-03-12"), by]), [denial(2), later]);
    assert_eq!(ask(&[("on", "2026-03-04")]).len(), 6);
    assert_eq!(ask(&[("on", "2026-03-12"), ("about", "Ines Falk")]).len(), 2);
}

#[test]
fn what_the_last_run_read_anew_is_since_last() {
    let ask = |given: &[(&str, &str)]| answer("since-last", given, &["outlet", "claim", "news"]);
    let last = [
        "The Harbour Post | Falk never asked | new",
        "The Harbour Post | Ines Falk of delay | new",
        "The Harbour Post | clean water | new",
        "The Harbour Post | nobody knew | new",
        "The Harbour Post | on 4 March Orrin Water denied that the pumps had failed | new",
        "The Harbour Post | the pumps had failed | known",
    ];
    let mut found = ask(&[]);
    found.sort();
    assert_eq!(found, last);
    let mut since = ask(&[("since", "2026-03-06")]);
    since.sort();
    assert_eq!(since, found);
    assert_eq!(ask(&[("since", "2026-03-01")]).len(), 12);
    assert_eq!(ask(&[("since", "2026-03-13T08:00:00Z")]), NOTHING);
    assert_eq!(ask(&[("since", "lately")]), NOTHING);
}

#[test]
fn a_source_without_a_name_counts_against_its_outlet() {
    assert_eq!(
        answer(
            "unnamed-sources-by-outlet",
            &[],
            &["outlet", "reports", "named", "unnamed", "unclear", "share"]
        ),
        [
            "Lowland Post | 3 | 2 | 1 | 0 | 33.3",
            "The Coast Gazette | 3 | 2 | 1 | 0 | 33.3",
            "The Harbour Post | 6 | 5 | 0 | 1 | 0",
        ]
    );
    let since = answer(
        "unnamed-sources-by-outlet",
        &[("since", "2026-03-05")],
        &["outlet"],
    );
    assert_eq!(since, ["The Harbour Post"]);
}

#[test]
fn the_way_of_each_print_leads_back_to_who_said_it() {
    let way = answer(
        "path-to-first-source",
        &[("claim", "pumps had failed")],
        &["published", "claim", "link", "how", "who"],
    );
    let of = |day: &str, claim: &str| -> Vec<String> {
        let head = format!("{day} | {claim} | ");
        way.iter()
            .filter_map(|row| row.strip_prefix(&head).map(str::to_owned))
            .collect()
    };
    assert_eq!(
        of("2026-03-02", "the pumps had failed"),
        [
            "1 | printed by | The Coast Gazette",
            "2 | said by | Two engineers"
        ]
    );
    assert_eq!(
        of("2026-03-04", "the pumps had failed"),
        [
            "1 | printed by | Lowland Post",
            "2 | heard from | Norland Press",
            "3 | said by | two engineers",
            "1 | printed by | Lowland Post",
            "2 | said by | Orrin Water",
        ]
    );
    assert_eq!(
        of("2026-03-12", "the pumps had failed"),
        [
            "1 | printed by | The Harbour Post",
            "2 | in the words of | Bay Radio",
            "3 | said by | Orrin Water",
        ]
    );
}

/// What an outlet prints of the engineers, in words of its own or in those of an agency.
fn print(outlet: &str, day: &str, rest: &str, agency: &[&str]) -> Extraction {
    let text = format!("Two engineers said the pumps had failed. {rest}");
    let mut draft = Draft::new("print.txt", &text).published(outlet, day);
    let engineers = draft.group("Two engineers");
    let two = draft.mention(engineers, "Two engineers");
    draft.said(Said {
        source: "Two engineers",
        cue: "said",
        content: &["the pumps had failed"],
        speaker: Some(engineers),
        mention: Some(two),
        via: agency,
        ..Said::default()
    });
    draft.finish()
}

#[test]
fn the_prints_of_one_text_are_one_origin() {
    let own = "The Gazette saw the works on Monday evening, when a grey crust covered the basin and nobody \
               answered the bell. Neighbours have carried bottles up the hill since the weekend, and the school \
               keeps its kitchen closed until the laboratory has spoken.";
    let wire = "Salt was first tasted in the old quarter on Sunday, where the pipes are oldest, and by noon the \
                town had opened four wells that were shut in the dry years. Norland Press counted sixty people in \
                the queue. A laboratory is to report within the week.";
    let edited = wire
        .replace("sixty people", "dozens")
        .replace("within the week", "soon");
    let other = "Our reader in the harbour writes that boats now bring drinking water twice a day from across the \
                 bay, that the ferry has stopped selling tea, and that a cousin at the works told her of pumps \
                 which stood still for three nights in a row.";
    let mut record = Record::in_memory(&Base::default()).unwrap();
    for extraction in [
        print("The Harbour Post", "2026-03-04", &edited, &[]),
        print("Lowland Post", "2026-03-03", wire, &["Norland Press"]),
        print("The Coast Gazette", "2026-03-03", own, &[]),
        print("Valley Echo", "2026-03-05", other, &[]),
    ] {
        record.put(&extraction).unwrap();
    }
    assert_eq!(crate::check::check(&record).unwrap(), []);
    let columns = ["claim", "origins", "prints", "which"];
    let answer = |given| answer_of(&record, "independent-origins", given, &columns);
    let row = "the pumps had failed | 3 | 4 | Norland Press; The Coast Gazette; Valley Echo";
    assert_eq!(answer(&[]), [row]);
    assert_eq!(answer(&[("claim", "Pumps")]), [row]);
    assert_eq!(answer(&[("about", "Orrin Water")]), NOTHING);
}

#[test]
fn without_a_text_in_common_each_outlet_or_agency_is_an_origin() {
    let columns = ["claim", "origins", "prints", "which"];
    assert_eq!(
        answer(
            "independent-origins",
            &[("claim", "the pumps had failed")],
            &columns
        )[0],
        "the pumps had failed | 2 | 2 | Norland Press; The Coast Gazette"
    );
}
