use crate::support::{Person, TestServer};
use app::{model::RoomId, protocol::EventKind};
use serde_json::json;

async fn unread(person: &Person, room: RoomId) -> (u64, u64) {
    let rooms = person.rooms().await;
    let room = rooms
        .iter()
        .find(|known| known.id == room)
        .expect("the room");
    (room.read_seq, room.unread)
}

#[tokio::test]
async fn reading_on_one_device_is_reading_on_the_other() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut at_laptop = grace.connect().await;
    let mut at_phone = grace.sign_in_again().await.connect().await;
    let mut seqs = Vec::new();
    for text in ["One", "Two", "Three"] {
        seqs.push(ada.says(room, text).await.seq);
    }
    assert_eq!(unread(&grace, room).await.1, 3);

    at_laptop
        .asks(json!({ "type": "read", "room": room, "seq": seqs[1] }))
        .await;
    let moved = at_phone
        .sees(|kind| matches!(kind, EventKind::ReadMoved { .. }))
        .await;
    let expected = EventKind::ReadMoved {
        room,
        read_seq: seqs[1],
        unread: 1,
        room_seq: seqs[2],
    };
    assert_eq!(moved.kind, expected);
    assert_eq!(unread(&grace, room).await, (seqs[1], 1));
    // How far Grace has read is hers alone.
    assert_eq!(unread(&ada, room).await.1, 0);
}

#[tokio::test]
async fn a_read_position_moves_only_forward_and_not_beyond_the_end() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut client = grace.connect().await;
    let last = ada.says(room, "One").await.seq;

    let far = json!({ "type": "read", "room": room, "seq": u64::MAX });
    let moved = json!(client.asks(far).await);
    assert_eq!(moved["type"], "ack");
    assert_eq!(unread(&grace, room).await, (last, 0));

    let back = json!({ "type": "read", "room": room, "seq": 1 });
    let ack = json!(client.asks(back).await);
    assert!(ack["type"] == "ack" && ack["seq"].is_null(), "{ack}");
    assert_eq!(unread(&grace, room).await, (last, 0));
}

#[tokio::test]
async fn writing_is_reading() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    ada.says(room, "Question").await;
    let answer = grace.says(room, "Answer").await.seq;
    assert_eq!(unread(&grace, room).await, (answer, 0));
    assert_eq!(unread(&ada, room).await.1, 1);
}

#[tokio::test]
async fn one_who_joins_has_nothing_unread() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    ada.says(room, "Before Grace").await;
    let grace = server.join(&ada, "Grace").await;
    assert_eq!(unread(&grace, room).await.1, 0);
}
