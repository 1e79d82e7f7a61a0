//! Changing one's e-mail address.

use crate::support::{TestPerson, TestServer, is_problem, knock, sees, workspace};
use protocol::EventKind;
use reqwest::{Method, Response};
use serde_json::json;

async fn change(person: &TestPerson, password: &str, email: &str) -> Response {
    let form = json!({ "password": password, "email": email });
    person.asks(Method::PUT, "/api/me/email", &form).await
}

#[tokio::test]
async fn a_new_address_reaches_the_persons_other_devices_and_signs_in_from_then_on() {
    let (server, _, [_ada, grace]) = workspace().await;
    let phone = grace.sign_in_again().await;
    let position = phone.position().await;
    let mut at_phone = phone.connect().await;

    let changed = change(&grace, "correct horse", " hopper@example.org ").await;
    assert_eq!(changed.status(), 204);
    let email = sees!(at_phone, EventKind::EmailChanged { email } => email);
    assert_eq!(email, "hopper@example.org");
    let mut after = phone.resumes(&position).await;
    let email = sees!(after, EventKind::EmailChanged { email } => email);
    assert_eq!(email, "hopper@example.org");
    assert_eq!(phone.snapshot().await.me.email, "hopper@example.org");
    assert_eq!(
        phone.get_json("/api/me").await["email"],
        "hopper@example.org"
    );

    assert_eq!(grace.tries_password("correct horse").await.status(), 401);
    let form = json!({ "email": "Hopper@example.org", "password": "correct horse" });
    let entered = knock(server.address, "/api/session", &form).await;
    assert_eq!(entered.status(), 201);

    // A repeat makes no event, and another spelling of the address is still the person's own.
    let head = at_phone.cursors.clone();
    assert_eq!(
        change(&grace, "correct horse", "hopper@example.org")
            .await
            .status(),
        204
    );
    assert_eq!(json!(phone.snapshot().await.cursors), json!(head));
    let respelled = change(&grace, "correct horse", "HOPPER@example.org").await;
    assert_eq!(respelled.status(), 204);
}

#[tokio::test]
async fn an_address_that_is_taken_or_invalid_or_without_the_password_is_refused() {
    let (_server, _, [ada, grace]) = workspace().await;
    let taken = change(&grace, "correct horse", "ADA@example.org").await;
    is_problem(taken, 409, "email_taken").await;
    let invalid = change(&grace, "correct horse", "hopper").await;
    is_problem(invalid, 422, "invalid").await;
    for password in ["", "battery staple", "a".repeat(2000).as_str()] {
        let refused = change(&grace, password, "hopper@example.org").await;
        is_problem(refused, 403, "wrong_credentials").await;
    }
    assert_eq!(grace.snapshot().await.me.email, grace.user.email);
    assert_eq!(ada.tries_password("correct horse").await.status(), 201);
}

#[tokio::test]
async fn guesses_at_the_password_run_out() {
    let server = TestServer::start_limited(|_| {}).await;
    let ada = server.ada().await;
    for guess in 0..11 {
        let refused = change(&ada, &format!("guess {guess}"), "ada@example.com").await;
        if refused.status() == 429 {
            return;
        }
        assert_eq!(refused.status(), 403);
    }
    panic!("guesses do not run out");
}
