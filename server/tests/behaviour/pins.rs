//! Pinned messages.

use crate::support::{Screen, TestPerson, workspace};
use protocol::{EventKind, Message, RoomId};
use serde_json::json;

/// Returns the texts of a room's pinned messages, from top to bottom.
async fn pinned(person: &TestPerson, room: RoomId) -> Vec<String> {
    let pins = format!("/api/rooms/{room}/pins");
    let pins: Vec<Message> = person.get_as(&pins).await;
    assert!(pins.iter().all(|message| message.pinned));
    pins.into_iter().map(|message| message.body).collect()
}

#[tokio::test]
async fn pins_are_the_same_live_after_being_away_and_on_a_new_page() {
    let (_server, room, [ada, grace]) = workspace().await;
    let old = ada.says(room, "Old").await;
    let [mut stayed, mut away] = Screen::live_and_away(&grace, room).await;

    let plan = ada.says(room, "Plan").await;
    let secret = ada.says(room, "Secret").await;
    for message in [&old, &plan, &secret] {
        assert_eq!(grace.pins(message, true).await, 204);
    }
    ada.pins(&old, false).await;
    ada.deletes(&secret).await;
    ada.pins(&old, true).await;

    for screen in [&mut stayed, &mut away] {
        screen.catches_up().await;
    }
    let fresh = Screen::open(&grace, room).await;
    for screen in [&stayed, &away, &fresh] {
        let marks: Vec<_> = screen.messages(room).iter().map(|it| it.pinned).collect();
        assert_eq!(marks, [true, true, false]);
        assert_eq!(screen.state.rooms[&room].pins, 2);
    }
    let history: Vec<_> = ada.history(room).await.iter().map(|it| it.pinned).collect();
    assert_eq!(history, [true, true, false]);
    assert_eq!(pinned(&ada, room).await, ["Old", "Plan"]);
}

#[tokio::test]
async fn repeated_pins_and_removals_change_nothing() {
    let (_server, room, [ada]) = workspace().await;
    let message = ada.says(room, "Plan").await;
    let mut at_ada = ada.connect().await;
    assert_eq!(ada.pins(&message, false).await, 204);
    assert_eq!(ada.pins(&message, true).await, 204);
    assert_eq!(ada.pins(&message, true).await, 204);
    let is_pin = |kind: &EventKind| matches!(kind, EventKind::PinChanged { .. });
    let event = at_ada.sees(is_pin).await;
    let (message, on) = (message.id, true);
    assert_eq!(event.kind, EventKind::PinChanged { message, on });
    assert_eq!(event.seq, ada.room_now(room).await.seq);
}

#[tokio::test]
async fn only_members_of_the_room_pin_and_see_pins() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.closed_room("Secrets").await;
    let message = ada.says(room, "Plan").await;
    assert_eq!(grace.pins(&message, true).await, 404);
    let list = format!("/api/rooms/{room}/pins");
    assert_eq!(grace.status(&list).await, 404);
    assert_eq!(ada.pins(&message, true).await, 204);
    // A new member is told how many there are.
    ada.add(room, &grace).await;
    let grace_sees = Screen::open(&grace, room).await;
    assert_eq!(grace_sees.state.rooms[&room].pins, 1);
    ada.changes(room, &json!({ "archived": true })).await;
    assert_eq!(ada.pins(&message, false).await, 409);
}

#[tokio::test]
async fn a_room_has_at_most_a_hundred_pins() {
    let (_server, room, [ada]) = workspace().await;
    for number in 0..100 {
        let message = ada.says(room, &number.to_string()).await;
        assert_eq!(ada.pins(&message, true).await, 204);
    }
    let message = ada.says(room, "One more").await;
    assert_eq!(ada.pins(&message, true).await, 422);
    assert_eq!(pinned(&ada, room).await.len(), 100);
}
