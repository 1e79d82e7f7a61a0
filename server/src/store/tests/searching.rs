//! No query yields an error of the engine, and the engine finds exactly what matches.

use super::*;
use crate::{
    search::{document::Indexed, expression::Expression, query::Query},
    store::search::SearchRequest,
};
use protocol::SearchSort;
use std::collections::BTreeSet;

/// Parts of queries: words that the messages have, syntax of people, and syntax of the engine.
const PARTS: [&str; 64] = [
    "tea",
    "te",
    "green",
    "Café",
    "node.js",
    "js",
    "c++",
    "c#",
    "会議",
    "会",
    "議資",
    "が",
    "회의",
    "ประ",
    "كتاب",
    "🎉",
    "OPS-358",
    "358",
    "don't",
    "\"",
    "“",
    "”",
    "「",
    "\"green tea\"",
    "-",
    "-tea",
    "-\"",
    "*",
    "te*",
    "^",
    "^tea",
    "(",
    ")",
    "NEAR",
    "NEAR(",
    "AND",
    "OR",
    "NOT",
    "{",
    "}",
    ":",
    "words:",
    "body:x",
    "message_index",
    "'",
    ";",
    "--",
    "+",
    "+tea",
    "#",
    "@",
    "\\",
    "%00",
    "\0",
    "\u{e000}",
    "\u{f0001}",
    "\u{200d}",
    "\u{301}",
    "from:me",
    "has:link",
    "-has:file",
    "is:thread",
    "after:2020",
    "on:today",
];

const TEXTS: [&str; 14] = [
    "Green tea",
    "tea for the green team, said <@00000000-0000-0000-0000-000000000007>",
    "We use Node.js and C++ in OPS-358",
    "C# don't",
    "Un café, https://example.org/tea",
    "明日の会議資料をがんばる",
    "会议",
    "회의를 합니다",
    "ประชุม",
    "كتاب المكتب",
    "🎉 tea 🎉",
    "near or and not x",
    "words body message_index",
    "00 \\ ' ; -- {}",
];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn query(&mut self) -> String {
        let parts = (0..=self.below(6)).map(|_| {
            let part = PARTS[self.below(PARTS.len())];
            let end = if self.below(3) == 0 { "" } else { " " };
            format!("{part}{end}")
        });
        parts.collect()
    }
}

/// Returns the texts that a search finds, on all its pages.
async fn found(place: &Place, typed: &str, sort: SearchSort) -> BTreeSet<String> {
    let (mut texts, mut cursor) = (BTreeSet::new(), None);
    loop {
        let query = Query::parse(typed);
        let request = SearchRequest {
            query,
            sort,
            cursor,
        };
        let page = place.store.search(place.ada, request).await;
        let page = page.unwrap_or_else(|error| panic!("{typed:?}: {error}"));
        for result in page.results {
            let shown: String = result
                .snippet
                .iter()
                .map(|part| part.text.as_str())
                .collect();
            assert!(!shown.is_empty(), "{typed:?}");
            assert!(texts.insert(result.message.body), "{typed:?}: twice");
        }
        let Some(next) = page.cursor else {
            return texts;
        };
        cursor = place.store.search_cursor(&next).await.expect("read");
    }
}

#[tokio::test]
async fn whatever_is_typed_finds_exactly_the_messages_that_match() {
    let place = Place::new(64).await;
    for text in TEXTS {
        place.says(text).await;
    }
    let mut dice = Dice(7);
    for _ in 0..3_000 {
        let typed = dice.query();
        let query = Query::parse(&typed);
        let by_time = found(&place, &typed, SearchSort::Time).await;
        assert_eq!(
            found(&place, &typed, SearchSort::Relevance).await,
            by_time,
            "{typed:?}"
        );
        let is_plain = query.from.is_empty()
            && query.has.is_empty()
            && query.is.is_empty()
            && query.dates.is_empty();
        if !is_plain || query.is_empty() || !query.problems.is_empty() {
            continue;
        }
        let expression = Expression::of_terms(&query, |_| Vec::new());
        let fits = |text: &&str| {
            let indexed = Indexed {
                room: place.everyone,
                author: place.ada,
                body: text,
                files: Vec::new(),
            };
            expression.fits(&indexed.document())
        };
        let expected: BTreeSet<String> = TEXTS
            .iter()
            .filter(|text| fits(text))
            .map(|text| (*text).to_owned())
            .collect();
        assert_eq!(by_time, expected, "{typed:?}");
    }
}

#[tokio::test]
async fn an_index_whose_pages_are_written_again_finds_the_same() {
    let place = Place::new(64).await;
    let mut sent = Vec::new();
    for number in 0..700 {
        let body = format!(
            "tea{} quartz{} {}",
            number % 13,
            number * 7919,
            "filler ".repeat(number % 5)
        );
        sent.push(place.says(&body).await);
    }
    for message in sent.iter().filter(|message| message.seq % 3 == 0) {
        let deleted = place.store.delete(place.ada, Place::target(message));
        deleted.await.expect("deleted");
    }
    let before = found(&place, "tea4 ", SearchSort::Time).await;
    assert!(place.store.scrub_index().await.expect("scrubbed"));
    assert!(!place.store.scrub_index().await.expect("nothing to do"));
    let mut stranger = place.stranger().await;
    sqlx::query("INSERT INTO message_index (message_index) VALUES ('integrity-check')")
        .execute(&mut stranger)
        .await
        .expect("a sound index");
    assert_eq!(found(&place, "tea4 ", SearchSort::Time).await, before);
    assert!(before.len() > 30);
    // And it takes further changes.
    let said = place.says("tea4 anew").await;
    assert_eq!(found(&place, "tea4 anew", SearchSort::Time).await.len(), 1);
    place.edits(&said, "tea5 anew".to_owned()).await;
    assert_eq!(found(&place, "tea4 anew", SearchSort::Time).await.len(), 0);
}
