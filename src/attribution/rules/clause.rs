//! Attributions that a sentence shows by its shape, where the trained reader passed over it: who says it behind the clause, or in
//! the midst of it, and verbs that state a figure or call a thing something.
//!
//! `Wages go up in April, it added.` – `The two, he said, met twice.` – `The company put the number at 800.` Cues and what
//! they take are those of `lexicon/cues.tsv`.

use super::words::Words;
use crate::article::Role;
use crate::attribution::Frame;
use crate::lexicon::Lexicon;
use crate::lexicon::cue::{Cue, Mode, Pattern, VerbForm};
use crate::lexicon::time_word::Sense;
use crate::mention::{Form, Mention, Mentions};
use crate::span::Span;
use std::ops::Range;

const METHOD: &str = "clause";

/// Tokens of a source, at most.
const LONGEST_SOURCE: usize = 12;
/// Tokens of what is said of the telling behind its cue, at most: "told reporters in Merrow on Monday".
const LONGEST_TAIL: usize = 12;
/// Tokens between a verb and the word that its object goes on with, at most: "put the number of the dead at".
const LONGEST_OBJECT: usize = 12;

/// Words that stand between a source and its cue.
const BETWEEN: &[&str] = &[
    "also",
    "now",
    "has",
    "have",
    "had",
    "then",
    "later",
    "still",
    "again",
    "further",
    "himself",
    "herself",
    "itself",
    "themselves",
];

/// Words that begin what is said of the telling, not what was told.
const OPEN_TAIL: &[&str] = &[
    "on",
    "in",
    "at",
    "late",
    "early",
    "last",
    "this",
    "yesterday",
    "today",
    "tonight",
    "after",
    "during",
    "to",
    "by",
    "from",
    "via",
    "over",
];

/// Words that begin a clause or a phrase on which the next one rests.
const OPEN_ASIDE: &[&str] = &[
    "when", "after", "before", "as", "while", "if", "although", "though", "since", "because", "once",
    "unless", "until", "on", "in", "at", "by", "for", "from", "with", "despite", "during", "asked",
];

/// What the shapes are looked for in.
pub(super) struct Clauses<'a> {
    pub words: &'a Words<'a>,
    pub mentions: &'a Mentions,
    pub lexicon: &'a Lexicon,
}

impl Clauses<'_> {
    /// The attribution of a sentence.
    pub(super) fn read(&self, sentence: &Range<usize>, role: Role) -> Option<Frame> {
        self.told_behind(sentence, role).or_else(|| self.stated(sentence))
    }

    /// `Wages go up in April, it added.` – `The two, he said, met twice.`
    fn told_behind(&self, sentence: &Range<usize>, role: Role) -> Option<Frame> {
        let words = self.words;
        let sentence = words.trimmed(sentence.clone());
        let tells = |at: usize| {
            let fits = |cue: &Cue| {
                cue.particles.is_empty()
                    && (cue.takes(&Pattern::Quote) || cue.takes(&Pattern::NpThat))
                    && cue.mode == Mode::Speech
            };
            words.quotation(at).is_none() && self.verb(at, role).is_some_and(fits)
        };
        let found = sentence.clone().rev().filter(|&at| tells(at)).find_map(|cue| {
            let source = self.source_before(&sentence, cue, role)?;
            let said = words.trimmed(sentence.start..source.start);
            let rest = if words.word(cue + 1) == "," {
                words.trimmed(cue + 1..sentence.end)
            } else {
                sentence.end..sentence.end
            };
            let opens_aside = OPEN_ASIDE.contains(&words.word(said.start));
            let ends = cue + 1 == sentence.end
                || !rest.is_empty() && said.len() < 5
                || rest.is_empty() && !opens_aside && self.is_tail(cue + 1..sentence.end);
            let whole = said.len() + rest.len() > 2 && !said.is_empty();
            (ends && whole).then_some((source, cue, said, rest))
        });
        let (source, cue, said, rest) = found?;
        let content = [said, rest].into_iter().filter(|part| !part.is_empty());
        Some(self.frame(
            &source,
            cue..cue + 1,
            content.map(|part| words.span(&part)).collect(),
        ))
    }

    /// The tokens of whoever speaks between a comma and the cue, with what is said of them in between: "Ana Reyes, who
    /// chairs the board, told".
    fn source_before(&self, sentence: &Range<usize>, cue: usize, role: Role) -> Option<Range<usize>> {
        let words = self.words;
        let comma_before = |end: usize| {
            let from = end.saturating_sub(LONGEST_SOURCE).max(sentence.start);
            (from..end).rev().find(|&at| words.word(at) == ",")
        };
        let mut end = cue;
        while end > sentence.start && BETWEEN.contains(&words.word(end - 1)) {
            end -= 1;
        }
        let (start, end) = match words.word(end.checked_sub(1)?) {
            "," => {
                let aside = comma_before(end - 1)?;
                (comma_before(aside)?, aside)
            }
            _ => (comma_before(end)?, end),
        };
        let source = start + 1..end;
        let is_plain = source
            .clone()
            .all(|at| words.quotation(at).is_none() && !words.is_mark(at));
        (!source.is_empty() && is_plain && self.speaks(&source, role)).then_some(source)
    }

    /// Whether some tokens name who can speak, and hold no more than that.
    fn speaks(&self, source: &Range<usize>, role: Role) -> bool {
        let words = self.words;
        let span = words.span(source);
        let opens = |mention: &Mention| can_speak(mention) && mention.span.start == span.start;
        let short =
            role == Role::Headline && source.len() < 4 && source.clone().all(|at| !words.is_number(at));
        let noun = is_noun_phrase(words, source);
        is_pronoun(words, source)
            || short
            || noun
            || self.mentions.within(span).any(opens)
            || self.is_document(source)
    }

    /// "The report", "the league's website".
    fn is_document(&self, source: &Range<usize>) -> bool {
        let opens = matches!(
            self.words.word(source.start),
            "the" | "a" | "an" | "its" | "his" | "her" | "their"
        );
        let last = source.end.checked_sub(1).map_or("", |last| self.words.word(last));
        opens && source.len() < 6 && self.lexicon.speech_nouns.reference(last).is_some()
    }

    /// Whether some tokens say when, where or to whom something was told.
    fn is_tail(&self, tail: Range<usize>) -> bool {
        let words = self.words;
        let (first, span) = (words.word(tail.start), words.span(&tail));
        let timed = self
            .mentions
            .times
            .iter()
            .any(|time| time.span.start == span.start);
        let told = self
            .verb(tail.start - 1, Role::Body)
            .is_some_and(|cue| cue.takes(&Pattern::NpThat));
        let whom = tail.start + usize::from(matches!(first, "the" | "this" | "our"));
        let whom_is_named = whom < tail.end
            && (self.lexicon.cues.is_addressee(words.word(whom)) || words.is_capitalised(whom));
        let told = told && whom_is_named;
        let goes_on = |at: usize| matches!(words.word(at), "," | "that" | ":" | ";");
        tail.len() <= LONGEST_TAIL
            && (timed || told || OPEN_TAIL.contains(&first))
            && !tail
                .clone()
                .any(|at| goes_on(at) || words.quotation(at).is_some() || self.is_finite(at))
    }

    /// "The company put the number at 800", "the union speaks of 310 jobs", "the trust gave as its reason …".
    fn stated(&self, sentence: &Range<usize>) -> Option<Frame> {
        let words = self.words;
        let sentence = words.trimmed(sentence.clone());
        let start = self.subject_start(&sentence);
        let limit = sentence.end.min(start + LONGEST_SOURCE);
        (start + 1..limit).find_map(|at| {
            let mut end = at;
            while end > start && BETWEEN.contains(&words.word(end - 1)) {
                end -= 1;
            }
            let source = start..end;
            if source.is_empty() || words.quotation(at).is_some() {
                return None;
            }
            let named = self.is_subject(&source);
            if !named && !is_noun_phrase(words, &source) {
                return None;
            }
            let entries = self.lexicon.cues.verbs(words.word(at));
            entries.iter().find_map(|&(cue, form)| {
                let cue = self.lexicon.cues.get(cue);
                let finite = matches!(form, VerbForm::Past | VerbForm::ThirdPerson)
                    || form == VerbForm::Base && words.word(source.start) == "they";
                let content = self
                    .stated_by(cue, at + 1..sentence.end, named)
                    .filter(|_| finite)?;
                let cue = at..at + 1 + cue.particles.len();
                (content.len() > 1).then(|| self.frame(&source, cue, vec![words.span(&content)]))
            })
        })
    }

    /// The content of a verb of which the rest of the sentence is given; where the subject is not known to be somebody, only of
    /// a verb that nothing else can be the subject of.
    fn stated_by(&self, cue: &Cue, rest: Range<usize>, named: bool) -> Option<Range<usize>> {
        let words = self.words;
        let particles = cue.particles.iter().enumerate();
        if cue.mode != Mode::Speech
            || rest.len() <= cue.particles.len()
            || !particles
                .clone()
                .all(|(at, particle)| words.word(rest.start + at) == particle)
            || cue.particles.is_empty() && words.word(rest.start) == "by"
        {
            return None;
        }
        let object = rest.start + cue.particles.len()..rest.end;
        let near = object.start..object.end.min(object.start + LONGEST_OBJECT);
        let behind = |word: &str| {
            near.clone()
                .find(|&at| words.word(at) == word && words.quotation(at).is_none())
        };
        let figure = |at: usize| (at..object.end.min(at + 4)).any(|at| self.is_numeral(at));
        cue.patterns.iter().find_map(|pattern| match pattern {
            Pattern::NpAt => behind("at")
                .filter(|&at| at > object.start && figure(at + 1))
                .map(|_| object.clone()),
            Pattern::Figure if named => figure(object.start).then(|| object.clone()),
            Pattern::As => {
                let at = behind("as")?;
                // "Gave as its reason an echo"
                let gives_reason =
                    at == object.start && matches!(words.word(at + 2), "reason" | "cause" | "explanation");
                match at == object.start {
                    false => (named || figure(at + 1)).then(|| object.clone()),
                    true => gives_reason.then_some(at + 3..object.end),
                }
            }
            Pattern::NpOf if named => behind("of")
                .filter(|&at| at > object.start)
                .map(|_| object.clone()),
            Pattern::Object if named && !cue.particles.is_empty() => Some(object.clone()),
            _ => None,
        })
    }

    /// Where the subject begins: behind "but" and the clock time that opens an entry.
    fn subject_start(&self, sentence: &Range<usize>) -> usize {
        let opens =
            |at: usize| matches!(self.words.word(at), "but" | "and" | "yet") || self.words.is_number(at);
        sentence.start + sentence.clone().take(1).filter(|&at| opens(at)).count()
    }

    /// Whether some tokens are all that somebody is named by.
    fn is_subject(&self, tokens: &Range<usize>) -> bool {
        let span = self.words.span(tokens);
        is_pronoun(self.words, tokens) || self.is_document(tokens) || self.mentions.of(span).any(can_speak)
    }

    /// The verb of speech at a place, in a form that has a subject.
    fn verb(&self, at: usize, role: Role) -> Option<&Cue> {
        let entries = self.lexicon.cues.verbs(self.words.word(at)).iter();
        let finite = |form: VerbForm| match form {
            VerbForm::Past | VerbForm::ThirdPerson => true,
            VerbForm::Base => role == Role::Headline,
            VerbForm::Ing => false,
        };
        let mut entries = entries.filter(|(_, form)| finite(*form));
        entries.find_map(|&(cue, _)| Some(self.lexicon.cues.get(cue)).filter(|cue| cue.particles.is_empty()))
    }

    fn is_finite(&self, at: usize) -> bool {
        matches!(
            self.words.word(at),
            "is" | "are"
                | "was"
                | "were"
                | "has"
                | "have"
                | "had"
                | "will"
                | "would"
                | "could"
                | "should"
                | "must"
        )
    }

    /// "800", "eighteen", "a hundred".
    fn is_numeral(&self, at: usize) -> bool {
        let senses = self.lexicon.time_words.beginning_with(self.words.word(at));
        let counts = |sense: &Sense| matches!(sense, Sense::Number(_));
        self.words.is_number(at) || senses.iter().any(|word| counts(&word.sense))
    }

    fn frame(&self, source: &Range<usize>, cue: Range<usize>, content: Vec<Span>) -> Frame {
        Frame {
            source: vec![self.words.span(source)],
            cue: vec![self.words.span(&cue)],
            content,
            method: METHOD,
            confidence: 0.7,
            continues: None,
        }
    }
}

/// "He", "it".
fn is_pronoun(words: &Words, tokens: &Range<usize>) -> bool {
    tokens.len() == 1 && matches!(words.word(tokens.start), "he" | "she" | "it" | "they")
}

fn can_speak(mention: &Mention) -> bool {
    mention.kind.can_speak() && mention.form != Form::Adjective
}

/// "A junior clerk", "the guild": an article or the like with a few words that are no verb of their own.
fn is_noun_phrase(words: &Words, tokens: &Range<usize>) -> bool {
    const OPEN: &[&str] = &[
        "a", "an", "the", "one", "two", "three", "some", "several", "many", "his", "her", "its", "their",
        "another",
    ];
    let plain = |at: usize| {
        words
            .word(at)
            .chars()
            .all(|mark| mark.is_alphabetic() || matches!(mark, '-' | '\'' | '’'))
    };
    (2..6).contains(&tokens.len()) && OPEN.contains(&words.word(tokens.start)) && tokens.clone().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::testing::mentions_of;

    /// Who is said to have said what by the shape of the first sentence: source, cue, contents.
    fn told(text: &str) -> Option<(String, String, Vec<String>)> {
        let lexicon = Lexicon::standard();
        let (reading, segmentation, mentions) = mentions_of(text, &lexicon);
        let words = Words::new(&reading, &segmentation);
        let clauses = Clauses {
            words: &words,
            mentions: &mentions,
            lexicon: &lexicon,
        };
        let frame = clauses.read(&segmentation.sentences[0].tokens, Role::Body)?;
        let of = |span: &Span| span.of(text).to_owned();
        let content = frame.content.iter().map(of).collect();
        Some((of(&frame.source[0]), of(&frame.cue[0]), content))
    }

    fn says(text: &str, source: &str, cue: &str, content: &[&str]) {
        let content = content.iter().map(|&part| part.to_owned()).collect();
        assert_eq!(
            told(text),
            Some((source.to_owned(), cue.to_owned(), content)),
            "{text}"
        );
    }

    #[test]
    fn who_says_it_stands_behind_the_clause_or_in_the_midst_of_it() {
        says(
            "Wages go up from April, it added.",
            "it",
            "added",
            &["Wages go up from April"],
        );
        says(
            "The two men, he added, met in 2011.",
            "he",
            "added",
            &["The two men", "met in 2011"],
        );
        says(
            "The ferry will stop in May, Ana Reyes, who chairs the board, told Radio Merrow on Thursday evening.",
            "Ana Reyes",
            "told",
            &["The ferry will stop in May"],
        );
        says(
            "The star has left over money, a backstage hand tells the Merrow Tide.",
            "a backstage hand",
            "tells",
            &["The star has left over money"],
        );
    }

    #[test]
    fn what_follows_the_cue_is_not_what_was_told_before_it() {
        for text in [
            "After the vote, the minister said the plan was dead.",
            "When they met, Ana Reyes told Ivo Lund on Monday the plan was dead.",
            "Ana Reyes, the mayor, said so.",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn some_verbs_state_by_what_follows_them() {
        says(
            "The company put the number at about 800.",
            "The company",
            "put",
            &["the number at about 800"],
        );
        says(
            "The ministry counts 1,900 jobs.",
            "The ministry",
            "counts",
            &["1,900 jobs"],
        );
        says(
            "The trust gave as its reason an echo in the hall.",
            "The trust",
            "gave",
            &["an echo in the hall"],
        );
        says(
            "The union speaks of 310 jobs.",
            "The union",
            "speaks of",
            &["310 jobs"],
        );
        assert_eq!(told("The company put the crates at the door."), None);
        assert_eq!(told("She gave the book to the library."), None);
    }
}
