use crate::support::{Person, TestServer, open_database, session_of, stranger};
use argon2::{Argon2, PasswordHasher as _, password_hash::SaltString};
use protocol::UserId;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

async fn change(person: &Person, current: &str, password: &str) -> Response {
    let form = json!({ "current": current, "password": password });
    let request = person.request(Method::PUT, "/api/me/password").json(&form);
    request.send().await.expect("an answer")
}

async fn sign_in(person: &Person, password: &str) -> StatusCode {
    let url = format!("http://{}/api/session", person.address);
    let form = json!({ "email": person.user.email, "password": password });
    let request = stranger().post(url).json(&form);
    request.send().await.expect("an answer").status()
}

async fn make_reset(actor: &Person, user: UserId) -> Response {
    let path = format!("/api/people/{user}/reset");
    actor.post(&path, &Value::Null).await
}

/// The path of a new link.
async fn reset(actor: &Person, user: UserId) -> String {
    let response = make_reset(actor, user).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    let link: Value = response.json().await.expect("a link");
    link["path"].as_str().expect("a path").to_owned()
}

async fn visit(server: &TestServer, path: &str) -> Response {
    let url = format!("http://{}{path}", server.address);
    stranger().get(url).send().await.expect("an answer")
}

async fn redeem(server: &TestServer, path: &str, password: &str) -> Response {
    let url = format!("http://{}/api{path}", server.address);
    let request = stranger().post(url).json(&json!({ "password": password }));
    request.send().await.expect("an answer")
}

#[tokio::test]
async fn a_change_of_password_ends_all_other_sessions_and_keeps_this_one() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let phone = grace.sign_in_again().await;
    let room = ada.everyone().await;
    let (mut at_laptop, mut at_phone) = (grace.connect().await, phone.connect().await);
    let mut at_ada = ada.connect().await;

    let changed = change(&grace, "correct horse", "battery staple").await;
    assert_eq!(changed.status(), StatusCode::NO_CONTENT);
    assert_eq!(at_phone.is_closed().await, 4401);
    assert_eq!(
        phone.get("/api/me").await.status(),
        StatusCode::UNAUTHORIZED
    );
    at_laptop.sends(room, "Still here").await;
    at_ada.reads("Still here").await;
    assert_eq!(
        sign_in(&grace, "correct horse").await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(sign_in(&grace, "battery staple").await, StatusCode::CREATED);
}

#[tokio::test]
async fn a_password_from_before_normal_forms_is_kept_in_its_normal_form_at_the_next_sign_in() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let (typed, composed) = ("cafe\u{301} au lait", "caf\u{e9} au lait");
    let salt = SaltString::encode_b64(b"an old salt here").expect("salt");
    let old = Argon2::default().hash_password(typed.as_bytes(), &salt);
    let old = old.expect("hash").to_string();
    let mut database = open_database(server.data()).await;
    let stored = sqlx::query("UPDATE people SET password_hash = ?").bind(&old);
    stored.execute(&mut database).await.expect("stored");

    assert_eq!(sign_in(&ada, composed).await, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in(&ada, typed).await, StatusCode::CREATED);
    assert_eq!(sign_in(&ada, composed).await, StatusCode::CREATED);
    // What is renewed is the hash alone: nobody is signed out.
    assert_eq!(ada.get("/api/me").await.status(), StatusCode::OK);

    let hash = sqlx::query_scalar::<_, String>("SELECT password_hash FROM people");
    let renewed = hash.fetch_one(&mut database).await.expect("a hash");
    assert_ne!(renewed, old);
    assert_eq!(sign_in(&ada, typed).await, StatusCode::CREATED);
    let hash = sqlx::query_scalar::<_, String>("SELECT password_hash FROM people");
    let kept = hash.fetch_one(&mut database).await.expect("a hash");
    assert_eq!(kept, renewed);
}

#[tokio::test]
async fn a_wrong_current_password_is_refused_in_clear_words_and_nothing_changes() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let phone = ada.sign_in_again().await;
    for current in ["", "battery staple", "a".repeat(2000).as_str()] {
        let refused = change(&ada, current, "battery staple").await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        let problem: Value = refused.json().await.expect("a problem");
        assert_eq!(problem["code"], "wrong_credentials");
        assert_eq!(problem["detail"], "That is not your current password.");
    }
    let refused = change(&ada, "correct horse", "short").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    phone.connect().await.pings().await;
    assert_eq!(sign_in(&ada, "correct horse").await, StatusCode::CREATED);
}

#[tokio::test]
async fn guesses_at_the_current_password_run_out() {
    let server = TestServer::start_with(|config, _| config.rate_limit = true).await;
    let ada = server.ada().await;
    let mut last = StatusCode::OK;
    for guess in 0..11 {
        last = change(&ada, &format!("guess {guess}"), "battery staple")
            .await
            .status();
        if last == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        assert_eq!(last, StatusCode::FORBIDDEN);
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_reset_link_sets_a_password_once_ends_all_sessions_and_signs_in() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let mut at_laptop = grace.connect().await;
    let path = reset(&ada, grace.user.id).await;

    let page = visit(&server, &path).await;
    assert_eq!(page.status(), StatusCode::OK);
    let page = page.text().await.expect("a page");
    assert!(page.contains("new-password") && page.contains("Analytical Engines"));
    assert!(
        !page.contains("Grace"),
        "whose link it is, is for who made it"
    );

    let refused = redeem(&server, &path, "short").await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let set = redeem(&server, &path, "battery staple").await;
    assert_eq!(set.status(), StatusCode::CREATED);
    assert!(session_of(&set).is_some());
    let user: Value = set.json().await.expect("a person");
    assert_eq!(user["id"], json!(grace.user.id));
    assert_eq!(at_laptop.is_closed().await, 4401);
    assert_eq!(
        sign_in(&grace, "correct horse").await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(sign_in(&grace, "battery staple").await, StatusCode::CREATED);

    let again = redeem(&server, &path, "another horse").await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
    assert_eq!(visit(&server, &path).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_wins() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
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
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let id = grace.user.id;

    let first = reset(&ada, id).await;
    let second = reset(&ada, id).await;
    assert_eq!(visit(&server, &first).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(visit(&server, &second).await.status(), StatusCode::OK);

    change(&grace, "correct horse", "battery staple").await;
    assert_eq!(
        visit(&server, &second).await.status(),
        StatusCode::NOT_FOUND
    );

    let third = reset(&ada, id).await;
    let ban = format!("/api/people/{id}/ban");
    assert_eq!(ada.send(Method::PUT, &ban).await, StatusCode::NO_CONTENT);
    let refused = redeem(&server, &third, "another horse").await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    assert_eq!(make_reset(&ada, id).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(ada.send(Method::DELETE, &ban).await, StatusCode::NO_CONTENT);
    assert_eq!(visit(&server, &third).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_reset_link_is_good_for_a_day_and_the_database_does_not_hold_it() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let path = reset(&ada, grace.user.id).await;
    let mut database = open_database(server.data()).await;
    let mut age = async |hours: i64| {
        let aged = sqlx::query("UPDATE resets SET created_at = created_at - ? * 3600000")
            .bind(hours)
            .execute(&mut database)
            .await;
        assert_eq!(aged.expect("aged").rows_affected(), 1);
    };
    age(23).await;
    assert_eq!(visit(&server, &path).await.status(), StatusCode::OK);
    age(1).await;
    assert_eq!(visit(&server, &path).await.status(), StatusCode::NOT_FOUND);
    let refused = redeem(&server, &path, "battery staple").await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);

    let stored: Vec<u8> = sqlx::query_scalar("SELECT token_hash FROM resets")
        .fetch_one(&mut database)
        .await
        .expect("a row");
    let token = path.rsplit('/').next().expect("a token");
    assert_ne!(stored, token.as_bytes());
}

#[tokio::test]
async fn only_administrators_make_reset_links_and_not_for_themselves() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    for (actor, user) in [
        (&grace, &linus),
        (&grace, &ada),
        (&grace, &grace),
        (&ada, &ada),
    ] {
        let refused = make_reset(actor, user.user.id).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    }
    let refused = make_reset(
        &ada,
        "00000000-0000-7000-8000-000000000000"
            .parse()
            .expect("an id"),
    )
    .await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    let refused = visit(&server, "/reset/guess").await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        redeem(&server, "/reset/guess", "battery staple")
            .await
            .status(),
        StatusCode::NOT_FOUND
    );
}
