//! Saved messages.

use crate::support::{Screen, TestPerson, sees, workspace};
use protocol::{EventKind, Message, Saved};

/// Returns the texts of a person's saved messages, from top to bottom.
async fn saved(person: &TestPerson) -> Vec<String> {
    let saved: Vec<Message> = person.get_as("/api/saved").await;
    saved.into_iter().map(|message| message.body).collect()
}

#[tokio::test]
async fn a_message_is_saved_on_all_devices_of_the_person_only() {
    let (_server, everyone, [ada, grace]) = workspace().await;
    let elsewhere = ada.closed_room("Elsewhere").await;
    let one = ada.says(everyone, "One").await;
    let two = ada.says(elsewhere, "Two").await;
    let phone = ada.sign_in_again().await;
    let [mut stayed, mut away] = Screen::live_and_away(&phone, everyone).await;

    for message in [&one, &two] {
        assert_eq!(ada.saves(message, true).await, 204);
    }
    ada.saves(&one, false).await;
    ada.saves(&one, true).await;
    // A repeat changes nothing.
    ada.saves(&one, true).await;

    let fresh = Screen::open(&phone, everyone).await;
    for screen in [&mut stayed, &mut away] {
        screen.catches_up().await;
    }
    for screen in [&stayed, &away, &fresh] {
        let saved = screen.state.saved.iter().map(|saved| saved.message);
        assert!(saved.eq([two.id, one.id]));
    }
    assert_eq!(saved(&phone).await, ["One", "Two"]);
    assert_eq!(saved(&grace).await, [""; 0]);
    assert_eq!(Screen::open(&grace, everyone).await.state.saved, []);
}

#[tokio::test]
async fn only_visible_messages_are_saved_and_shown() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.closed_room("Secrets").await;
    let message = ada.says(room, "Plan").await;
    assert_eq!(grace.saves(&message, true).await, 404);
    ada.add(room, &grace).await;
    assert_eq!(grace.saves(&message, true).await, 204);
    assert_eq!(saved(&grace).await, ["Plan"]);
    ada.remove(room, &grace).await;
    assert_eq!(saved(&grace).await, [""; 0]);
    // It can still be removed from the list.
    assert_eq!(grace.saves(&message, false).await, 204);
}

#[tokio::test]
async fn a_deleted_message_is_no_longer_saved() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = ada.says(room, "Not for here").await;
    grace.saves(&message, true).await;
    let mut at_grace = grace.connect().await;
    ada.deletes(&message).await;
    let told = sees!(at_grace, EventKind::SavedChanged { saved, on } => (saved, on));
    let expected = Saved {
        message: message.id,
        ..Saved::default()
    };
    assert_eq!(told, (expected, false));
    assert_eq!(saved(&grace).await, [""; 0]);
    assert_eq!(grace.saves(&message, true).await, 404);
}
