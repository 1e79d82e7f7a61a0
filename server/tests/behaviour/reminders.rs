//! Reminders of messages.

use crate::support::{HOUR_MS, SOON_MS, Screen, TestClient, TestPerson, soon, workspace};
use protocol::{EventKind, Message, MessageId, Saved, StreamId};
use reqwest::{Method, StatusCode};

async fn dismiss(person: &TestPerson, message: &Message) -> StatusCode {
    let path = format!("/api/messages/{}/reminder", message.id);
    person.send(Method::DELETE, &path).await
}

/// Waits until a message is due.
async fn is_reminded(client: &mut TestClient, message: MessageId) {
    client
        .sees(|kind| {
            matches!(kind, EventKind::SavedChanged { saved, on: true } if saved.message == message && saved.due)
        })
        .await;
}

#[tokio::test]
async fn a_reminder_comes_once_on_all_devices_and_is_dismissed() {
    let (_server, room, [ada, grace]) = workspace().await;
    let (one, two) = (ada.says(room, "One").await, ada.says(room, "Two").await);
    let phone = grace.sign_in_again().await;
    let mut at_phone = phone.connect().await;
    let [mut stayed, mut away] = Screen::live_and_away(&phone, room).await;

    let later = soon(HOUR_MS);
    assert_eq!(grace.is_reminded_of(&two, later).await, 204);
    // A saved message gets a time, and keeps its place.
    grace.saves(&one, true).await;
    let at = soon(SOON_MS);
    assert_eq!(grace.is_reminded_of(&one, at).await, 204);
    is_reminded(&mut at_phone, one.id).await;

    let stream = StreamId::User(grace.user.id);
    let fresh = Screen::open(&phone, room).await;
    let last = fresh.state.cursors[&stream];
    for screen in [&mut stayed, &mut away] {
        screen.catches_up().await;
    }
    let saved = |message: &Message, at, due| Saved {
        message: message.id,
        remind_at: Some(at),
        due,
    };
    for screen in [&stayed, &away, &fresh] {
        assert_eq!(
            screen.state.saved,
            [saved(&two, later, false), saved(&one, at, true)]
        );
        assert_eq!(screen.state.due_messages().len(), 1);
    }
    assert_eq!(Screen::open(&ada, room).await.state.saved, []);

    assert_eq!(dismiss(&grace, &one).await, 204);
    // A repeat changes nothing.
    assert_eq!(dismiss(&grace, &one).await, 204);
    stayed.follows(stream, last + 1).await;
    let fresh = Screen::open(&phone, room).await;
    assert_eq!(fresh.state.cursors[&stream], last + 1);
    for screen in [&stayed, &fresh] {
        assert_eq!(screen.state.due_messages().len(), 0);
        assert_eq!(screen.state.saved.len(), 2);
    }
}

#[tokio::test]
async fn a_reminder_that_was_due_while_the_server_was_down_comes_once_with_the_start() {
    let (server, room, [ada]) = workspace().await;
    let message = ada.says(room, "Tea").await;
    ada.is_reminded_of(&message, soon(HOUR_MS)).await;
    let stream = StreamId::User(ada.user.id);
    let before = Screen::open(&ada, room).await.state.cursors[&stream];
    let past = "UPDATE saved SET remind_at = 1";
    let server = server.restart_with(past).await;
    let ada = ada.at(server.address);
    let mut screen = Screen::open(&ada, room).await;
    screen.follows(stream, before + 1).await;
    assert_eq!(screen.state.due_messages().len(), 1);
    let server = server.restart().await;
    let ada = ada.at(server.address);
    // A repeated reminder would be before this one in the stream.
    let other = ada.says(room, "Milk").await;
    ada.is_reminded_of(&other, soon(SOON_MS)).await;
    is_reminded(&mut ada.connect().await, other.id).await;
    let screen = Screen::open(&ada, room).await;
    assert_eq!(screen.state.due_messages().len(), 2);
    assert_eq!(screen.state.cursors[&stream], before + 3);
}

#[tokio::test]
async fn a_due_reminder_can_be_postponed() {
    let (_server, room, [ada]) = workspace().await;
    let message = ada.says(room, "Tea").await;
    let mut client = ada.connect().await;
    ada.is_reminded_of(&message, soon(SOON_MS)).await;
    is_reminded(&mut client, message.id).await;
    let later = soon(HOUR_MS);
    assert_eq!(ada.is_reminded_of(&message, later).await, 204);
    let saved = Saved {
        message: message.id,
        remind_at: Some(later),
        due: false,
    };
    assert_eq!(Screen::open(&ada, room).await.state.saved, [saved]);
}

#[tokio::test]
async fn there_are_no_reminders_of_invisible_messages() {
    let (_server, everyone, [ada, grace]) = workspace().await;
    let room = ada.closed_room("Secrets").await;
    let (plan, other) = (ada.says(room, "Plan").await, ada.says(room, "Other").await);
    let hour = soon(HOUR_MS);
    assert_eq!(grace.is_reminded_of(&plan, hour).await, 404);
    ada.add(room, &grace).await;
    for message in [&plan, &other] {
        assert_eq!(grace.is_reminded_of(message, hour).await, 204);
    }
    for at in [soon(-1), soon(367 * 24 * HOUR_MS)] {
        let refused = grace.is_reminded_of(&plan, at).await;
        assert_eq!(refused, 422);
    }
    let mut screen = Screen::open(&grace, everyone).await;
    ada.deletes(&other).await;
    ada.remove(room, &grace).await;
    let fresh = Screen::open(&grace, everyone).await;
    screen.catches_up().await;
    let saved = Saved {
        message: plan.id,
        ..Saved::default()
    };
    for screen in [&screen, &fresh] {
        assert_eq!(screen.state.saved, std::slice::from_ref(&saved));
    }
}
