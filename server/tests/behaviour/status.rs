//! Status and time zone of a person.

use crate::support::{HOUR_MS, Screen, TestPerson, soon, workspace};
use protocol::{EventKind, Status, StreamId};
use reqwest::StatusCode;
use serde_json::{Value, json};

async fn say(person: &TestPerson, status: Value) -> StatusCode {
    person.put("/api/me/status", &status).await
}

/// Returns the status that an event sets for a person.
fn says(kind: &EventKind, person: &TestPerson) -> Option<Option<Status>> {
    match kind {
        EventKind::PersonChanged { person: changed } if changed.id == person.user.id => {
            Some(changed.status.clone())
        }
        _ => None,
    }
}

#[tokio::test]
async fn everyone_sees_a_status_at_once_after_catching_up_and_after_a_reload() {
    let (_server, room, [ada, grace]) = workspace().await;
    let mut at_ada = ada.connect().await;
    let mut away = Screen::away(&ada, room).await;

    let until = soon(HOUR_MS);
    let status = json!({ "emoji": "🗓", "text": " In a meeting ", "until": until });
    assert_eq!(say(&grace, status).await, 204);
    let wanted = Some(Status {
        emoji: "🗓️".into(),
        text: Some("In a meeting".into()),
        until: Some(until),
    });
    let event = at_ada
        .sees(|kind| says(kind, &grace).is_some_and(|status| status == wanted))
        .await;
    away.comes_back().await;
    away.follows(StreamId::Workspace, event.seq).await;
    assert_eq!(away.state.status_of(grace.user.id), wanted.as_ref());
    let anew = Screen::open(&ada, room).await;
    assert_eq!(anew.state.status_of(grace.user.id), wanted.as_ref());

    assert_eq!(say(&grace, json!({})).await, 204);
    at_ada.sees(|kind| says(kind, &grace) == Some(None)).await;
}

#[tokio::test]
async fn a_status_ends_at_its_time() {
    let (_server, _, [ada]) = workspace().await;
    let mut at_ada = ada.connect().await;
    let status = json!({ "text": "Lunch", "until": soon(3_000) });
    assert_eq!(say(&ada, status).await, 204);
    let is_set = |kind: &EventKind| says(kind, &ada).flatten().is_some();
    at_ada.sees(is_set).await;
    at_ada.sees(|kind| says(kind, &ada) == Some(None)).await;
}

#[tokio::test]
async fn a_status_that_expired_while_the_server_was_down_ends_with_the_start() {
    let (server, room, [ada]) = workspace().await;
    say(&ada, json!({ "emoji": "🌴", "until": soon(HOUR_MS) })).await;
    let screen = Screen::away(&ada, room).await;
    let seq = screen.state.cursors[&StreamId::Workspace];
    assert!(screen.state.status_of(ada.user.id).is_some());
    let past = "UPDATE people SET status_until = 1";
    let server = server.restart_with(past).await;
    let mut screen = Screen::open(&ada.at(server.address), room).await;
    screen.follows(StreamId::Workspace, seq + 1).await;
    assert_eq!(screen.state.status_of(ada.user.id), None);
}

#[tokio::test]
async fn an_invalid_status_is_refused_and_a_repeat_makes_no_event() {
    let (_server, _, [ada]) = workspace().await;
    for status in [
        json!({ "emoji": "ok" }),
        json!({ "emoji": "🎉🎉" }),
        json!({ "text": "a".repeat(101) }),
        json!({ "text": "a\u{0}b" }),
        json!({ "text": "Past", "until": soon(-1_000) }),
        json!({ "text": "Never", "until": "tomorrow" }),
    ] {
        let refused = say(&ada, status.clone()).await;
        assert_eq!(refused, 422, "{status}");
    }
    say(&ada, json!({ "text": "Here" })).await;
    let before = ada.get_json("/api/snapshot").await;
    let expected = json!({ "emoji": "💬", "text": "Here" });
    assert_eq!(before["people"][0]["status"], expected);
    say(&ada, json!({ "text": "Here" })).await;
    let after = ada.get_json("/api/snapshot").await;
    assert_eq!(before["cursors"], after["cursors"]);
}

#[tokio::test]
async fn a_time_zone_is_part_of_the_profile() {
    let (_server, _, [ada]) = workspace().await;
    let set = async |zone: &str| ada.patch("/api/me", &json!({ "time_zone": zone })).await;
    assert_eq!(set("America/Argentina/Buenos_Aires").await, 204);
    let zone = async || ada.get_json("/api/snapshot").await["people"][0]["time_zone"].clone();
    assert_eq!(zone().await, "America/Argentina/Buenos_Aires");
    for wrong in ["Mars/<b>", "a b", &"a".repeat(65)] {
        assert_eq!(set(wrong).await, 422, "{wrong}");
    }
    assert_eq!(set("").await, 204);
    assert_eq!(zone().await, Value::Null);
}
