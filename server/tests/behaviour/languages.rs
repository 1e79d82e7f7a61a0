//! The language of errors, pages and the texts that a browser fetches.

use crate::support::{TestPerson, TestServer, frame, workspace};
use protocol::ServerFrame;
use reqwest::{Method, header::ACCEPT_LANGUAGE};
use serde_json::{Value, json};

const CHINESE: &str = "zh-CN,zh;q=0.9,en;q=0.8";

/// Returns the text of the error for a room that there is not, in a browser that prefers these languages.
async fn missing_room(person: &TestPerson, accepted: &str) -> String {
    let request = person.request(Method::GET, "/api/rooms/nonsense");
    let answer = request.header(ACCEPT_LANGUAGE, accepted).send().await;
    let problem: Value = answer.expect("an answer").json().await.expect("a problem");
    problem["detail"].as_str().expect("a text").to_owned()
}

async fn page(person: &TestPerson, accepted: &str) -> String {
    let room = person.everyone().await;
    let request = person.request(Method::GET, &format!("/rooms/{room}"));
    let request = request.header(ACCEPT_LANGUAGE, accepted);
    let answer = request.send().await.expect("an answer");
    answer.text().await.expect("a page")
}

#[tokio::test]
async fn the_persons_choice_counts_before_what_the_browser_prefers() {
    let (_server, _, [ada]) = workspace().await;
    let (english, chinese) = ("Not found, or", "找不到");
    assert!(missing_room(&ada, "de").await.starts_with(english));
    assert!(missing_room(&ada, CHINESE).await.starts_with(chinese));
    assert!(page(&ada, CHINESE).await.contains("<html lang=\"zh-Hans\""));

    let choose =
        async |code: Option<&str>| ada.patch("/api/me", &json!({ "language": code })).await;
    assert_eq!(choose(Some("en")).await, 204);
    assert!(missing_room(&ada, CHINESE).await.starts_with(english));
    assert!(page(&ada, CHINESE).await.contains("<html lang=\"en\""));
    assert_eq!(choose(Some("zh-Hans")).await, 204);
    assert!(missing_room(&ada, "en").await.starts_with(chinese));
    let snapshot = ada.get_json("/api/snapshot").await;
    assert_eq!(snapshot["language"], "zh-Hans");

    assert_eq!(choose(Some("tlh")).await, 422);
    assert!(missing_room(&ada, "en").await.starts_with(chinese));
    assert_eq!(choose(None).await, 204);
    assert!(missing_room(&ada, "en").await.starts_with(english));
    // A form has no null.
    assert_eq!(choose(Some("zh-Hans")).await, 204);
    assert_eq!(choose(Some("")).await, 204);
    assert!(missing_room(&ada, "en").await.starts_with(english));
}

#[tokio::test]
async fn a_refusal_over_a_connection_is_in_the_persons_language() {
    let (_server, room, [ada]) = workspace().await;
    let choice = json!({ "language": "zh-Hans" });
    assert_eq!(ada.patch("/api/me", &choice).await, 204);
    let mut client = ada.connect().await;
    let empty = frame::send(room, " ");
    match client.asks(empty).await {
        ServerFrame::Error { message, .. } => assert_eq!(message, "消息内容为空。"),
        other => panic!("not refused but {other:?}"),
    }
}

#[tokio::test]
async fn others_do_not_see_which_language_a_person_has_chosen() {
    let (_server, _, [ada, grace]) = workspace().await;
    let choice = json!({ "language": "zh-Hans" });
    assert_eq!(ada.patch("/api/me", &choice).await, 204);
    let seen = grace.get_json("/api/snapshot").await.to_string();
    assert!(!seen.contains("zh-Hans"), "{seen}");
}

#[tokio::test]
async fn a_browser_fetches_the_texts_of_its_language_and_may_keep_them() {
    let server = TestServer::start().await;
    let get = async |path: &str| {
        let url = format!("http://{}{path}", server.address);
        let request = reqwest::Client::new().get(url);
        let request = request.header(ACCEPT_LANGUAGE, CHINESE);
        request.send().await.expect("an answer")
    };
    let page = get("/first-run").await.text().await.expect("a page");
    let (_, rest) = page.split_once("/texts/").expect("the texts");
    let (name, _) = rest.split_once('"').expect("an end");
    assert!(name.starts_with("zh-Hans-first-"), "{name}");
    let texts = get(&format!("/texts/{name}")).await;
    assert_eq!(texts.status(), 200);
    let kept = texts.headers()["cache-control"].to_str().expect("a text");
    assert!(kept.contains("immutable"), "{kept}");
    assert!(texts.text().await.expect("texts").contains("简体中文"));
    let unknown = get("/texts/zh-Hans-first-0.txt").await;
    assert_eq!(unknown.status(), 404);
}
