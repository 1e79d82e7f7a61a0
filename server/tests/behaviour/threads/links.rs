//! Pages and permalinks of threads.

use crate::support::workspace;

#[tokio::test]
async fn threads_have_pages() {
    let (_server, room, [ada]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let beside = format!("/rooms/{room}/thread/{}", root.id);
    for (path, shown) in [("/threads", "<title>Threads"), (&beside, "Tea?")] {
        let response = ada.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        let page = response.text().await.expect("a page");
        assert!(page.contains(shown), "{path}");
    }
    let elsewhere = format!("/rooms/{room}/thread/nonsense");
    assert_eq!(ada.status(&elsewhere).await, 404);
}

#[tokio::test]
async fn the_permalink_of_a_reply_leads_to_it_in_its_thread() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.closed_room("Plans").await;
    let root = ada.says(room, "Tea?").await;
    let reply = ada.replies(&root, "Yes").await;
    let path = format!("/rooms/{room}/at/{}", reply.seq);
    let in_thread = format!("/rooms/{room}/thread/{}/at/{}", root.id, reply.seq);
    let response = ada.get(&path).await;
    assert_eq!(response.status(), 303);
    assert_eq!(response.headers()["location"], in_thread);
    assert_eq!(ada.status(&in_thread).await, 200);
    let of_the_root = format!("/rooms/{room}/at/{}", root.seq);
    assert_eq!(ada.status(&of_the_root).await, 200);
    // People outside the room learn nothing from it.
    for path in [&path, &in_thread] {
        assert_eq!(grace.status(path).await, 404);
    }
}
