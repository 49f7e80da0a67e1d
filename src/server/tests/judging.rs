//! Judging by the pages: what is judged takes effect, is told, and can be taken back.

use super::Visitor;
use axum::http::StatusCode;

#[tokio::test]
async fn what_is_rejected_is_gone_until_it_is_taken_back() {
    let visitor = Visitor::new();
    let leaks = visitor.claim("it leaks", "attribution_iri").await;
    let claims = visitor.get("/claims.json").await.body;
    let rejected = visitor
        .fill(&[("verdict", "reject"), ("target", &leaks), ("back", "/review")])
        .await;
    assert_eq!(rejected.status, StatusCode::SEE_OTHER, "{}", rejected.body);
    let back = rejected.header("location").to_owned();
    assert!(back.starts_with("/review?judged=judgement%2F"), "{back}");
    assert!(!visitor.get("/claims.json").await.body.contains("it leaks"));
    let history = visitor.get("/judgements").await.page();
    assert!(
        history.contains("Mira") && history.contains("reject Two engineers"),
        "{history}"
    );
    let review = visitor.get(&back).await.page();
    assert!(review.contains("Take it back"), "{review}");
    let judgement = back.split("judgement%2F").nth(1).unwrap();
    let undone = visitor
        .fill(&[("verdict", "undo"), ("judgement", judgement)])
        .await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    assert_eq!(visitor.get("/claims.json").await.body, claims);
}

#[tokio::test]
async fn a_correction_and_a_merge_show_at_once() {
    let visitor = Visitor::new();
    let leaks = visitor.claim("it leaks", "attribution_iri").await;
    let fields = [
        ("verdict", "correct"),
        ("target", &leaks),
        ("field", "attitude"),
        ("value", "warns"),
        ("kind", ""),
    ];
    assert_eq!(visitor.fill(&fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.claim("it leaks", "attitude").await, "warns");
    let merged = [
        ("verdict", "same"),
        ("target", "organisation/merrow-institute"),
        ("other", "AFP"),
        ("by", "Ola"),
    ];
    assert_eq!(visitor.fill(&merged).await.status, StatusCode::SEE_OTHER);
    let moved = visitor.get("/organisation/afp").await;
    assert_eq!(moved.header("location"), "/organisation/merrow-institute");
    let all = visitor.get("/judgements").await.page();
    assert!(
        all.contains("2 judgements") && all.contains("\"/judgements?by=Ola\""),
        "{all}"
    );
    let of_ola = visitor.get("/judgements?by=Ola").await.page();
    assert!(
        of_ola.contains("1 judgement,") && !of_ola.contains("<span class=\"who\">Mira"),
        "{of_ola}"
    );
}

#[tokio::test]
async fn the_review_asks_one_thing_at_a_time() {
    let visitor = Visitor::new();
    let first = visitor.get("/review").await.page();
    let second = visitor.get("/review?skip=1").await.page();
    assert_ne!(first, second);
    assert!(
        first.contains("data-key=\"a\"") && first.contains("/review?skip=1"),
        "{first}"
    );
    assert!(second.contains("href=\"/review\""), "{second}");
    visitor.get("/review?skip=1000000").await.page();
    for only in ["attributions", "claims", "relations", "nonsense"] {
        visitor.get(&format!("/review?only={only}")).await.page();
    }
}

#[tokio::test]
async fn what_cannot_be_judged_is_told_with_a_remedy() {
    let visitor = Visitor::new();
    for fields in [
        &[
            ("verdict", "reject"),
            ("target", "article/nothing#attribution=1,2"),
        ][..],
        &[
            ("verdict", "same"),
            ("target", "Ana Reyes"),
            ("other", "Nobody Atall"),
        ],
        &[("verdict", "undo"), ("judgement", "abcdef0123")],
        &[("verdict", "praise"), ("target", "Ana Reyes")],
        &[],
    ] {
        let answered = visitor.fill(fields).await;
        assert_eq!(
            answered.status,
            StatusCode::BAD_REQUEST,
            "{fields:?}: {}",
            answered.body
        );
    }
}

#[tokio::test]
async fn what_is_answered_is_asked_no_more_and_what_is_taken_back_again() {
    let visitor = Visitor::new();
    let question = |page: &str| {
        let target = page.split("name=\"target\" value=\"").nth(1);
        target.and_then(|rest| rest.split('"').next()).unwrap().to_owned()
    };
    let first = question(&visitor.get("/review?only=attributions").await.page());
    let answer = [
        ("verdict", "accept"),
        ("target", first.as_str()),
        ("back", "/review?only=attributions"),
    ];
    let back = visitor.fill(&answer).await.header("location").to_owned();
    let after = visitor.get(&back).await.page();
    assert_ne!(question(&after.replace("name=\"judgement\"", "")), first);
    let opened_again = visitor.get("/review?only=attributions").await.page();
    assert_ne!(question(&opened_again), first);
    let judgement = back.split("judgement%2F").nth(1).unwrap();
    visitor
        .fill(&[("verdict", "undo"), ("judgement", judgement)])
        .await;
    assert_eq!(
        question(&visitor.get("/review?only=attributions").await.page()),
        first
    );
}
