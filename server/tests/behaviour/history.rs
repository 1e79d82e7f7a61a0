//! History.

use crate::support::{TestPerson, frame, workspace};
use protocol::{MessagePage, RoomId};
use serde_json::json;

async fn page(person: &TestPerson, room: RoomId, query: &str) -> Vec<String> {
    let path = format!("/api/rooms/{room}/messages{query}");
    let page: MessagePage = person.get_as(&path).await;
    page.messages.into_iter().map(|it| it.body).collect()
}

fn range(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|number| number.to_string()).collect()
}

#[tokio::test]
async fn history_is_read_from_any_position_in_rising_order() {
    let (_server, room, [ada]) = workspace().await;
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
    let end = page(&ada, room, "?before=18446744073709551615&limit=1").await;
    assert_eq!(end, range(119, 120));
    let beyond = page(&ada, room, "?after=18446744073709551615").await;
    assert!(beyond.is_empty());
}

#[tokio::test]
async fn a_thread_page_contains_attachments_reactions_and_pins() {
    let (_server, room, [ada]) = workspace().await;
    let root = ada
        .sends_file(room, "plan.txt", "Water, leaves, patience")
        .await;
    ada.says(room, "Beside it").await;
    let notes = ada.uploads(room, "notes.txt", "Milk first").await;
    let mut at_ada = ada.connect().await;
    let mut reply = frame::reply(&root, "My notes");
    reply["attachments"] = json!([notes.id]);
    at_ada.does(reply).await;
    let path = format!("/api/rooms/{room}/threads/{}", root.id);
    let thread = async || ada.get_as::<MessagePage>(&path).await.messages;
    let messages = thread().await;
    assert_eq!(messages.len(), 2);
    for message in &messages {
        let react = frame::react(message.id, "🍵", true);
        at_ada.does(react).await;
        assert_eq!(ada.pins(message, true).await, 204);
    }

    let messages = thread().await;
    for (message, file) in messages.iter().zip(["plan.txt", "notes.txt"]) {
        assert_eq!(message.attachments[0].name, file);
        assert!(message.pinned && message.reactions[0].emoji == "🍵");
    }
}
