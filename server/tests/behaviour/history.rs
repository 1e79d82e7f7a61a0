//! History.

use crate::support::{TestPerson, frame, open_database, workspace};
use protocol::{FirstMessage, MessagePage, RoomId, Timestamp};
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

#[tokio::test]
async fn a_room_opens_at_the_first_message_of_a_day_or_at_the_next_one() {
    let (server, room, [ada, grace]) = workspace().await;
    let closed = ada.closed_room("Closed").await;
    let mut first = Vec::new();
    for number in 0..40 {
        first.push(ada.says(room, &number.to_string()).await);
    }
    let reply = frame::reply(&first[0], "Only in the thread");
    ada.connect().await.does(reply).await;
    // Message n was written on day n / 4, and on day 5 nobody wrote.
    const DAY: i64 = 86_400_000;
    let mut database = open_database(server.data()).await;
    for (number, message) in first.iter().enumerate() {
        let day = number as i64 / 4;
        let day = if day >= 5 { day + 1 } else { day };
        let at = day * DAY + number as i64;
        let written = sqlx::query("UPDATE messages SET at = ? WHERE id = ?")
            .bind(at)
            .bind(message.id.0);
        written.execute(&mut database).await.expect("written");
    }
    let found = async |day: i64| -> Option<u64> {
        let since = Timestamp(day * DAY);
        let path = format!("/api/rooms/{room}/first-message?since={since}");
        ada.get_as::<FirstMessage>(&path).await.seq
    };
    assert_eq!(found(0).await, Some(first[0].seq));
    assert_eq!(found(3).await, Some(first[12].seq));
    assert_eq!(found(5).await, Some(first[20].seq));
    assert_eq!(found(6).await, Some(first[20].seq));
    assert_eq!(found(10).await, Some(first[36].seq));
    assert_eq!(found(11).await, None);

    let since = Timestamp(0);
    let path = format!("/api/rooms/{closed}/first-message?since={since}");
    assert_eq!(grace.get(&path).await.status(), 404);
    let path = format!("/api/rooms/{room}/first-message?since=yesterday");
    assert_eq!(ada.get(&path).await.status(), 400);
}
