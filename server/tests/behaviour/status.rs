use crate::support::{Person, Screen, TestServer, open_database};
use protocol::{EventKind, Status, StreamId, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn say(person: &Person, status: Value) -> StatusCode {
    let request = person.request(Method::PUT, "/api/me/status").json(&status);
    request.send().await.expect("an answer").status()
}

fn soon(milliseconds: i64) -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis() + milliseconds)
}

/// What a person says, as an event of the workspace has it.
fn says(kind: &EventKind, person: &Person) -> Option<Option<Status>> {
    match kind {
        EventKind::PersonChanged { person: changed } if changed.id == person.user.id => {
            Some(changed.status.clone())
        }
        _ => None,
    }
}

#[tokio::test]
async fn everyone_sees_a_status_at_once_after_catching_up_and_after_a_reload() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    let mut away = Screen::open(&ada, room).await;
    away.goes_away();

    let until = soon(3_600_000);
    let status = json!({ "emoji": "🗓", "text": " In a meeting ", "until": until });
    assert_eq!(say(&grace, status).await, StatusCode::NO_CONTENT);
    let wanted = Some(Status {
        emoji: "🗓️".into(),
        text: "In a meeting".into(),
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

    assert_eq!(say(&grace, json!({})).await, StatusCode::NO_CONTENT);
    at_ada.sees(|kind| says(kind, &grace) == Some(None)).await;
}

#[tokio::test]
async fn a_status_ends_when_its_time_has_come() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let mut at_ada = ada.connect().await;
    let status = json!({ "text": "Lunch", "until": soon(3_000) });
    assert_eq!(say(&ada, status).await, StatusCode::NO_CONTENT);
    at_ada
        .sees(|kind| says(kind, &ada).is_some_and(|status| status.is_some()))
        .await;
    at_ada.sees(|kind| says(kind, &ada) == Some(None)).await;
}

#[tokio::test]
async fn a_status_whose_time_came_while_no_server_ran_ends_with_the_start() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    say(&ada, json!({ "emoji": "🌴", "until": soon(3_600_000) })).await;
    let mut screen = Screen::open(&ada, room).await;
    screen.goes_away();
    let seq = screen.state.cursors[&StreamId::Workspace];
    assert!(screen.state.status_of(ada.user.id).is_some());
    let server = server
        .restart_after(async |data| {
            let mut database = open_database(data).await;
            let past = sqlx::raw_sql("UPDATE people SET status_until = 1");
            past.execute(&mut database).await.expect("set");
        })
        .await;
    let mut screen = Screen::open(&ada.at(server.address), room).await;
    screen.follows(StreamId::Workspace, seq + 1).await;
    assert_eq!(screen.state.status_of(ada.user.id), None);
}

#[tokio::test]
async fn what_is_no_status_is_refused_and_what_is_so_already_makes_no_event() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    for status in [
        json!({ "emoji": "ok" }),
        json!({ "emoji": "🎉🎉" }),
        json!({ "text": "a".repeat(101) }),
        json!({ "text": "a\u{0}b" }),
        json!({ "text": "Past", "until": soon(-1_000) }),
        json!({ "text": "Never", "until": "tomorrow" }),
    ] {
        let refused = say(&ada, status.clone()).await;
        assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY, "{status}");
    }
    say(&ada, json!({ "text": "Here" })).await;
    let before = ada.get_json("/api/snapshot").await;
    assert_eq!(
        before["people"][0]["status"],
        json!({ "emoji": "💬", "text": "Here" })
    );
    say(&ada, json!({ "text": "Here" })).await;
    let after = ada.get_json("/api/snapshot").await;
    assert_eq!(before["cursors"], after["cursors"]);
}

#[tokio::test]
async fn a_time_zone_is_part_of_the_profile() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let set = async |zone: &str| {
        let request = ada.request(Method::PATCH, "/api/me");
        let request = request.json(&json!({ "time_zone": zone }));
        request.send().await.expect("an answer").status()
    };
    assert_eq!(
        set("America/Argentina/Buenos_Aires").await,
        StatusCode::NO_CONTENT
    );
    let snapshot = ada.get_json("/api/snapshot").await;
    assert_eq!(
        snapshot["people"][0]["time_zone"],
        "America/Argentina/Buenos_Aires"
    );
    for zone in ["Mars/<b>", "a b", &"a".repeat(65)] {
        assert_eq!(set(zone).await, StatusCode::UNPROCESSABLE_ENTITY, "{zone}");
    }
    assert_eq!(set("").await, StatusCode::NO_CONTENT);
    let snapshot = ada.get_json("/api/snapshot").await;
    assert_eq!(snapshot["people"][0]["time_zone"], Value::Null);
}
