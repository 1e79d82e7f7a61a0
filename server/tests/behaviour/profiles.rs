//! Profiles, roles, pictures and names that look alike.

use crate::support::{TestClient, TestPerson, is_problem, picture, sees, workspace};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use image::ImageFormat;
use protocol::{EventKind, Role, StreamId, UserId};
use reqwest::{Method, StatusCode};
use serde_json::json;

async fn set_role(actor: &TestPerson, person: &TestPerson, role: &str) -> StatusCode {
    actor.sets_role(person, &json!({ "role": role })).await
}

/// Waits for a change of a person, and returns them.
async fn changed(client: &mut TestClient, user: UserId) -> protocol::Person {
    sees!(client, EventKind::PersonChanged { person } if person.id == user => person)
}

#[tokio::test]
async fn everyone_sees_a_new_name_and_title_at_once_and_after_a_reload() {
    let (_server, _, [ada, grace]) = workspace().await;
    let mut at_ada = ada.connect().await;

    let change = json!({ "name": " Grace Hopper ", "title": "Rear admiral" });
    assert_eq!(grace.updates_profile(&change).await, 204);
    let person = changed(&mut at_ada, grace.user.id).await;
    assert_eq!(person.name, "Grace Hopper");
    assert_eq!(person.title.as_deref(), Some("Rear admiral"));
    assert_eq!(person.role, Role::Member);

    let change = json!({ "title": "" });
    assert_eq!(grace.updates_profile(&change).await, 204);
    let person = changed(&mut at_ada, grace.user.id).await;
    assert_eq!((person.name.as_str(), person.title), ("Grace Hopper", None));

    assert_eq!(ada.snapshot().await.people[1].name, "Grace Hopper");
    assert_eq!(grace.get_json("/api/me").await["name"], "Grace Hopper");
}

#[tokio::test]
async fn an_unchanged_profile_makes_no_event() {
    let (_server, _, [ada]) = workspace().await;
    let before = ada.head(StreamId::Workspace).await;
    for change in [json!({}), json!({ "name": "Ada" }), json!({ "title": " " })] {
        assert_eq!(ada.updates_profile(&change).await, 204);
    }
    assert_eq!(ada.head(StreamId::Workspace).await, before);
}

#[tokio::test]
async fn a_name_or_title_out_of_bounds_is_refused_and_nothing_changes() {
    let (_server, _, [ada]) = workspace().await;
    for change in [
        json!({ "name": "" }),
        json!({ "name": "a".repeat(81), "title": "Analyst" }),
        json!({ "name": "Ada Lovelace", "title": "a".repeat(81) }),
        json!({ "title": "a\u{0}b" }),
    ] {
        let status = ada.updates_profile(&change).await;
        assert_eq!(status, 422, "{change}");
    }
    let title = json!({ "title": "é".repeat(80) });
    assert_eq!(ada.updates_profile(&title).await, 204);
    assert_eq!(ada.get_json("/api/me").await["name"], "Ada");
}

#[tokio::test]
async fn a_role_takes_effect_at_once() {
    let (_server, _, [ada, grace]) = workspace().await;
    let mut at_grace = grace.connect().await;
    let invite = "/api/workspace/join-code";
    assert_eq!(grace.send(Method::POST, invite).await, 403);

    assert_eq!(set_role(&ada, &grace, "administrator").await, 204);
    let person = changed(&mut at_grace, grace.user.id).await;
    assert_eq!(person.role, Role::Administrator);
    assert_eq!(grace.send(Method::POST, invite).await, 200);

    // She may demote Ada, who then has no rights.
    assert_eq!(set_role(&grace, &ada, "member").await, 204);
    changed(&mut at_grace, ada.user.id).await;
    assert_eq!(ada.send(Method::POST, invite).await, 403);
    assert_eq!(set_role(&ada, &ada, "administrator").await, 403);
}

#[tokio::test]
async fn only_administrators_set_roles_of_people_who_exist() {
    let (_server, _, [ada, grace]) = workspace().await;
    for person in [&grace, &ada] {
        for role in ["administrator", "member"] {
            assert_eq!(set_role(&grace, person, role).await, 403);
        }
    }
    assert_eq!(set_role(&ada, &grace, "emperor").await, 422);
    let nobody = "/api/people/00000000-0000-7000-8000-000000000000/role";
    let refused = ada.put(nobody, &json!({ "role": "member" })).await;
    assert_eq!(refused, 404);
}

#[tokio::test]
async fn the_last_administrator_cannot_step_down_and_a_banned_one_does_not_count() {
    let (_server, _, [ada, grace]) = workspace().await;
    let role = format!("/api/people/{}/role", ada.user.id);
    let step_down = json!({ "role": "member" });
    let refused = ada.asks(Method::PUT, &role, &step_down).await;
    let detail = is_problem(refused, 409, "forbidden").await;
    assert!(detail.contains("only administrator"), "{detail}");

    ada.makes_administrator(&grace).await;
    assert_eq!(ada.bans(&grace).await, 204);
    assert_eq!(set_role(&ada, &ada, "member").await, 409);

    assert_eq!(ada.lifts_ban(&grace).await, 204);
    assert_eq!(set_role(&ada, &ada, "member").await, 204);
    assert_eq!(ada.get_json("/api/me").await["role"], "member");
}

/// Returns a PNG in Base64.
fn png(width: u32, height: u32) -> String {
    STANDARD.encode(picture(ImageFormat::Png, width, height))
}

async fn show_picture(person: &TestPerson, picture: &str) -> StatusCode {
    person
        .put("/api/me/picture", &json!({ "picture": picture }))
        .await
}

#[tokio::test]
async fn a_picture_shows_to_everyone_until_it_is_removed() {
    let (_server, _, [ada, grace]) = workspace().await;
    let mut at_ada = ada.connect().await;
    assert_eq!(show_picture(&grace, &png(256, 256)).await, 204);
    let person = changed(&mut at_ada, grace.user.id).await;
    let name = person.picture.expect("a picture");
    let answer = ada.get(&format!("/previews/{name}")).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    let people = ada.snapshot().await.people;
    assert!(people.iter().any(|it| it.picture.as_ref() == Some(&name)));

    let removed = grace.send(Method::DELETE, "/api/me/picture").await;
    assert_eq!(removed, 204);
    let person = changed(&mut at_ada, grace.user.id).await;
    assert_eq!(person.picture, None);
}

#[tokio::test]
async fn a_picture_that_is_not_square_or_valid_is_refused_and_the_current_one_stays() {
    let (_server, _, [ada]) = workspace().await;
    assert_eq!(show_picture(&ada, &png(64, 64)).await, 204);
    let half = &png(64, 64)[..80];
    for hostile in ["", "?", "aGVsbG8=", half, &png(64, 65), &png(1_200, 1_200)] {
        let status = show_picture(&ada, hostile).await;
        assert_eq!(status, 422, "{hostile:.20}");
    }
    assert!(ada.snapshot().await.people[0].picture.is_some());
}

#[tokio::test]
async fn names_that_look_alike_are_reported() {
    let (_server, _, [ada, grace, linus]) = workspace().await;
    let likes = async |person: &TestPerson| {
        let path = format!("/api/people/{}/lookalikes", person.user.id);
        linus.get_json(&path).await
    };
    assert_eq!(likes(&ada).await, json!([]));
    let name = ada.get_json("/api/me").await["name"].clone();
    let name = name.as_str().expect("a name").to_owned();

    // In Cyrillic, with marks that nobody sees.
    let spoof = format!("\u{202e}\u{200b}{}", name.replace('a', "\u{430}"));
    grace.takes_name(&spoof).await;
    let shown = grace.get_json("/api/me").await["name"].clone();
    assert_eq!(shown, name.replace('a', "\u{430}"));
    assert_eq!(likes(&grace).await, json!([name]));
    assert_eq!(likes(&ada).await, json!([shown]));
    assert_eq!(likes(&linus).await, json!([]));

    for change in ["\u{200b}", "\u{2800}", "\u{202e}"] {
        let status = grace.updates_profile(&json!({ "name": change })).await;
        assert_eq!(status, 422, "{change:?}");
    }
}
