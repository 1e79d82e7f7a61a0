use super::*;
use crate::support::TestServer;

#[tokio::test]
async fn the_pages_of_threads_are_there() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    let beside = format!("/rooms/{room}/thread/{}", root.id);
    for (path, shown) in [("/threads", "<title>Threads"), (&beside, "Tea?")] {
        let response = ada.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let page = response.text().await.expect("a page");
        assert!(page.contains(shown), "{path}");
    }
    let elsewhere = format!("/rooms/{room}/thread/nonsense");
    assert_eq!(ada.get(&elsewhere).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_permalink_of_a_reply_leads_to_it_in_its_thread() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.closed_room("Plans").await;
    let root = ada.says(room, "Tea?").await;
    let reply = ada.replies(&root, "Yes").await;
    let path = format!("/rooms/{room}/at/{}", reply.seq);
    let in_thread = format!("/rooms/{room}/thread/{}/at/{}", root.id, reply.seq);
    let response = ada.get(&path).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()["location"], in_thread);
    assert_eq!(ada.get(&in_thread).await.status(), StatusCode::OK);
    let of_the_root = format!("/rooms/{room}/at/{}", root.seq);
    assert_eq!(ada.get(&of_the_root).await.status(), StatusCode::OK);
    // Who may not see the room is not told what stands where.
    for path in [&path, &in_thread] {
        let response = grace.get(path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }
}
