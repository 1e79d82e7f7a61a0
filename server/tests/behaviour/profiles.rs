use crate::support::{Person, TestServer};
use protocol::{Event, EventKind, Role, UserId};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

async fn update(person: &Person, change: Value) -> StatusCode {
    let request = person.request(Method::PATCH, "/api/me").json(&change);
    request.send().await.expect("an answer").status()
}

async fn set_role(actor: &Person, user: UserId, role: &str) -> Response {
    let path = format!("/api/people/{user}/role");
    let request = actor.request(Method::PUT, &path);
    let request = request.json(&json!({ "role": role }));
    request.send().await.expect("an answer")
}

fn changed(event: Event) -> protocol::Person {
    match event.kind {
        EventKind::PersonChanged { person } => person,
        other => panic!("{other:?}"),
    }
}

fn of(user: UserId) -> impl Fn(&EventKind) -> bool {
    move |kind| matches!(kind, EventKind::PersonChanged { person } if person.id == user)
}

#[tokio::test]
async fn everyone_sees_a_new_name_and_title_at_once_and_after_a_reload() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let mut at_ada = ada.connect().await;

    let change = json!({ "name": " Grace Hopper ", "title": "Rear admiral" });
    assert_eq!(update(&grace, change).await, StatusCode::NO_CONTENT);
    let person = changed(at_ada.sees(of(grace.user.id)).await);
    assert_eq!(person.name, "Grace Hopper");
    assert_eq!(person.title.as_deref(), Some("Rear admiral"));
    assert_eq!(person.role, Role::Member);

    let change = json!({ "title": "" });
    assert_eq!(update(&grace, change).await, StatusCode::NO_CONTENT);
    let person = changed(at_ada.sees(of(grace.user.id)).await);
    assert_eq!((person.name.as_str(), person.title), ("Grace Hopper", None));

    let snapshot = ada.get_json("/api/snapshot").await;
    assert_eq!(snapshot["people"][1]["name"], "Grace Hopper");
    assert_eq!(grace.get_json("/api/me").await["name"], "Grace Hopper");
}

#[tokio::test]
async fn a_profile_that_stays_as_it_is_makes_no_event() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let before = ada.get_json("/api/snapshot").await["cursors"]["w"].clone();
    for change in [json!({}), json!({ "name": "Ada" }), json!({ "title": " " })] {
        assert_eq!(update(&ada, change).await, StatusCode::NO_CONTENT);
    }
    let after = ada.get_json("/api/snapshot").await["cursors"]["w"].clone();
    assert_eq!(before, after);
}

#[tokio::test]
async fn a_name_or_title_out_of_bounds_is_refused_and_nothing_changes() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    for change in [
        json!({ "name": "" }),
        json!({ "name": "a".repeat(81), "title": "Analyst" }),
        json!({ "name": "Ada Lovelace", "title": "a".repeat(81) }),
        json!({ "title": "a\u{0}b" }),
    ] {
        let status = update(&ada, change.clone()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{change}");
    }
    let title = json!({ "title": "é".repeat(80) });
    assert_eq!(update(&ada, title).await, StatusCode::NO_CONTENT);
    assert_eq!(ada.get_json("/api/me").await["name"], "Ada");
}

#[tokio::test]
async fn a_role_takes_effect_at_once() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let mut at_grace = grace.connect().await;
    let invite = "/api/workspace/join-code";
    assert_eq!(
        grace.send(Method::POST, invite).await,
        StatusCode::FORBIDDEN
    );

    let set = set_role(&ada, grace.user.id, "administrator").await;
    assert_eq!(set.status(), StatusCode::NO_CONTENT);
    let person = changed(at_grace.sees(of(grace.user.id)).await);
    assert_eq!(person.role, Role::Administrator);
    assert_eq!(grace.send(Method::POST, invite).await, StatusCode::OK);

    // And she may step Ada down, who then may nothing more.
    let set = set_role(&grace, ada.user.id, "member").await;
    assert_eq!(set.status(), StatusCode::NO_CONTENT);
    changed(at_grace.sees(of(ada.user.id)).await);
    assert_eq!(ada.send(Method::POST, invite).await, StatusCode::FORBIDDEN);
    let set = set_role(&ada, ada.user.id, "administrator").await;
    assert_eq!(set.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn only_administrators_set_roles_of_people_who_exist() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    for user in [grace.user.id, ada.user.id] {
        for role in ["administrator", "member"] {
            let refused = set_role(&grace, user, role).await;
            assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        }
    }
    let refused = set_role(&ada, grace.user.id, "emperor").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = "00000000-0000-7000-8000-000000000000".parse();
    let refused = set_role(&ada, nobody.expect("an id"), "member").await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_last_administrator_cannot_step_down_and_one_who_is_banned_does_not_count() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let refused = set_role(&ada, ada.user.id, "member").await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    let problem: Value = refused.json().await.expect("a problem");
    assert_eq!(problem["code"], "forbidden");
    let detail = problem["detail"].as_str().expect("words");
    assert!(detail.contains("only administrator"), "{detail}");

    set_role(&ada, grace.user.id, "administrator").await;
    let ban = format!("/api/people/{}/ban", grace.user.id);
    assert_eq!(ada.send(Method::PUT, &ban).await, StatusCode::NO_CONTENT);
    let refused = set_role(&ada, ada.user.id, "member").await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);

    assert_eq!(ada.send(Method::DELETE, &ban).await, StatusCode::NO_CONTENT);
    let set = set_role(&ada, ada.user.id, "member").await;
    assert_eq!(set.status(), StatusCode::NO_CONTENT);
    assert_eq!(ada.get_json("/api/me").await["role"], "member");
}

/// A PNG of one colour.
fn png(width: u32, height: u32) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb([200, 80, 40]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    let written = picture.write_to(&mut bytes, image::ImageFormat::Png);
    written.expect("written");
    STANDARD.encode(bytes.into_inner())
}

async fn show_picture(person: &Person, picture: &str) -> StatusCode {
    let request = person.request(Method::PUT, "/api/me/picture");
    let request = request.json(&json!({ "picture": picture }));
    request.send().await.expect("an answer").status()
}

#[tokio::test]
async fn a_picture_shows_to_everyone_until_it_is_taken_away() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let mut at_ada = ada.connect().await;
    assert_eq!(
        show_picture(&grace, &png(256, 256)).await,
        StatusCode::NO_CONTENT
    );
    let person = changed(at_ada.sees(of(grace.user.id)).await);
    let name = person.picture.expect("a picture");
    let answer = ada.get(&format!("/previews/{name}")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    let snapshot = ada.get_json("/api/snapshot").await;
    let people = snapshot["people"].as_array().expect("people");
    assert!(
        people
            .iter()
            .any(|person| person["picture"] == name.as_str())
    );

    let gone = grace.send(Method::DELETE, "/api/me/picture").await;
    assert_eq!(gone, StatusCode::NO_CONTENT);
    let person = changed(at_ada.sees(of(grace.user.id)).await);
    assert_eq!(person.picture, None);
}

#[tokio::test]
async fn what_is_no_square_picture_is_refused_and_the_one_before_stays() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    assert_eq!(
        show_picture(&ada, &png(64, 64)).await,
        StatusCode::NO_CONTENT
    );
    let half = &png(64, 64)[..80];
    for hostile in ["", "?", "aGVsbG8=", half, &png(64, 65), &png(1_200, 1_200)] {
        let status = show_picture(&ada, hostile).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{hostile:.20}");
    }
    let snapshot = ada.get_json("/api/snapshot").await;
    assert!(snapshot["people"][0]["picture"].is_string());
}

#[tokio::test]
async fn who_looks_like_another_is_said_to() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let likes = async |person: &Person| {
        let path = format!("/api/people/{}/lookalikes", person.user.id);
        linus.get_json(&path).await
    };
    assert_eq!(likes(&ada).await, json!([]));
    let name = ada.get_json("/api/me").await["name"].clone();
    let name = name.as_str().expect("a name").to_owned();

    // In Cyrillic, with marks that nobody sees.
    let change = json!({ "name": format!("\u{202e}\u{200b}{}", name.replace('a', "\u{430}")) });
    assert_eq!(update(&grace, change).await, StatusCode::NO_CONTENT);
    let shown = grace.get_json("/api/me").await["name"].clone();
    assert_eq!(shown, name.replace('a', "\u{430}"));
    assert_eq!(likes(&grace).await, json!([name]));
    assert_eq!(likes(&ada).await, json!([shown]));
    assert_eq!(likes(&linus).await, json!([]));

    for change in ["\u{200b}", "\u{2800}", "\u{202e}"] {
        let status = update(&grace, json!({ "name": change })).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{change:?}");
    }
}
