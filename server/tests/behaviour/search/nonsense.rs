//! Whatever is typed gives sensible hits or a clear word.

use crate::support::{is_problem, workspace};
use protocol::SearchProblemCode as Code;

#[tokio::test]
async fn whatever_is_typed_is_answered() {
    let (_server, room, [ada]) = workspace().await;
    ada.says(room, "near the body of words: tea and x or 00")
        .await;
    let long = "a".repeat(900);
    let many_quotes = "\"".repeat(500);
    for (query, hits) in [
        ("", 0),
        ("\"", 0),
        ("\"\"\"", 0),
        ("(", 0),
        (")(", 0),
        ("*", 0),
        ("^", 0),
        ("^tea", 1),
        ("tea*", 1),
        ("*tea", 1),
        ("NEAR", 1),
        ("NEAR(tea x)", 0),
        ("tea AND x", 1),
        ("NOT", 0),
        ("OR", 1),
        ("tea OR", 1),
        ("body:x", 0),
        ("words:tea", 1),
        ("{words} : tea", 1),
        ("- words", 1),
        ("--", 0),
        ("+tea", 1),
        ("tea;DROP TABLE messages", 0),
        ("' OR 1=1 --", 0),
        ("%00", 1),
        ("\0", 0),
        ("te\0a", 0),
        ("tea\u{202e}", 1),
        ("\u{e000}", 0),
        ("\u{f1234} tea", 1),
        ("@00000000000000000000000000000000", 0),
        ("rank:7", 0),
        ("message_index", 0),
        (&long, 0),
        (&many_quotes, 0),
    ] {
        let page = ada.searches(query).await;
        assert_eq!(
            (page.results.len(), page.problems),
            (hits, Vec::new()),
            "{query:?}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_searched_for_is_named() {
    let (_server, room, [ada]) = workspace().await;
    ada.says(room, "tea").await;
    for (query, code, text) in [
        ("tea from:nobody", Code::UnknownPerson, "from:nobody"),
        ("tea in:\"No Room\"", Code::UnknownRoom, "in:\"No Room\""),
        ("-from:nobody tea", Code::UnknownPerson, "-from:nobody"),
        ("has:cake", Code::UnknownValue, "has:cake"),
        ("is:lost", Code::UnknownValue, "is:lost"),
        ("before:soon", Code::InvalidDate, "before:soon"),
        ("tea from:", Code::MissingValue, "from:"),
        (&"tea ".repeat(31), Code::TooManyWords, "tea"),
    ] {
        let page = ada.searches(query).await;
        assert_eq!(page.results, [], "{query}");
        let problems = page.problems.iter().map(|it| (it.code, it.text.as_str()));
        assert_eq!(problems.collect::<Vec<_>>(), [(code, text)], "{query}");
    }
}

#[tokio::test]
async fn a_request_that_is_no_search_is_refused_with_a_reason() {
    let (_server, _, [ada]) = workspace().await;
    let long = ada.asks_search(&"a".repeat(10_000), &[]).await;
    let detail = is_problem(long, 422, "invalid").await;
    assert!(detail.contains("1000"), "{detail}");
    for cursor in [
        "x",
        "t.",
        "t.7",
        "r.1.2.3",
        "t.00000000-0000-0000-0000-000000000000",
        "\"",
        "t.\0",
    ] {
        let refused = ada.asks_search("tea", &[("cursor", cursor)]).await;
        let detail = is_problem(refused, 400, "invalid").await;
        assert_eq!(detail, "The cursor is not valid.", "{cursor}");
    }
    let refused = ada.asks_search("tea", &[("sort", "beauty")]).await;
    is_problem(refused, 400, "invalid").await;
    // Bytes that are no text.
    let bytes = ada.get("/api/search?q=%ff%00%fe").await;
    assert!(
        bytes.status() == 200 || bytes.status() == 400,
        "{}",
        bytes.status()
    );
}
