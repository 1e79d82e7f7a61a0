use crate::support::{Person, Screen, TestServer, stranger};
use protocol::{EventKind, StreamId};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

async fn deactivate(admin: &Person, person: &Person) -> StatusCode {
    let path = format!("/api/people/{}/deactivation", person.user.id);
    admin.send(Method::PUT, &path).await
}

async fn reactivate(admin: &Person, person: &Person) -> StatusCode {
    let path = format!("/api/people/{}/deactivation", person.user.id);
    admin.send(Method::DELETE, &path).await
}

async fn sign_in(person: &Person) -> Response {
    let url = format!("http://{}/api/session", person.address);
    let form = json!({ "email": person.user.email, "password": "correct horse" });
    let request = stranger().post(url).json(&form);
    request.send().await.expect("an answer")
}

#[tokio::test]
async fn one_who_is_deactivated_is_out_at_once_and_may_come_back() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.closed_room("Tea").await;
    ada.add(room, &grace).await;
    grace.says(room, "Nanoseconds").await;
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);

    assert_eq!(deactivate(&ada, &grace).await, StatusCode::NO_CONTENT);
    assert_eq!(at_grace.is_closed().await, 4401);
    at_ada
        .sees(|kind| matches!(kind, EventKind::PersonChanged { person } if person.deactivated && person.id == grace.user.id))
        .await;
    let refused = sign_in(&grace).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let problem: Value = refused.json().await.expect("a problem");
    let detail = problem["detail"].as_str().expect("words");
    assert!(detail.contains("deactivated"), "{detail}");

    // What they wrote stays, they stay in the room, and nobody adds them to another.
    assert_eq!(ada.history(room).await[0].body, "Nanoseconds");
    let other = ada.closed_room("Coffee").await;
    assert_eq!(ada.add(other, &grace).await, StatusCode::FORBIDDEN);
    let reset = format!("/api/people/{}/reset", grace.user.id);
    assert_eq!(ada.send(Method::POST, &reset).await, StatusCode::FORBIDDEN);

    assert_eq!(reactivate(&ada, &grace).await, StatusCode::NO_CONTENT);
    assert_eq!(sign_in(&grace).await.status(), StatusCode::CREATED);
    let grace = grace.sign_in_again().await;
    assert_eq!(grace.history(room).await.len(), 1);
}

#[tokio::test]
async fn only_administrators_deactivate_and_nobody_themselves() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    assert_eq!(deactivate(&grace, &ada).await, StatusCode::FORBIDDEN);
    assert_eq!(deactivate(&ada, &ada).await, StatusCode::FORBIDDEN);
    assert_eq!(reactivate(&grace, &grace).await, StatusCode::FORBIDDEN);
    // One who is out does not count as an administrator.
    let role = format!("/api/people/{}/role", grace.user.id);
    let set = ada
        .request(Method::PUT, &role)
        .json(&json!({ "role": "administrator" }));
    set.send().await.expect("an answer");
    deactivate(&ada, &grace).await;
    let role = format!("/api/people/{}/role", ada.user.id);
    let set = ada
        .request(Method::PUT, &role)
        .json(&json!({ "role": "member" }));
    let refused = set.send().await.expect("an answer");
    assert_eq!(refused.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn all_that_one_who_is_banned_wrote_can_be_deleted_on_every_screen() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let (everyone, tea) = (ada.everyone().await, grace.closed_room("Tea").await);
    grace.add(tea, &ada).await;
    // More than one step of it.
    for number in 0..130 {
        grace.says(everyone, &format!("Spam {number}")).await;
    }
    grace.says(tea, "More").await;
    ada.says(everyone, "Stays").await;
    let mut away = Screen::open(&ada, everyone).await;
    away.goes_away();
    let mut live = Screen::open(&ada, everyone).await;

    let messages = format!("/api/people/{}/messages", grace.user.id);
    // Not while they may still write.
    assert_eq!(
        ada.send(Method::DELETE, &messages).await,
        StatusCode::FORBIDDEN
    );
    let ban = format!("/api/people/{}/ban", grace.user.id);
    assert_eq!(ada.send(Method::PUT, &ban).await, StatusCode::NO_CONTENT);
    assert_eq!(
        ada.send(Method::DELETE, &messages).await,
        StatusCode::NO_CONTENT
    );
    // A second time there is nothing to do.
    assert_eq!(
        ada.send(Method::DELETE, &messages).await,
        StatusCode::NO_CONTENT
    );

    let history = ada.history(everyone).await;
    let left: Vec<_> = history.iter().filter(|message| !message.deleted).collect();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].body, "Stays");
    assert!(
        ada.history(tea)
            .await
            .iter()
            .all(|message| message.deleted && message.body.is_empty())
    );
    let snapshot = ada
        .get_json(&format!("/api/snapshot?room={everyone}"))
        .await;
    let stream = StreamId::Room(everyone);
    let seq = snapshot["cursors"][stream.to_string()]
        .as_u64()
        .expect("a cursor");
    live.follows(stream, seq).await;
    away.comes_back().await;
    away.follows(stream, seq).await;
    assert_eq!(live.messages(everyone), away.messages(everyone));
    let anew = Screen::open(&ada, everyone).await;
    assert_eq!(anew.messages(everyone), live.messages(everyone));
}
