//! Pages of a search.

use crate::support::{TestPerson, workspace};
use protocol::SearchPage;
use std::collections::BTreeSet;

/// Returns all results, page by page. `between` runs after each page.
async fn all(
    person: &TestPerson,
    query: &str,
    sort: &str,
    mut between: impl AsyncFnMut(),
) -> Vec<String> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let parameters = [("sort", sort), ("cursor", &cursor)];
        let response = person.asks_search(query, &parameters).await;
        assert_eq!(response.status(), 200);
        let page: SearchPage = response.json().await.expect("a page");
        assert!(page.results.len() <= 20);
        found.extend(page.results.into_iter().map(|result| result.message.body));
        match page.cursor {
            Some(next) => cursor = next,
            None => return found,
        }
        between().await;
    }
}

#[tokio::test]
async fn pages_have_every_match_once() {
    let (_server, room, [ada, grace]) = workspace().await;
    let secret = ada.closed_room("Secret").await;
    for number in 0..65 {
        ada.says(room, &format!("tea {number}")).await;
        ada.says(secret, "tea in secret").await;
    }
    let expected: Vec<String> = (0..65)
        .rev()
        .map(|number| format!("tea {number}"))
        .collect();
    assert_eq!(all(&grace, "tea", "time", async || {}).await, expected);
    let ranked = all(&grace, "tea", "relevance", async || {}).await;
    assert_eq!(ranked.len(), 65);
    let ranked: BTreeSet<String> = ranked.into_iter().collect();
    assert_eq!(ranked, expected.iter().cloned().collect());
    assert_eq!(all(&ada, "tea", "time", async || {}).await.len(), 130);
    // A page that is full has no cursor if nothing is left.
    assert_eq!(
        all(&grace, "tea from:ada", "time", async || {}).await,
        expected
    );
}

#[tokio::test]
async fn new_messages_and_deletions_do_not_shift_pages() {
    let (_server, room, [ada, grace]) = workspace().await;
    let mut sent = Vec::new();
    for number in 0..50 {
        sent.push(ada.says(room, &format!("tea {number}")).await);
    }
    for sort in ["time", "relevance"] {
        let found = all(&grace, "tea", sort, async || {
            ada.says(room, "more tea later").await;
            ada.says(room, "tea tea tea").await;
        })
        .await;
        let found: Vec<_> = found
            .iter()
            .filter(|body| !body.contains("more") && *body != "tea tea tea")
            .collect();
        let different: BTreeSet<_> = found.iter().collect();
        assert_eq!((found.len(), different.len()), (50, 50), "{sort}");
    }
    // The message that a page ended with may be deleted.
    let page: SearchPage = grace
        .asks_search("\"tea 1\" tea", &[])
        .await
        .json()
        .await
        .expect("a page");
    assert_eq!(page.results.len(), 1);
    let first = grace.asks_search("from:ada", &[("sort", "time")]).await;
    let first: SearchPage = first.json().await.expect("a page");
    let last = &first.results.last().expect("a result").message;
    let cursor = first.cursor.expect("more");
    ada.deletes(last).await;
    let next = grace
        .asks_search("from:ada", &[("sort", "time"), ("cursor", &cursor)])
        .await;
    let next: SearchPage = next.json().await.expect("a page");
    assert!(next.results[0].message.seq < last.seq);
}

#[tokio::test]
async fn relevance_ranks_the_better_match_first_and_time_the_newer() {
    let (_server, room, [ada]) = workspace().await;
    ada.says(room, "Release notes").await;
    let long = "We talked about this and that, and among many other things also about a release, for a long time";
    ada.says(room, long).await;
    let page = ada.searches("release").await;
    assert_eq!(page.results[0].message.body, "Release notes");
    assert_eq!(ada.finds("release").await, [long, "Release notes"]);
}

#[tokio::test]
async fn more_matches_than_are_ranked_follow_by_time() {
    let (_server, room, [ada]) = workspace().await;
    let mut client = ada.connect().await;
    for number in 0..430 {
        client.sends(room, &format!("tea {number}")).await;
    }
    let found = all(&ada, "tea", "relevance", async || {}).await;
    let different: BTreeSet<_> = found.iter().collect();
    assert_eq!((found.len(), different.len()), (430, 430));
    assert_eq!(found[429], "tea 0");
}
