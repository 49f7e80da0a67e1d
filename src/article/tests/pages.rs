//! Pages with the mess of the web, written for this test, and what is read of them.

use super::article;
use crate::article::Article;
use std::fmt::Write;

/// The metadata, then a line for each paragraph read (">", with its role) and each thing set aside ("-", with the
/// reason), as a person would check it.
fn shown(article: &Article) -> String {
    let mut shown = String::new();
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            writeln!(shown, "{name}: {value}").expect("a string takes all");
        }
    };
    field("title", article.title.as_ref().map(|title| title.value.clone()));
    field(
        "published",
        article
            .published
            .as_ref()
            .map(|day| format!("{} ({:?})", day.value, day.basis)),
    );
    field(
        "outlet",
        article
            .outlet
            .as_ref()
            .map(|outlet| format!("{} ({:?})", outlet.value, outlet.basis)),
    );
    for author in &article.authors {
        field("author", Some(author.value.clone()));
    }
    for source in &article.sources {
        field("source", Some(source.value.clone()));
    }
    field("url", article.url.as_ref().map(|url| url.value.clone()));
    for paragraph in article.reading.paragraphs() {
        let words = article.reading.slice(paragraph.span);
        writeln!(shown, "> {:?}: {words}", paragraph.role).expect("a string takes all");
    }
    for aside in &article.set_aside {
        let words = aside.anchor.of(&article.text).unwrap_or("(outside)");
        writeln!(
            shown,
            "- {:?}: {}",
            aside.reason,
            words.trim().replace(['\n', '\r'], " ")
        )
        .expect("a string takes all");
    }
    shown
}

#[test]
fn a_football_page_with_menus_and_a_ticker() {
    let page = "\
Home
News
Sport
Subscribe to The Coast Gazette
Merrow Town part company with coach after nine defeats
By LENA MOSS and Tom van Lind
Published: Saturday, 4 May 2024, 18:05
Updated: Sunday, 5 May 2024
Share
Ida Roy on the bench at Quay Lane in April. Photo: Olaf Brandt
Merrow Town have parted company with their coach Ida Roy after a ninth defeat in a row, the club said on Saturday.
\"We thank Ida for everything she has done,\" chairman Per Holm told reporters after the match.
ADVERTISEMENT
Roy, who took over in 2022, said that she had been told by telephone and would
not comment before Monday.
Read more: Quay Lane to get a new stand in the autumn
Her assistant will take training next week.
Tags: Merrow Town, football
Most Read
17:40
Harbour swim called off because of jellyfish
16:55
Council names square after lighthouse keeper
15:20
Ferry back in service after engine fire
© 2024 The Coast Gazette. All rights reserved.
";
    insta::assert_snapshot!(shown(&article(page)), @r##"
    title: Merrow Town part company with coach after nine defeats
    published: 2024-05-04 (Line)
    outlet: The Coast Gazette (Line)
    author: Lena Moss
    author: Tom van Lind
    > Headline: Merrow Town part company with coach after nine defeats
    > Body: Merrow Town have parted company with their coach Ida Roy after a ninth defeat in a row, the club said on Saturday.
    > Body: "We thank Ida for everything she has done," chairman Per Holm told reporters after the match.
    > Body: Roy, who took over in 2022, said that she had been told by telephone and would not comment before Monday.
    > Body: Her assistant will take training next week.
    - Navigation: Home
    - Navigation: News
    - Navigation: Sport
    - Navigation: Subscribe to The Coast Gazette
    - Byline: By LENA MOSS and Tom van Lind
    - Byline: Published: Saturday, 4 May 2024, 18:05
    - Byline: Updated: Sunday, 5 May 2024
    - Navigation: Share
    - Caption: Ida Roy on the bench at Quay Lane in April. Photo: Olaf Brandt
    - Advert: ADVERTISEMENT
    - Teaser: Read more: Quay Lane to get a new stand in the autumn
    - Navigation: Tags: Merrow Town, football
    - Teaser: Most Read
    - Teaser: 17:40
    - Teaser: Harbour swim called off because of jellyfish
    - Teaser: 16:55
    - Teaser: Council names square after lighthouse keeper
    - Teaser: 15:20
    - Teaser: Ferry back in service after engine fire
    - Navigation: © 2024 The Coast Gazette. All rights reserved.
    "##);
}

#[test]
fn agency_copy_about_a_strike_wrapped_at_a_width() {
    let page = "\
Dockers in Merrow stay out for third week\r
\r
MERROW, 3 May 2024 (Harbour Wire) - Dockers in the port of Merrow will stay\r
out for a third week after talks with the port authority broke down on\r
Thursday night, their union said.\r
\r
\"We were offered nothing that we could take back to the gates,\" said Nils\r
Aker, who speaks for the union. The authority&#8217;s head, Vera Lund, called\r
the claim &quot;plainly wrong&quot; and said that the offer of nine per cent\r
still stood.\r
\r
Ships are being sent to Calder Bay, where two berths have been cleared.\r
(Reporting by Ines Falk; editing by Jon Berg)\r
";
    insta::assert_snapshot!(shown(&article(page)), @r##"
    title: Dockers in Merrow stay out for third week
    published: 2024-05-03 (Line)
    author: Ines Falk
    source: Harbour Wire
    > Headline: Dockers in Merrow stay out for third week
    > Body: Dockers in the port of Merrow will stay out for a third week after talks with the port authority broke down on Thursday night, their union said.
    > Body: "We were offered nothing that we could take back to the gates," said Nils Aker, who speaks for the union. The authority’s head, Vera Lund, called the claim "plainly wrong" and said that the offer of nine per cent still stood.
    > Body: Ships are being sent to Calder Bay, where two berths have been cleared.
    - Dateline: MERROW, 3 May 2024 (Harbour Wire) -
    - Byline: (Reporting by Ines Falk; editing by Jon Berg)
    "##);
}

#[test]
fn a_bank_report_with_labels_markup_and_a_broken_address() {
    let page = "\
Central bank of Calder holds rate at four per cent
Central bank of Calder holds rate at four per cent | Merinform

12 June 2024, 09:30

Calder's central bank left its rate at four per cent on Wednesday and said that prices were <b>still rising too fast</b>, while

it expected them to slow in the autumn.

Source: Merinform, citing the business daily Kontor

Details: Governor Signe Dahl said the board had been \"of one mind\". [Merinform does not recognise the board appointed in May – ed.]

Quote: \"Anybody who waits for a cut in July will wait for long,\" she added.

Background:
• In March the bank raised its rate by half a point.
• Earlier, Kontor reported that two members wanted a cut; the bank denied the report.

Join our readers' club

See also: What a higher rate means for your mortgage

Link: https://www.merinform.example.org/2024/06/12/central-bank-holds -rate-b771
";
    insta::assert_snapshot!(shown(&article(page)), @r##"
    title: Central bank of Calder holds rate at four per cent
    published: 2024-06-12 (Line)
    outlet: Merinform (Address)
    source: Merinform
    source: Kontor
    url: https://www.merinform.example.org/2024/06/12/central-bank-holds-rate-b771
    > Headline: Central bank of Calder holds rate at four per cent
    > Body: Calder's central bank left its rate at four per cent on Wednesday and said that prices were still rising too fast, while it expected them to slow in the autumn.
    > SourceLine: Merinform, citing the business daily Kontor
    > Body: Governor Signe Dahl said the board had been "of one mind". [Merinform does not recognise the board appointed in May – ed.]
    > Body: "Anybody who waits for a cut in July will wait for long," she added.
    > Background: In March the bank raised its rate by half a point.
    > Background: Earlier, Kontor reported that two members wanted a cut; the bank denied the report.
    - Repetition: Central bank of Calder holds rate at four per cent | Merinform
    - Byline: 12 June 2024, 09:30
    - Markup: <b>
    - Markup: </b>
    - Label: Source:
    - Label: Details:
    - Label: Quote:
    - Label: Background:
    - Label: •
    - Label: •
    - Navigation: Join our readers' club
    - Teaser: See also: What a higher rate means for your mortgage
    - Address: Link: https://www.merinform.example.org/2024/06/12/central-bank-holds -rate-b771
    "##);
}

#[test]
fn a_clean_text_is_kept_whole() {
    let text = "\
Flood on the Aller

The river rose by two metres overnight.

“Nobody slept”

Three villages were cut off, and the army sent boats, a spokesman said

Nine people are missing.

___";
    insta::assert_snapshot!(shown(&article(text)), @r##"
    title: Flood on the Aller
    > Headline: Flood on the Aller
    > Body: The river rose by two metres overnight.
    > Body: “Nobody slept”
    > Body: Three villages were cut off, and the army sent boats, a spokesman said
    > Body: Nine people are missing.
    > Body: ___
    "##);
}

#[test]
fn a_flood_page_with_standfirst_and_topics() {
    let page = "\
Skip to main content
The Calder Observer
Wednesday 5 June 2024
Menu
World Politics Business Sport
Flood defences failed at three points, inquiry finds
Engineers had warned of weak embankments two years before, the report says

Jonas Lie
Environment correspondent
@jonaslie
Published 4 June 2024

3 min read

Water stands in the streets of Lower Aller after the flood last October. Photograph: Karin Holt/Calder Press

The embankments along the Aller failed at three points during last year's flood, a public inquiry has found.

In a report published on Tuesday, the inquiry's chair, Judge Marit Sand, wrote that engineers had \"warned in plain words\" of the weakness in 2021.

“It was not a lack of knowledge,” Sand told a press conference. “It was a lack of will.

“Nobody wanted to be the one who paid.”

Sign up to our morning briefing

The water board rejected the finding. Its director, Ole Berg, said:

We did everything that the law asked of us.

Timeline

2021: Engineers warn of weak spots

October 2023: The river rises by four metres

What happens next?

Parliament will debate the report on 12 June. The minister for rivers, Eva Strand, has promised a new law \"before the leaves fall\".

Additional reporting by Siri Dahl

Explore more on these topics
Floods
Calder
Share
Reuse this content

Most viewed
Ferry runs aground off Merrow with 200 on board
Why your electricity bill will not fall this winter
Court clears former mayor of bribery
";
    insta::assert_snapshot!(shown(&article(page)), @r##"
    title: Flood defences failed at three points, inquiry finds
    published: 2024-06-04 (Line)
    outlet: The Calder Observer (Line)
    author: Jonas Lie
    > Headline: Flood defences failed at three points, inquiry finds
    > Body: Engineers had warned of weak embankments two years before, the report says
    > Body: The embankments along the Aller failed at three points during last year's flood, a public inquiry has found.
    > Body: In a report published on Tuesday, the inquiry's chair, Judge Marit Sand, wrote that engineers had "warned in plain words" of the weakness in 2021.
    > Body: “It was not a lack of knowledge,” Sand told a press conference. “It was a lack of will.
    > Body: “Nobody wanted to be the one who paid.”
    > Body: The water board rejected the finding. Its director, Ole Berg, said:
    > Body: We did everything that the law asked of us.
    > Body: Timeline
    > Body: 2021: Engineers warn of weak spots
    > Body: October 2023: The river rises by four metres
    > Body: What happens next?
    > Body: Parliament will debate the report on 12 June. The minister for rivers, Eva Strand, has promised a new law "before the leaves fall".
    - Navigation: Skip to main content
    - Navigation: The Calder Observer
    - Byline: Wednesday 5 June 2024
    - Navigation: Menu
    - Navigation: World Politics Business Sport
    - Byline: Jonas Lie
    - Navigation: Environment correspondent
    - Navigation: @jonaslie
    - Byline: Published 4 June 2024
    - Byline: 3 min read
    - Caption: Water stands in the streets of Lower Aller after the flood last October. Photograph: Karin Holt/Calder Press
    - Navigation: Sign up to our morning briefing
    - Byline: Additional reporting by Siri Dahl
    - Navigation: Explore more on these topics
    - Navigation: Floods
    - Navigation: Calder
    - Navigation: Share
    - Navigation: Reuse this content
    - Teaser: Most viewed
    - Teaser: Ferry runs aground off Merrow with 200 on board
    - Teaser: Why your electricity bill will not fall this winter
    - Teaser: Court clears former mayor of bribery
    "##);
}

/// Short lines and dates between them look like the teasers behind an article, but more follows than stood before.
#[test]
fn a_thread_of_letters_is_read_to_its_end() {
    let letter = |name: &str| {
        format!(
            "Please look at the revised lease before Monday.\nI will send the second draft today.\nBest regards,\n{name}\nHarbour Office\n\
             Quay Street 4\n03/23/2001 10:13 AM\n"
        )
    };
    let text: String = ["Ana Reyes", "Ivo Lund", "Per Holm", "Mei Tanaka"]
        .map(letter)
        .concat();
    let read = article(&text);
    let last = read
        .reading
        .paragraphs()
        .last()
        .map(|paragraph| read.reading.slice(paragraph.span).to_owned());
    assert!(
        read.reading.text().contains("Mei Tanaka"),
        "the last paragraph is {last:?}"
    );
}
