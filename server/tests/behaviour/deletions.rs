//! Deletions.

use crate::support::{acked, frame, path_of, workspace};
use protocol::{ErrorCode, EventKind, Message, StreamId};
use serde_json::{Value, json};

const SECRET: &str = "The treasure is under the oak";

fn delete(message: &Message) -> Value {
    frame::delete(message.id)
}

#[tokio::test]
async fn a_deleted_message_leaves_a_trace_without_its_text() {
    let (_server, room, [ada, grace]) = workspace().await;
    let position = grace.position().await;
    let message = ada.says(room, SECRET).await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);
    ada.edits(&message, &format!("{SECRET}!")).await;
    at_ada.does(frame::react(message.id, "🎉", true)).await;

    let seq = at_ada.changes(delete(&message)).await;
    let event = at_grace
        .sees(|kind| matches!(kind, EventKind::MessageDeleted { .. }))
        .await;
    let expected = EventKind::MessageDeleted {
        message: message.id,
        message_seq: message.seq,
        author: ada.user.id,
        reply_to: None,
        also_in_room: false,
        thread: None,
    };
    assert_eq!((event.seq, event.kind), (seq, expected));

    let trace = Message {
        body: String::new(),
        deleted: true,
        ..message.clone()
    };
    assert_eq!(grace.history(room).await, std::slice::from_ref(&trace));
    for person in [&ada, &grace] {
        let snapshot = person.get(&format!("/api/snapshot?room={room}")).await;
        let snapshot = snapshot.text().await.expect("JSON");
        assert!(!snapshot.contains(SECRET));
        let page = person.get(&format!("/rooms/{room}")).await;
        assert!(!page.text().await.expect("a page").contains(SECRET));
        let versions = format!("{}/versions", path_of(&message));
        assert_eq!(person.status(&versions).await, 404);
    }
    // The earlier events do not contain the text either.
    let mut away = grace.resumes(&position).await;
    away.catches_up(StreamId::Room(room), seq).await;
    let log = &away.events[&StreamId::Room(room)];
    assert_eq!(log.len(), 4);
    assert_eq!(log[0].kind, EventKind::MessageCreated { message: trace });
    assert!(!json!(log).to_string().contains(SECRET));
}

#[tokio::test]
async fn only_the_author_and_administrators_delete_a_message() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let (one, two) = (grace.says(room, "One").await, grace.says(room, "Two").await);
    let refused = linus.connect().await.is_refused(delete(&one)).await;
    assert_eq!(refused, ErrorCode::Forbidden);
    assert!(grace.connect().await.does(delete(&one)).await.is_some());
    assert!(ada.connect().await.does(delete(&two)).await.is_some());
    // Others do not learn that the message is deleted.
    let refused = linus.connect().await.is_refused(delete(&one)).await;
    assert_eq!(refused, ErrorCode::Forbidden);
}

#[tokio::test]
async fn a_repeated_deletion_changes_nothing() {
    let (_server, room, [ada]) = workspace().await;
    let message = ada.says(room, "Once").await;
    let mut at_ada = ada.connect().await;
    assert!(at_ada.does(delete(&message)).await.is_some());
    let again = at_ada.asks(delete(&message)).await;
    let stream = Some(StreamId::Room(room));
    assert_eq!(acked(again), (stream, None, Some(message.id)));
    ada.deletes(&message).await;
}

#[tokio::test]
async fn a_deleted_message_accepts_no_edits_or_reactions() {
    let (_server, room, [ada]) = workspace().await;
    let message = ada.says(room, "Gone").await;
    ada.deletes(&message).await;
    let mut at_ada = ada.connect().await;
    for command in [
        frame::edit(message.id, "Back"),
        frame::react(message.id, "🎉", true),
    ] {
        assert_eq!(at_ada.is_refused(command).await, ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn sending_a_deleted_message_again_does_not_bring_it_back() {
    let (_server, room, [ada]) = workspace().await;
    let mut at_ada = ada.connect().await;
    let send = frame::send(room, SECRET);
    let first = at_ada.does(send.clone()).await;
    let message = ada.history(room).await.remove(0);
    at_ada.does(delete(&message)).await;
    assert_eq!(at_ada.does(send).await, first);
    let history = ada.history(room).await;
    assert_eq!(history.len(), 1);
    assert!(history[0].deleted && history[0].body.is_empty());
}

#[tokio::test]
async fn a_deleted_message_is_no_longer_unread() {
    let (_server, room, [ada, grace]) = workspace().await;
    let one = ada.says(room, "One").await;
    ada.says(room, "Two").await;
    assert_eq!(grace.rooms().await[0].unread, 2);
    ada.deletes(&one).await;
    assert_eq!(grace.rooms().await[0].unread, 1);
}
