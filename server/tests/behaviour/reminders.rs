//! Messages that a person wants to be reminded of.

use crate::support::{Client, Person, Screen, TestServer, open_database};
use protocol::{EventKind, Message, MessageId, Saved, StreamId, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::json;

const HOUR_MS: i64 = 3_600_000;

/// Far enough to be still ahead when it comes to a busy server.
const SOON_MS: i64 = 2_000;

fn soon(milliseconds: i64) -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis() + milliseconds)
}

async fn remind(person: &Person, message: &Message, at: Timestamp) -> StatusCode {
    let path = format!("/api/messages/{}/reminder", message.id);
    let request = person
        .request(Method::PUT, &path)
        .json(&json!({ "at": at }));
    request.send().await.expect("an answer").status()
}

async fn put_away(person: &Person, message: &Message) -> StatusCode {
    let path = format!("/api/messages/{}/reminder", message.id);
    person.send(Method::DELETE, &path).await
}

/// Waits until a message is due.
async fn is_reminded(client: &mut Client, message: MessageId) {
    client
        .sees(|kind| {
            matches!(kind, EventKind::SavedChanged { saved, on: true } if saved.message == message && saved.due)
        })
        .await;
}

#[tokio::test]
async fn a_reminder_comes_once_on_all_devices_and_goes_when_it_is_put_away() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let (one, two) = (ada.says(room, "One").await, ada.says(room, "Two").await);
    let phone = grace.sign_in_again().await;
    let mut at_phone = phone.connect().await;
    let mut stayed = Screen::open(&phone, room).await;
    let mut away = Screen::open(&phone, room).await;
    away.goes_away();

    let later = soon(HOUR_MS);
    assert_eq!(remind(&grace, &two, later).await, StatusCode::NO_CONTENT);
    // What is put aside already just gets a time, and keeps its place.
    let save = format!("/api/messages/{}/saved", one.id);
    grace.send(Method::PUT, &save).await;
    let at = soon(SOON_MS);
    assert_eq!(remind(&grace, &one, at).await, StatusCode::NO_CONTENT);
    is_reminded(&mut at_phone, one.id).await;

    let stream = StreamId::User(grace.user.id);
    let fresh = Screen::open(&phone, room).await;
    let last = fresh.state.cursors[&stream];
    stayed.follows(stream, last).await;
    away.comes_back().await;
    away.follows(stream, last).await;
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

    assert_eq!(put_away(&grace, &one).await, StatusCode::NO_CONTENT);
    // A second time changes nothing.
    assert_eq!(put_away(&grace, &one).await, StatusCode::NO_CONTENT);
    stayed.follows(stream, last + 1).await;
    let fresh = Screen::open(&phone, room).await;
    assert_eq!(fresh.state.cursors[&stream], last + 1);
    for screen in [&stayed, &fresh] {
        assert_eq!(screen.state.due_messages().len(), 0);
        assert_eq!(screen.state.saved.len(), 2);
    }
}

#[tokio::test]
async fn a_reminder_whose_time_came_while_no_server_ran_comes_with_the_start_and_once() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let message = ada.says(room, "Tea").await;
    remind(&ada, &message, soon(HOUR_MS)).await;
    let stream = StreamId::User(ada.user.id);
    let before = Screen::open(&ada, room).await.state.cursors[&stream];
    let server = server
        .restart_after(async |data| {
            let mut database = open_database(data).await;
            let past = sqlx::raw_sql("UPDATE saved SET remind_at = 1");
            past.execute(&mut database).await.expect("set");
        })
        .await;
    let ada = ada.at(server.address);
    let mut screen = Screen::open(&ada, room).await;
    screen.follows(stream, before + 1).await;
    assert_eq!(screen.state.due_messages().len(), 1);
    let server = server.restart().await;
    let ada = ada.at(server.address);
    // Told again it would stand before this in the stream.
    let other = ada.says(room, "Milk").await;
    remind(&ada, &other, soon(SOON_MS)).await;
    is_reminded(&mut ada.connect().await, other.id).await;
    let screen = Screen::open(&ada, room).await;
    assert_eq!(screen.state.due_messages().len(), 2);
    assert_eq!(screen.state.cursors[&stream], before + 3);
}

#[tokio::test]
async fn a_reminder_that_is_due_is_put_off_to_another_time() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let message = ada.says(room, "Tea").await;
    let mut client = ada.connect().await;
    remind(&ada, &message, soon(SOON_MS)).await;
    is_reminded(&mut client, message.id).await;
    let later = soon(HOUR_MS);
    assert_eq!(remind(&ada, &message, later).await, StatusCode::NO_CONTENT);
    let saved = Saved {
        message: message.id,
        remind_at: Some(later),
        due: false,
    };
    assert_eq!(Screen::open(&ada, room).await.state.saved, [saved]);
}

#[tokio::test]
async fn one_is_reminded_of_nothing_that_one_cannot_see() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let everyone = ada.everyone().await;
    let room = ada.closed_room("Secrets").await;
    let (plan, other) = (ada.says(room, "Plan").await, ada.says(room, "Other").await);
    let hour = soon(HOUR_MS);
    assert_eq!(remind(&grace, &plan, hour).await, StatusCode::NOT_FOUND);
    ada.add(room, &grace).await;
    for message in [&plan, &other] {
        assert_eq!(remind(&grace, message, hour).await, StatusCode::NO_CONTENT);
    }
    for at in [soon(-1), soon(367 * 24 * HOUR_MS)] {
        let refused = remind(&grace, &plan, at).await;
        assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let mut screen = Screen::open(&grace, everyone).await;
    let delete = json!({ "type": "delete", "message": other.id });
    ada.connect().await.does(delete).await;
    ada.remove(room, &grace).await;
    let fresh = Screen::open(&grace, everyone).await;
    let stream = StreamId::User(grace.user.id);
    screen.follows(stream, fresh.state.cursors[&stream]).await;
    let saved = Saved {
        message: plan.id,
        ..Saved::default()
    };
    for screen in [&screen, &fresh] {
        assert_eq!(screen.state.saved, std::slice::from_ref(&saved));
    }
}
