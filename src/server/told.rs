//! A report as pages show it: words for the eye, and where each of them leads.

use super::link;
use crate::rdf::iri::Base;
use crate::report::Report;

/// A report in the words of a page.
pub(super) struct Told {
    pub(super) speaker: String,
    pub(super) speaker_href: Option<String>,
    pub(super) attitude: String,
    /// Belief or intention; empty for speech.
    pub(super) mode: String,
    pub(super) form: String,
    /// Empty where nobody is told to be spoken to.
    pub(super) addressee: String,
    pub(super) words: String,
    /// What is claimed, where the words only point to it; else empty.
    pub(super) claim: String,
    pub(super) when: String,
    /// Through whom it was heard, the outlet first.
    pub(super) chain: Vec<String>,
    pub(super) published: String,
    /// How often the like of it is right, in hundredths; empty where nobody knows.
    pub(super) sure: String,
    pub(super) claim_href: String,
    /// Where the words stand in their article.
    pub(super) article_href: String,
    /// What a judgement calls it.
    pub(super) attribution: String,
}

impl Told {
    pub(super) fn of(report: &Report, base: &Base) -> Self {
        let outlet = report
            .outlet
            .clone()
            .unwrap_or_else(|| "unknown outlet".to_owned());
        Self {
            speaker: report.speaker.clone().unwrap_or_else(|| "somebody".to_owned()),
            speaker_href: report.speaker_iri.as_deref().map(|iri| link::to(base, iri)),
            attitude: report.attitude.clone(),
            mode: match report.mode.as_str() {
                "speech" => String::new(),
                mode => mode.to_owned(),
            },
            form: report.form.clone(),
            addressee: report.addressee.clone().unwrap_or_default(),
            words: report.words.clone(),
            claim: match points_back(&report.words, &report.claim_text) {
                true => report.claim_text.clone(),
                false => String::new(),
            },
            when: report.when(),
            chain: match report.via.is_empty() {
                true => vec![outlet],
                false => report.via.clone(),
            },
            published: report.published.clone().unwrap_or_else(|| "undated".to_owned()),
            sure: report
                .confidence
                .map_or_else(String::new, |share| format!("{share:.2}")),
            claim_href: link::to(base, &report.claim_iri),
            article_href: link::to(base, &report.attribution_iri),
            attribution: short(base, &report.attribution_iri).to_owned(),
        }
    }

    /// All of some reports.
    pub(super) fn all<'a>(reports: impl IntoIterator<Item = &'a Report>, base: &Base) -> Vec<Self> {
        reports.into_iter().map(|report| Self::of(report, base)).collect()
    }
}

/// Whether words such as "this report" stand for a claim that has others.
fn points_back(words: &str, claim: &str) -> bool {
    let letters = |text: &str| -> String {
        let marks = text.chars().filter(|mark| mark.is_alphanumeric());
        marks.flat_map(char::to_lowercase).collect()
    };
    !letters(words).contains(&letters(claim))
}

/// An IRI without the record's base, as tables and judgements have it.
pub(super) fn short<'iri>(base: &Base, iri: &'iri str) -> &'iri str {
    iri.strip_prefix(base.as_str()).unwrap_or(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_point_back_are_told_with_what_they_point_to() {
        assert!(points_back("this report", "the dam was leaking"));
        for words in ["that the dam was leaking", "“The dam was leaking,”"] {
            assert!(!points_back(words, "the dam was leaking"), "{words}");
        }
    }
}
