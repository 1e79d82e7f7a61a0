//! Answers are bounded, however long the texts are. All texts can be read, page by page.

use crate::support::{TestPerson, TestServer, client_id, frame, workspace};
use protocol::{Message, MessagePage, RoomId, Snapshot, ThreadPage};
use reqwest::Method;
use serde_json::json;

const BYTES: usize = 10_000;

/// A text so long that three of them exceed the bound.
fn long(number: usize) -> String {
    format!("{number} {}", "x".repeat(4_000))
}

async fn server() -> TestServer {
    TestServer::start_with(|_, tuning| tuning.answer_bytes = BYTES).await
}

/// Sends ten long texts.
async fn says_ten(ada: &TestPerson, room: RoomId) -> Vec<Message> {
    let mut said = Vec::new();
    for number in 0..10 {
        said.push(ada.says(room, &long(number)).await);
    }
    said
}

fn numbers<'a>(messages: impl IntoIterator<Item = &'a Message>) -> Vec<usize> {
    let number = |message: &Message| message.body.split(' ').next()?.parse().ok();
    messages.into_iter().filter_map(number).collect()
}

async fn page(person: &TestPerson, path: &str) -> MessagePage {
    person.get_as(path).await
}

/// Reads a history backwards to its beginning, as the interface does.
async fn backwards(person: &TestPerson, path: &str) -> Vec<Message> {
    let mut all: Vec<Message> = Vec::new();
    loop {
        let before = all.first().map_or(u64::MAX, |first| first.seq);
        let page = page(person, &format!("{path}?limit=50&before={before}")).await;
        assert!(page.messages.len() <= 3);
        all.splice(0..0, page.messages);
        if !page.cut {
            return all;
        }
    }
}

#[tokio::test]
async fn history_and_threads_come_in_pages_that_end_where_texts_are_long() {
    let server = server().await;
    let (room, [ada]) = server.people().await;
    let said = says_ten(&ada, room).await;
    let path = format!("/api/rooms/{room}/messages");
    let newest = page(&ada, &path).await;
    assert_eq!(numbers(&newest.messages), [7, 8, 9]);
    assert!(newest.cut);
    // A page that has as many as it was asked for is not cut.
    assert!(!page(&ada, &format!("{path}?limit=2")).await.cut);
    let after = page(&ada, &format!("{path}?after={}", said[1].seq)).await;
    assert_eq!((numbers(&after.messages), after.cut), (vec![2, 3, 4], true));
    let around = page(&ada, &format!("{path}?around={}", said[5].seq)).await;
    assert_eq!(
        (numbers(&around.messages), around.cut),
        (vec![3, 4, 5, 6], true)
    );
    assert_eq!(
        numbers(&backwards(&ada, &path).await),
        Vec::from_iter(0..10)
    );
    assert_eq!(numbers(&ada.history(room).await), Vec::from_iter(0..10));

    let mut client = ada.connect().await;
    for number in 1..10 {
        client.does(frame::reply(&said[0], long(number))).await;
    }
    let path = format!("/api/rooms/{room}/threads/{}", said[0].id);
    let first = page(&ada, &format!("{path}?after=0")).await;
    assert_eq!((numbers(&first.messages), first.cut), (vec![0, 1, 2], true));
    assert_eq!(
        numbers(&backwards(&ada, &path).await),
        Vec::from_iter(0..10)
    );
}

#[tokio::test]
async fn a_snapshot_opens_a_room_on_a_bounded_page() {
    let server = server().await;
    let (room, [ada]) = server.people().await;
    let said = says_ten(&ada, room).await;
    let snapshot = async |query: String| {
        let path = format!("/api/snapshot?room={room}{query}");
        let snapshot: Snapshot = ada.get_as(&path).await;
        let open = snapshot.open.expect("a room");
        (numbers(&open.messages), open.older, open.newer)
    };
    assert_eq!(snapshot(String::new()).await, (vec![7, 8, 9], true, false));
    let around = format!("&around={}", said[5].seq);
    assert_eq!(snapshot(around).await, (vec![3, 4, 5, 6], true, true));
}

/// All of a list, which comes in pages.
async fn list(person: &TestPerson, path: &str) -> Vec<Message> {
    let mut all: Vec<Message> = Vec::new();
    loop {
        let after = all.last().map(|last| format!("?after={}", last.id));
        let path = format!("{path}{}", after.unwrap_or_default());
        let page: Vec<Message> = person.get_as(&path).await;
        assert!(page.len() <= 3);
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

#[tokio::test]
async fn saved_and_pinned_messages_are_paged() {
    let server = server().await;
    let (room, [ada]) = server.people().await;
    for message in says_ten(&ada, room).await {
        for what in ["saved", "pin"] {
            let path = format!("/api/messages/{}/{what}", message.id);
            assert_eq!(ada.send(Method::PUT, &path).await, 204);
        }
    }
    let expected: Vec<usize> = (0..10).rev().collect();
    assert_eq!(numbers(&list(&ada, "/api/saved").await), expected);
    let pins = list(&ada, &format!("/api/rooms/{room}/pins")).await;
    assert_eq!(numbers(&pins), expected);
    assert!(pins.iter().all(|message| message.pinned));
    let beyond = format!("/api/saved?after={}", client_id());
    assert_eq!(ada.get_json(&beyond).await, json!([]));
}

#[tokio::test]
async fn followed_threads_are_paged() {
    let server = server().await;
    let (room, [ada]) = server.people().await;
    let mut client = ada.connect().await;
    for root in says_ten(&ada, room).await {
        let reply = frame::reply(&root, "Yes");
        client.does(reply).await;
    }
    let mut roots: Vec<Message> = Vec::new();
    let mut more = true;
    while more {
        let after = roots.last().map(|last| format!("&after={}", last.id));
        let path = format!("/api/threads?limit=1000{}", after.unwrap_or_default());
        let page: ThreadPage = ada.get_as(&path).await;
        assert!((1..=3).contains(&page.threads.len()));
        more = page.more;
        roots.extend(page.threads.into_iter().map(|thread| thread.root));
    }
    let mut found = numbers(&roots);
    found.sort_unstable();
    assert_eq!(found, Vec::from_iter(0..10), "each once");
}

#[tokio::test]
async fn the_bytes_of_scheduled_messages_are_bounded() {
    let (_server, room, [ada]) = workspace().await;
    let at = protocol::Timestamp(chrono::Utc::now().timestamp_millis() + 3_600_000);
    // 160,000 bytes each.
    let body = "\u{1F375}".repeat(40_000);
    let schedule = async |body: &str| {
        let form = json!({ "client_id": client_id(), "room": room, "body": body, "at": at });
        ada.post("/api/scheduled", &form).await.status()
    };
    for _ in 0..3 {
        assert_eq!(schedule(&body).await, 201);
    }
    assert_eq!(schedule(&body).await, 422);
    assert_eq!(schedule("Short").await, 201);
    let scheduled = ada.get_json("/api/scheduled").await;
    let short = scheduled.as_array().into_iter().flatten();
    let mut short = short.filter(|message| message["body"] == "Short");
    let id = short.next_back().expect("it is there")["id"].clone();
    let path = format!("/api/scheduled/{}", id.as_str().expect("an id"));
    let refused = ada.patch(&path, &json!({ "body": body })).await;
    assert_eq!(refused, 422);
}
