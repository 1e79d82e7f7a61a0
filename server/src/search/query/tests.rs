//! Tests of queries.

use super::*;

/// Returns the terms of a query in a short form: `-` for negated ones, `*` for those that may go on.
fn terms(typed: &str) -> Vec<String> {
    let query = Query::parse(typed);
    assert_eq!(query.problems, [], "{typed}");
    let term = |term: &Term| {
        let sign = if term.negated { "-" } else { "" };
        let star = if term.prefix { "*" } else { "" };
        format!("{sign}{}{star}", term.words.join(" "))
    };
    query.terms.iter().map(term).collect()
}

fn problems(typed: &str) -> Vec<(SearchProblemCode, String)> {
    let problems = Query::parse(typed).problems.into_iter();
    problems.map(|it| (it.code, it.text)).collect()
}

#[test]
fn words_phrases_and_exclusions_are_terms() {
    for (typed, expected) in [
        ("tea", &["tea*"][..]),
        ("tea ", &["tea"]),
        ("Green Tea", &["green", "tea*"]),
        ("t", &["t"]),
        ("green t", &["green", "t"]),
        ("\"green tea\"", &["green tea"]),
        ("\"green te", &["green te*"]),
        ("“green tea” cup", &["green tea", "cup*"]),
        ("\"green te\"*", &["green te*"]),
        ("tea* cup ", &["tea*", "cup"]),
        ("node.js ", &["node js"]),
        ("node.js", &["node js*"]),
        ("c++", &["c ++"]),
        ("tea -milk", &["tea", "-milk*"]),
        ("-\"hot milk\" tea ", &["-hot milk", "tea"]),
        ("tea - milk ", &["tea", "milk"]),
        ("-- tea ", &["tea"]),
        ("会議", &["会 議"]),
        ("会議 資", &["会 議", "資"]),
        ("회의", &["회 의"]),
        ("「会議」tea", &["会 議", "tea*"]),
        ("foo\"bar baz\"", &["foo", "bar baz"]),
    ] {
        assert_eq!(terms(typed), expected, "{typed}");
    }
}

#[test]
fn nonsense_is_words_or_nothing() {
    for (typed, expected) in [
        ("", &[][..]),
        ("\"", &[]),
        ("\"\"", &[]),
        ("(", &[]),
        ("* ^ - -- ( ) { } : ; \0", &[]),
        ("NEAR(tea cup, 2) ", &["near tea", "cup", "2"]),
        (
            "tea AND milk OR NOT cup ",
            &["tea", "and", "milk", "or", "not", "cup"],
        ),
        ("body:x ", &["body x"]),
        ("words : tea ", &["words", "tea"]),
        ("^tea ", &["tea"]),
        ("%00 ", &["00"]),
        ("tea\0cup ", &["tea cup"]),
        ("12:30 ", &["12 30"]),
        ("https://example.org ", &["https example org"]),
        ("{words}: tea ", &["words", "tea"]),
        ("-5 ", &["-5"]),
    ] {
        assert_eq!(terms(typed), expected, "{typed}");
    }
    assert!(Query::parse(" \t\n").is_empty());
}

#[test]
fn operators_have_values() {
    let query =
        Query::parse("from:\"Ada Lovelace\" -from:me IN:#general has:file -has:link is:saved tea");
    let named = |name: &str, negated, typed: &str| Named {
        name: name.to_owned(),
        negated,
        typed: typed.to_owned(),
    };
    assert_eq!(
        query.from,
        [
            named("Ada Lovelace", false, "from:\"Ada Lovelace\""),
            named("me", true, "-from:me")
        ]
    );
    assert_eq!(query.rooms, [named("#general", false, "IN:#general")]);
    assert_eq!(query.has, [(Has::File, false), (Has::Link, true)]);
    assert_eq!(query.is, [(Is::Saved, false)]);
    assert_eq!((query.terms.len(), query.problems), (1, Vec::new()));
    let sides = Query::parse("before:2026 after:2025-12-01 on:today -on:2024-01").dates;
    let sides: Vec<_> = sides.iter().map(|it| (it.side, it.negated)).collect();
    let expected = [
        (Side::Before, false),
        (Side::After, false),
        (Side::On, false),
        (Side::On, true),
    ];
    assert_eq!(sides, expected);
    // As a Chinese keyboard types it.
    assert_eq!(Query::parse("from：王芳").from[0].name, "王芳");
}

#[test]
fn an_operator_without_a_proper_value_is_a_problem() {
    use SearchProblemCode::{InvalidDate, MissingValue, UnknownValue};
    for (typed, code, text) in [
        ("from:", MissingValue, "from:"),
        ("tea in: ", MissingValue, "in:"),
        ("from:\"\" tea", MissingValue, "from:\"\""),
        ("has:cake", UnknownValue, "has:cake"),
        ("-is:lost tea", UnknownValue, "-is:lost"),
        ("before:soon", InvalidDate, "before:soon"),
        ("on:2026-02-30", InvalidDate, "on:2026-02-30"),
    ] {
        assert_eq!(problems(typed), [(code, text.to_owned())], "{typed}");
    }
}

#[test]
fn a_query_is_bounded() {
    let many = "tea ".repeat(31);
    let problem = (SearchProblemCode::TooManyWords, "tea".to_owned());
    assert_eq!(problems(&many), [problem]);
    assert_eq!(problems(&"tea ".repeat(30)), []);
    assert_eq!(problems(&"会".repeat(201)).len(), 1);
    assert_eq!(problems(&"会".repeat(200)), []);
    assert_eq!(terms(&"a".repeat(900)), [format!("{}*", "a".repeat(64))]);
}
