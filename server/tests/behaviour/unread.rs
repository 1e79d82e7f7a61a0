//! Read positions and unread counts.

use crate::support::{Screen, TestPerson, frame, workspace};
use protocol::{EventKind, RoomId, StreamId};
use serde_json::json;

/// Returns the read position of a room, and its number of unread messages.
async fn unread(person: &TestPerson, room: RoomId) -> (u64, u64) {
    let room = person.room_now(room).await;
    (room.read_seq, room.unread)
}

/// Sends three messages. Returns the `seq` of each.
async fn says_three(person: &TestPerson, room: RoomId) -> Vec<u64> {
    let mut seqs = Vec::new();
    for text in ["One", "Two", "Three"] {
        seqs.push(person.says(room, text).await.seq);
    }
    seqs
}

#[tokio::test]
async fn a_message_read_on_one_device_is_read_on_the_others() {
    let (_server, room, [ada, grace]) = workspace().await;
    let mut at_laptop = grace.connect().await;
    let mut at_phone = grace.sign_in_again().await.connect().await;
    let seqs = says_three(&ada, room).await;
    assert_eq!(unread(&grace, room).await.1, 3);

    at_laptop.asks(frame::read(room, seqs[1])).await;
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
    // The read position is Grace's alone.
    assert_eq!(unread(&ada, room).await.1, 0);
}

#[tokio::test]
async fn a_read_position_moves_only_forward_and_not_beyond_the_end() {
    let (_server, room, [ada, grace]) = workspace().await;
    let mut client = grace.connect().await;
    let last = ada.says(room, "One").await.seq;

    client.does(frame::read(room, u64::MAX)).await;
    assert_eq!(unread(&grace, room).await, (last, 0));

    assert_eq!(client.does(frame::read(room, 1)).await, None);
    assert_eq!(unread(&grace, room).await, (last, 0));
}

#[tokio::test]
async fn sending_a_message_reads_the_room() {
    let (_server, room, [ada, grace]) = workspace().await;
    ada.says(room, "Question").await;
    let answer = grace.says(room, "Answer").await.seq;
    assert_eq!(unread(&grace, room).await, (answer, 0));
    assert_eq!(unread(&ada, room).await.1, 1);
}

#[tokio::test]
async fn a_newcomer_has_nothing_unread() {
    let (server, room, [ada]) = workspace().await;
    ada.says(room, "Before Grace").await;
    let grace = server.join(&ada, "Grace").await;
    assert_eq!(unread(&grace, room).await.1, 0);
}

#[tokio::test]
async fn marked_unread_on_one_device_is_unread_on_the_others() {
    let (_server, room, [ada, grace]) = workspace().await;
    let seqs = says_three(&ada, room).await;
    let answer = grace.says(room, "All read").await.seq;
    let mine = StreamId::User(grace.user.id);
    let [mut at_phone, mut in_the_bag] = Screen::live_and_away(&grace, room).await;
    let mut at_laptop = grace.connect().await;

    let back = frame::mark_unread(room, seqs[1]);
    let moved = at_laptop.changes(back.clone()).await;
    assert_eq!(unread(&grace, room).await, (seqs[1] - 1, 2));
    in_the_bag.comes_back().await;
    for screen in [&mut at_phone, &mut in_the_bag] {
        screen.follows(mine, moved).await;
        assert_eq!(screen.state.rooms[&room].read_seq, seqs[1] - 1);
        assert_eq!(screen.state.unread(), 2);
    }
    // A repeat makes no event, and reading moves on from there.
    assert_eq!(at_laptop.does(back).await, None);
    at_laptop.does(frame::read(room, seqs[1])).await;
    assert_eq!(unread(&grace, room).await, (seqs[1], 1));
    // Sending a message marks everything as read.
    let last = grace.says(room, "Really").await.seq;
    assert!(last > answer);
    assert_eq!(unread(&grace, room).await, (last, 0));
    at_phone.follows(StreamId::Room(room), last).await;
    assert_eq!(at_phone.state.unread(), 0);
}

#[tokio::test]
async fn marking_unread_stays_within_the_stream() {
    let (_server, room, [ada, grace]) = workspace().await;
    let last = ada.says(room, "One").await.seq;
    let mut client = grace.connect().await;
    client.does(frame::mark_unread(room, u64::MAX)).await;
    assert_eq!(unread(&grace, room).await, (last, 0));
    client.does(frame::mark_unread(room, 0)).await;
    assert_eq!(unread(&grace, room).await, (0, 1));
}

#[tokio::test]
async fn a_script_reads_and_marks_unread_over_http() {
    let (_server, room, [ada, grace]) = workspace().await;
    let last = ada.says(room, "One").await.seq;
    for (place, expected) in [("read", (last, 0)), ("unread", (last - 1, 1))] {
        let path = format!("/api/rooms/{room}/{place}");
        assert_eq!(grace.put(&path, &json!({ "seq": last })).await, 204);
        assert_eq!(unread(&grace, room).await, expected);
    }
}
