use crate::support::{Person, TestServer, client_id};
use protocol::{MessagePage, RoomId};
use reqwest::{Method, StatusCode};
use serde_json::json;

async fn page(person: &Person, room: RoomId, query: &str) -> Vec<String> {
    let page = person
        .get_json(&format!("/api/rooms/{room}/messages{query}"))
        .await;
    let messages = page["messages"].as_array().expect("messages");
    let text = |message: &serde_json::Value| message["body"].as_str().expect("text").to_owned();
    messages.iter().map(text).collect()
}

fn range(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|number| number.to_string()).collect()
}

#[tokio::test]
async fn history_is_read_from_any_place_in_rising_order() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    // Joining was event 1, so message n is event n + 2.
    for number in 0..120 {
        ada.says(room, &number.to_string()).await;
    }
    assert_eq!(page(&ada, room, "").await, range(70, 120));
    assert_eq!(page(&ada, room, "?limit=3").await, range(117, 120));
    assert_eq!(page(&ada, room, "?before=12&limit=5").await, range(5, 10));
    assert_eq!(page(&ada, room, "?after=11&limit=5").await, range(10, 15));
    assert_eq!(page(&ada, room, "?around=62&limit=10").await, range(55, 65));
    assert_eq!(page(&ada, room, "?around=1&limit=10").await, range(0, 5));
    assert_eq!(page(&ada, room, "?limit=100000").await, range(0, 120));
    assert_eq!(
        page(&ada, room, "?before=18446744073709551615&limit=1").await,
        range(119, 120)
    );
    assert!(
        page(&ada, room, "?after=18446744073709551615")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_threads_page_brings_all_that_others_bring_to_its_messages() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let root = ada
        .sends_file(room, "plan.txt", "Water, leaves, patience")
        .await;
    ada.says(room, "Beside it").await;
    let notes = ada.uploads(room, "notes.txt", "Milk first").await;
    let mut at_ada = ada.connect().await;
    let reply = json!({
        "type": "send", "client_id": client_id(), "room": room, "body": "My notes", "reply_to": root.id,
        "attachments": [notes.id],
    });
    at_ada.does(reply).await;
    let path = format!("/api/rooms/{room}/threads/{}", root.id);
    let thread = || async {
        let page: MessagePage = serde_json::from_value(ada.get_json(&path).await).expect("a page");
        page.messages
    };
    let [_, reply] = &thread().await[..] else {
        panic!("not a root and a reply")
    };
    for message in [root.id, reply.id] {
        at_ada
            .does(json!({ "type": "react", "message": message, "emoji": "🍵", "on": true }))
            .await;
        let pin = format!("/api/messages/{message}/pin");
        assert_eq!(ada.send(Method::PUT, &pin).await, StatusCode::NO_CONTENT);
    }

    let messages = thread().await;
    let names: Vec<_> = messages
        .iter()
        .map(|message| message.attachments[0].name.as_str())
        .collect();
    assert_eq!(names, ["plan.txt", "notes.txt"]);
    assert!(
        messages
            .iter()
            .all(|message| message.pinned && message.reactions[0].emoji == "🍵")
    );
}
