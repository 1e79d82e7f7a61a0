use crate::support::{Person, TestServer, stranger};
use app::{model::StreamId, protocol::EventKind};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

async fn ban(admin: &Person, person: &Person) -> StatusCode {
    let path = format!("/api/people/{}/ban", person.user.id);
    admin.send(Method::PUT, &path).await
}

async fn lift_ban(admin: &Person, person: &Person) -> StatusCode {
    let path = format!("/api/people/{}/ban", person.user.id);
    admin.send(Method::DELETE, &path).await
}

async fn sign_in(person: &Person, password: &str) -> Response {
    let url = format!("http://{}/api/session", person.address);
    let form = json!({ "email": person.user.email, "password": password });
    let request = stranger().post(url).json(&form);
    request.send().await.expect("an answer")
}

#[tokio::test]
async fn one_who_is_banned_gets_nothing_more_on_any_device_and_everyone_sees_it() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let phone = grace.sign_in_again().await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    let (mut at_grace, mut at_phone) = (grace.connect().await, phone.connect().await);
    // One that has not said hello is no way around it.
    let mut silent = grace.dial().await;
    at_ada.sends(room, "Before").await;
    at_grace.reads("Before").await;

    assert_eq!(ban(&ada, &grace).await, StatusCode::NO_CONTENT);
    at_ada.sends(room, "After").await;
    for client in [&mut at_grace, &mut at_phone, &mut silent] {
        assert_eq!(client.is_closed().await, 4401);
        for event in client.events.values().flatten() {
            assert!(
                !matches!(&event.kind, EventKind::PersonChanged { person } if person.banned)
                    && !matches!(&event.kind, EventKind::MessageCreated { message } if message.body == "After"),
                "{event:?}"
            );
        }
    }
    let changed = |kind: &EventKind| matches!(kind, EventKind::PersonChanged { person } if person.id == grace.user.id && person.banned);
    let workspace = &at_ada.events[&StreamId::Workspace];
    assert!(workspace.iter().any(|event| changed(&event.kind)));
    let snapshot = ada.get_json("/api/snapshot").await;
    let people = snapshot["people"].as_array().expect("people");
    let banned: Vec<_> = people
        .iter()
        .filter(|person| person["banned"] == true)
        .collect();
    assert_eq!(banned.len(), 1);
    assert_eq!(banned[0]["id"], json!(grace.user.id));
    assert_eq!(
        grace.get("/api/me").await.status(),
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn one_who_is_banned_cannot_come_in_again_until_it_is_lifted_and_then_finds_all_as_it_was() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let plans = ada.closed_room("Plans").await;
    ada.add(plans, &grace).await;
    assert_eq!(ban(&ada, &grace).await, StatusCode::NO_CONTENT);
    assert_eq!(ban(&ada, &grace).await, StatusCode::NO_CONTENT);
    ada.says(plans, "Without Grace").await;

    let refused = sign_in(&grace, "battery staple").await;
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    let refused = sign_in(&grace, "correct horse").await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let problem: Value = refused.json().await.expect("a problem");
    assert_eq!(problem["code"], "forbidden");

    let code = ada.get_json("/api/workspace").await["join_code"].clone();
    let path = format!("/api/join/{}", code.as_str().expect("a code"));
    let form =
        json!({ "name": "Not Grace", "email": "Grace@example.org", "password": "correct horse" });
    let refused = ada.post(&path, &form).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let tea = ada.closed_room("Tea").await;
    assert_eq!(ada.add(tea, &grace).await, StatusCode::FORBIDDEN);

    assert_eq!(lift_ban(&ada, &grace).await, StatusCode::NO_CONTENT);
    let grace = grace.sign_in_again().await;
    let history = grace.history(plans).await;
    assert_eq!(history.last().expect("a message").body, "Without Grace");
    let mut at_grace = grace.connect().await;
    at_grace.sends(plans, "Back").await;
}

#[tokio::test]
async fn only_administrators_ban_and_nobody_themselves() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    assert_eq!(ban(&grace, &linus).await, StatusCode::FORBIDDEN);
    assert_eq!(lift_ban(&grace, &linus).await, StatusCode::FORBIDDEN);
    assert_eq!(ban(&ada, &ada).await, StatusCode::FORBIDDEN);
    let nobody = ada.send(Method::PUT, "/api/people/nobody/ban").await;
    assert_eq!(nobody, StatusCode::NOT_FOUND);
    linus.connect().await.pings().await;
}
