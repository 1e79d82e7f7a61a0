//! Changing passwords, and links to set a new one.

use crate::support::{
    TestPerson, TestServer, is_problem, knock, link, open_database, session_of, workspace,
};
use protocol::UserId;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

async fn change(person: &TestPerson, current: &str, password: &str) -> Response {
    let form = json!({ "current": current, "password": password });
    person.asks(Method::PUT, "/api/me/password", &form).await
}

async fn make_reset(actor: &TestPerson, user: UserId) -> Response {
    let path = format!("/api/people/{user}/reset");
    actor.post(&path, &Value::Null).await
}

/// Makes a reset link, and returns its path.
async fn reset(actor: &TestPerson, user: UserId) -> String {
    link(make_reset(actor, user).await).await
}

async fn redeem(server: &TestServer, path: &str, password: &str) -> Response {
    let form = json!({ "password": password });
    knock(server.address, &format!("/api{path}"), &form).await
}

#[tokio::test]
async fn a_password_change_ends_all_other_sessions() {
    let (_server, room, [ada, grace]) = workspace().await;
    let phone = grace.sign_in_again().await;
    let (mut at_laptop, mut at_phone) = (grace.connect().await, phone.connect().await);
    let mut at_ada = ada.connect().await;

    let changed = change(&grace, "correct horse", "battery staple").await;
    assert_eq!(changed.status(), 204);
    assert_eq!(at_phone.is_closed().await, 4401);
    assert_eq!(phone.status("/api/me").await, 401);
    at_laptop.sends(room, "Still here").await;
    at_ada.reads("Still here").await;
    assert_eq!(grace.tries_password("correct horse").await.status(), 401);
    assert_eq!(grace.tries_password("battery staple").await.status(), 201);
}

#[tokio::test]
async fn a_wrong_current_password_is_refused_with_the_reason() {
    let (_server, _, [ada]) = workspace().await;
    let phone = ada.sign_in_again().await;
    for current in ["", "battery staple", "a".repeat(2000).as_str()] {
        let refused = change(&ada, current, "battery staple").await;
        let detail = is_problem(refused, 403, "wrong_credentials").await;
        assert_eq!(detail, "Your current password is incorrect.");
    }
    let refused = change(&ada, "correct horse", "short").await;
    assert_eq!(refused.status(), 422);
    phone.connect().await.pings().await;
    assert_eq!(ada.tries_password("correct horse").await.status(), 201);
}

#[tokio::test]
async fn guesses_at_the_current_password_run_out() {
    let server = TestServer::start_limited(|_| {}).await;
    let ada = server.ada().await;
    for guess in 0..11 {
        let refused = change(&ada, &format!("guess {guess}"), "battery staple").await;
        if refused.status() == 429 {
            return;
        }
        assert_eq!(refused.status(), 403);
    }
    panic!("guesses do not run out");
}

#[tokio::test]
async fn a_reset_link_sets_a_password_once_ends_all_sessions_and_signs_in() {
    let (server, _, [ada, grace]) = workspace().await;
    let mut at_laptop = grace.connect().await;
    let path = reset(&ada, grace.user.id).await;

    let page = server.visit(&path).await;
    assert_eq!(page.status(), 200);
    let page = page.text().await.expect("a page");
    assert!(page.contains("new-password") && page.contains("Analytical Engines"));
    assert!(!page.contains("Grace"), "the page does not name the person");

    let refused = redeem(&server, &path, "short").await;
    assert_eq!(refused.status(), 422);
    let set = redeem(&server, &path, "battery staple").await;
    assert_eq!(set.status(), 201);
    assert!(session_of(&set).is_some());
    let user: Value = set.json().await.expect("a person");
    assert_eq!(user["id"], json!(grace.user.id));
    assert_eq!(at_laptop.is_closed().await, 4401);
    assert_eq!(grace.tries_password("correct horse").await.status(), 401);
    assert_eq!(grace.tries_password("battery staple").await.status(), 201);

    let again = redeem(&server, &path, "another horse").await;
    assert_eq!(again.status(), 404);
    assert_eq!(server.visit(&path).await.status(), 404);
}

#[tokio::test]
async fn of_two_simultaneous_uses_of_a_link_one_wins() {
    let (server, _, [ada, grace]) = workspace().await;
    let path = reset(&ada, grace.user.id).await;
    let (one, other) = tokio::join!(
        redeem(&server, &path, "battery staple"),
        redeem(&server, &path, "another horse"),
    );
    let mut statuses = [one.status(), other.status()];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::CREATED, StatusCode::NOT_FOUND]);
}

#[tokio::test]
async fn a_reset_link_is_void_after_a_newer_one_a_change_of_password_or_a_ban() {
    let (server, _, [ada, grace]) = workspace().await;
    let id = grace.user.id;

    let first = reset(&ada, id).await;
    let second = reset(&ada, id).await;
    assert_eq!(server.visit(&first).await.status(), 404);
    assert_eq!(server.visit(&second).await.status(), 200);

    change(&grace, "correct horse", "battery staple").await;
    assert_eq!(server.visit(&second).await.status(), 404);

    let third = reset(&ada, id).await;
    assert_eq!(ada.bans(&grace).await, 204);
    let refused = redeem(&server, &third, "another horse").await;
    assert_eq!(refused.status(), 404);
    assert_eq!(make_reset(&ada, id).await.status(), 403);
    assert_eq!(ada.lifts_ban(&grace).await, 204);
    assert_eq!(server.visit(&third).await.status(), 404);
}

#[tokio::test]
async fn a_reset_link_is_valid_for_a_day_and_stored_as_a_hash() {
    let (server, _, [ada, grace]) = workspace().await;
    let path = reset(&ada, grace.user.id).await;
    let mut database = open_database(server.data()).await;
    let mut age = async |hours: i64| {
        let older = sqlx::query("UPDATE resets SET created_at = created_at - ? * 3600000");
        let aged = older.bind(hours).execute(&mut database).await;
        assert_eq!(aged.expect("aged").rows_affected(), 1);
    };
    age(23).await;
    assert_eq!(server.visit(&path).await.status(), 200);
    age(1).await;
    assert_eq!(server.visit(&path).await.status(), 404);
    let refused = redeem(&server, &path, "battery staple").await;
    assert_eq!(refused.status(), 404);

    let stored = sqlx::query_scalar::<_, Vec<u8>>("SELECT token_hash FROM resets");
    let stored = stored.fetch_one(&mut database).await.expect("a row");
    let token = path.rsplit('/').next().expect("a token");
    assert_ne!(stored, token.as_bytes());
}

#[tokio::test]
async fn only_administrators_make_reset_links_and_not_for_themselves() {
    let (server, _, [ada, grace, linus]) = workspace().await;
    for (actor, person) in [
        (&grace, &linus),
        (&grace, &ada),
        (&grace, &grace),
        (&ada, &ada),
    ] {
        let refused = make_reset(actor, person.user.id).await;
        assert_eq!(refused.status(), 403);
    }
    let nobody = "00000000-0000-7000-8000-000000000000".parse();
    let refused = make_reset(&ada, nobody.expect("an id")).await;
    assert_eq!(refused.status(), 404);
    assert_eq!(server.visit("/reset/guess").await.status(), 404);
    let refused = redeem(&server, "/reset/guess", "battery staple").await;
    assert_eq!(refused.status(), 404);
}
