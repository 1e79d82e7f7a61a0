use crate::support::{Person, Screen, TestServer};
use protocol::{EventKind, RoomId, StreamId};
use reqwest::{Method, StatusCode};
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
        mentions: 0,
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

#[tokio::test]
async fn marked_unread_on_one_device_is_unread_on_the_others() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut seqs = Vec::new();
    for text in ["One", "Two", "Three"] {
        seqs.push(ada.says(room, text).await.seq);
    }
    let answer = grace.says(room, "All read").await.seq;
    let mine = StreamId::User(grace.user.id);
    let mut at_phone = Screen::open(&grace, room).await;
    let mut in_the_bag = Screen::open(&grace, room).await;
    in_the_bag.goes_away();
    let mut at_laptop = grace.connect().await;

    let back = json!({ "type": "mark_unread", "room": room, "seq": seqs[1] });
    let moved = at_laptop.does(back.clone()).await.expect("an event");
    assert_eq!(unread(&grace, room).await, (seqs[1] - 1, 2));
    at_phone.follows(mine, moved).await;
    in_the_bag.comes_back().await;
    in_the_bag.follows(mine, moved).await;
    for screen in [&at_phone, &in_the_bag] {
        assert_eq!(screen.state.rooms[&room].read_seq, seqs[1] - 1);
        assert_eq!(screen.state.unread(), 2);
    }
    // Again is no news, and reading moves on from there.
    assert_eq!(at_laptop.does(back).await, None);
    let read = json!({ "type": "read", "room": room, "seq": seqs[1] });
    at_laptop.does(read).await;
    assert_eq!(unread(&grace, room).await, (seqs[1], 1));
    // Writing reads all that was marked.
    let last = grace.says(room, "Really").await.seq;
    assert!(last > answer);
    assert_eq!(unread(&grace, room).await, (last, 0));
    at_phone.follows(StreamId::Room(room), last).await;
    assert_eq!(at_phone.state.unread(), 0);
}

#[tokio::test]
async fn marking_unread_keeps_to_the_stream() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let last = ada.says(room, "One").await.seq;
    let mut client = grace.connect().await;
    let far = json!({ "type": "mark_unread", "room": room, "seq": u64::MAX });
    client.does(far).await;
    assert_eq!(unread(&grace, room).await, (last, 0));
    let first = json!({ "type": "mark_unread", "room": room, "seq": 0 });
    client.does(first).await;
    assert_eq!(unread(&grace, room).await, (0, 1));
}

#[tokio::test]
async fn a_script_reads_and_marks_unread_over_http() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let last = ada.says(room, "One").await.seq;
    for (place, expected) in [("read", (last, 0)), ("unread", (last - 1, 1))] {
        let path = format!("/api/rooms/{room}/{place}");
        let request = grace.request(Method::PUT, &path);
        let response = request.json(&json!({ "seq": last })).send().await;
        let status = response.expect("an answer").status();
        assert_eq!(status, StatusCode::NO_CONTENT);
        assert_eq!(unread(&grace, room).await, expected);
    }
}
