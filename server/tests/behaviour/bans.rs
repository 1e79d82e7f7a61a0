use crate::support::{Person, TestServer, stranger};
use protocol::{EventKind, StreamId};
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

/// Whether somebody new comes in by a path.
async fn lets_in(person: &Person, path: &str, name: &str) -> StatusCode {
    let url = format!("http://{}/api{path}", person.address);
    let form = json!({ "name": name, "email": format!("{name}@example.com"), "password": "correct horse" });
    let request = stranger().post(url).json(&form);
    request.send().await.expect("an answer").status()
}

#[tokio::test]
async fn one_who_is_shut_out_does_not_come_back_by_a_link_that_they_know() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let join = async || {
        let code = ada.get_json("/api/workspace").await["join_code"].clone();
        format!("/join/{}", code.as_str().expect("a code"))
    };
    for (way, name) in [("ban", "Grace"), ("deactivation", "Linus")] {
        let person = server.join(&ada, name).await;
        let role = format!("/api/people/{}/role", person.user.id);
        let promoted = ada.request(Method::PUT, &role);
        let promoted = promoted.json(&json!({ "role": "administrator" }));
        promoted.send().await.expect("an answer");
        let rooms = json!({ "rooms": [ada.everyone().await] });
        let made = person.post("/api/guest-invitations", &rooms).await;
        let made: Value = made.json().await.expect("a link");
        let guests = made["path"].as_str().expect("a path").to_owned();
        let known = join().await;
        let reset = format!("/api/people/{}/reset", ada.user.id);
        let reset = person.post(&reset, &json!({})).await;
        assert_eq!(reset.status(), StatusCode::CREATED);
        let reset: Value = reset.json().await.expect("a link");
        let reset = format!("/api{}", reset["path"].as_str().expect("a path"));

        let path = format!("/api/people/{}/{way}", person.user.id);
        assert_eq!(ada.send(Method::PUT, &path).await, StatusCode::NO_CONTENT);
        for (link, name) in [(&known, "Sock"), (&guests, "Puppet")] {
            let status = lets_in(&ada, link, name).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{way}");
        }
        assert_eq!(ada.get_json("/api/guest-invitations").await, json!([]));
        // Nor does a link to set Ada's password lead into her account.
        let password = json!({ "password": "battery staple" });
        let url = format!("http://{}{reset}", ada.address);
        let taken = stranger().post(url).json(&password);
        let taken = taken.send().await.expect("an answer").status();
        assert_eq!(taken, StatusCode::NOT_FOUND);
        // To let them in again changes nothing.
        let now = join().await;
        assert_eq!(
            ada.send(Method::DELETE, &path).await,
            StatusCode::NO_CONTENT
        );
        assert_eq!(join().await, now);
        // An administrator may keep the link, since many have it.
        let keep = json!({ "rotate_join_code": false });
        let again = ada.request(Method::PUT, &path).json(&keep);
        let again = again.send().await.expect("an answer");
        assert_eq!(again.status(), StatusCode::NO_CONTENT);
        let newcomer = format!("newcomer-{way}");
        assert_eq!(lets_in(&ada, &now, &newcomer).await, StatusCode::CREATED);
    }
    let wrong = ada.request(Method::PUT, &format!("/api/people/{}/ban", ada.user.id));
    let wrong = wrong.json(&json!({ "rotate_join_code": "perhaps" }));
    let wrong = wrong.send().await.expect("an answer").status();
    assert_eq!(wrong, StatusCode::UNPROCESSABLE_ENTITY);
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
