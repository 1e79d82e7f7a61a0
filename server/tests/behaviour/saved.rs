//! Messages that a person has put aside, for themselves alone and on all their devices.

use crate::support::{Person, Screen, TestServer};
use protocol::{EventKind, Message, Saved, StreamId};
use reqwest::{Method, StatusCode};
use serde_json::json;

async fn save(person: &Person, message: &Message, on: bool) -> StatusCode {
    let method = if on { Method::PUT } else { Method::DELETE };
    let path = format!("/api/messages/{}/saved", message.id);
    person.send(method, &path).await
}

/// The texts of what a person has put aside, from top to bottom.
async fn saved(person: &Person) -> Vec<String> {
    let saved = person.get_json("/api/saved").await;
    let saved: Vec<Message> = serde_json::from_value(saved).expect("messages");
    saved.into_iter().map(|message| message.body).collect()
}

#[tokio::test]
async fn what_is_put_aside_is_so_on_all_devices_and_for_nobody_else() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let everyone = ada.everyone().await;
    let elsewhere = ada.closed_room("Elsewhere").await;
    let (one, two) = (
        ada.says(everyone, "One").await,
        ada.says(elsewhere, "Two").await,
    );
    let phone = ada.sign_in_again().await;
    let mut stayed = Screen::open(&phone, everyone).await;
    let mut away = Screen::open(&phone, everyone).await;
    away.goes_away();

    for message in [&one, &two] {
        assert_eq!(save(&ada, message, true).await, StatusCode::NO_CONTENT);
    }
    save(&ada, &one, false).await;
    save(&ada, &one, true).await;
    // A second time changes nothing.
    save(&ada, &one, true).await;

    let stream = StreamId::User(ada.user.id);
    let fresh = Screen::open(&phone, everyone).await;
    let last = fresh.state.cursors[&stream];
    stayed.follows(stream, last).await;
    away.comes_back().await;
    away.follows(stream, last).await;
    for screen in [&stayed, &away, &fresh] {
        let saved = screen.state.saved.iter().map(|saved| saved.message);
        assert!(saved.eq([two.id, one.id]));
    }
    assert_eq!(saved(&phone).await, ["One", "Two"]);
    assert_eq!(saved(&grace).await, [""; 0]);
    assert_eq!(Screen::open(&grace, everyone).await.state.saved, []);
}

#[tokio::test]
async fn only_what_one_sees_is_put_aside_and_shown() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.closed_room("Secrets").await;
    let message = ada.says(room, "Plan").await;
    assert_eq!(save(&grace, &message, true).await, StatusCode::NOT_FOUND);
    ada.add(room, &grace).await;
    assert_eq!(save(&grace, &message, true).await, StatusCode::NO_CONTENT);
    assert_eq!(saved(&grace).await, ["Plan"]);
    ada.remove(room, &grace).await;
    assert_eq!(saved(&grace).await, [""; 0]);
    // One can put it back all the same.
    assert_eq!(save(&grace, &message, false).await, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_deleted_message_is_no_longer_put_aside() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let message = ada.says(room, "Not for here").await;
    save(&grace, &message, true).await;
    let mut at_grace = grace.connect().await;
    let delete = json!({ "type": "delete", "message": message.id });
    ada.connect().await.does(delete).await;
    let event = at_grace
        .sees(|kind| matches!(kind, EventKind::SavedChanged { .. }))
        .await;
    let off = EventKind::SavedChanged {
        saved: Saved {
            message: message.id,
            ..Saved::default()
        },
        on: false,
    };
    assert_eq!(event.kind, off);
    assert_eq!(saved(&grace).await, [""; 0]);
    assert_eq!(save(&grace, &message, true).await, StatusCode::NOT_FOUND);
}
