//! What a result shows.

use super::shown;
use crate::support::{mention, workspace};
use protocol::RoomKind;

#[tokio::test]
async fn a_result_has_its_room_author_snippet_and_thread() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "# Plans for *tea*\n\nSoon").await;
    let body = format!("**Green** tea, {}? :tada:", mention(&ada));
    let reply = grace.replies(&root, &body).await;
    let page = ada.searches("green tea").await;
    assert_eq!(page.results.len(), 1);
    let result = &page.results[0];
    assert_eq!(
        (result.message.id, result.message.seq),
        (reply.id, reply.seq)
    );
    assert_eq!(result.message.reply_to, Some(root.id));
    assert_eq!((result.room.id, result.room.kind), (room, RoomKind::Open));
    assert_eq!(result.room.name.as_deref(), Some("Everyone"));
    assert_eq!(result.author, "Grace");
    assert_eq!(shown(&result.snippet), "[Green] [tea], @Ada? 🎉");
    assert_eq!(result.marks, ["Green", "tea"]);
    let thread = result.thread.as_ref().expect("a thread");
    assert_eq!(
        (thread.root, thread.title.as_str()),
        (root.id, "Plans for tea Soon")
    );

    let page = ada.searches("plans").await;
    let result = &page.results[0];
    assert_eq!(result.thread, None);
    let thread = result.message.thread.as_ref().expect("a thread");
    assert_eq!(thread.replies, 1);
    assert!(page.cursor.is_none() && !page.indexing);
}

#[tokio::test]
async fn a_long_message_is_cut_around_the_match() {
    let (_server, room, [ada]) = workspace().await;
    let body = format!(
        "{} treasure {}",
        "some words ".repeat(300),
        "other words ".repeat(300)
    );
    ada.says(room, &body).await;
    let page = ada.searches("treasure").await;
    let snippet = shown(&page.results[0].snippet);
    assert!(
        snippet.starts_with('…') && snippet.ends_with('…'),
        "{snippet}"
    );
    assert!(
        snippet.contains("[treasure]") && snippet.len() < 300,
        "{snippet}"
    );
}

#[tokio::test]
async fn the_target_of_a_link_is_shown_if_it_is_what_matches() {
    let (_server, room, [ada]) = workspace().await;
    ada.says(room, "Read [this](https://example.org/treasure-map) soon")
        .await;
    let page = ada.searches("treasure-map").await;
    let snippet = shown(&page.results[0].snippet);
    assert_eq!(
        snippet,
        "Read [this](https://example.org/[treasure-map]) soon"
    );
}
