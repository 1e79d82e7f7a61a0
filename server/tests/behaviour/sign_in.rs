//! Signing in and out.

use crate::support::{TestServer, is_problem, knock, session_of, stranger, workspace};
use protocol::EventKind;
use reqwest::{Method, Response};
use serde_json::json;

/// Tries a password for Ada with further headers.
async fn sign_in(server: &TestServer, headers: &[(&str, &str)], password: &str) -> Response {
    let url = format!("http://{}/api/session", server.address);
    let form = json!({ "email": "ada@example.org", "password": password });
    let mut request = stranger().post(url).json(&form);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.expect("an answer")
}

/// Tries wrong passwords for Ada from an address until the server refuses to check them.
async fn guess(server: &TestServer, address: &str) {
    for _ in 0..100 {
        let answer = sign_in(server, &[("x-forwarded-for", address)], "battery staple").await;
        if answer.status() == 429 {
            return;
        }
        assert_eq!(answer.status(), 401);
    }
    panic!("guesses do not run out");
}

/// Returns the `set-cookie` line that starts with `name`.
fn cookie(answer: &Response, name: &str) -> String {
    let set = answer.headers().get_all("set-cookie");
    let mut set = set.iter().map(|set| set.to_str().expect("text"));
    let found = set.find(|set| set.starts_with(name));
    found.expect("a cookie").to_owned()
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_email_get_the_same_answer() {
    let (server, _, [_ada]) = workspace().await;
    let mut answers = Vec::new();
    for email in ["ada@example.org", "nobody@example.org"] {
        let form = json!({ "email": email, "password": "battery staple" });
        let response = knock(server.address, "/api/session", &form).await;
        assert_eq!(response.status(), 401);
        assert!(session_of(&response).is_none());
        answers.push(response.text().await.expect("a body"));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn the_cookie_is_inaccessible_to_scripts_and_other_sites() {
    let (_server, _, [ada]) = workspace().await;
    let form = json!({ "email": "Ada@Example.org ", "password": "correct horse" });
    let plain = ada.post("/api/session", &form).await;
    let cookie = cookie(&plain, "hubbub_session=");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn over_https_the_cookie_has_the_host_prefix() {
    let (server, _, [ada]) = workspace().await;
    let secure = sign_in(&server, &[("x-forwarded-proto", "https")], "correct horse").await;
    let set = cookie(&secure, "__Host-hubbub_session=");
    assert!(set.contains("Secure") && set.contains("Path=/"), "{set}");
    assert!(!set.contains("Domain"), "{set}");
    // The cookie without the prefix is removed.
    let old = cookie(&secure, "hubbub_session=");
    assert!(old.contains("Max-Age=0"), "{old}");

    let me = |cookie: String| async {
        let url = format!("http://{}/api/me", server.address);
        let request = stranger().get(url).header("cookie", cookie);
        request.send().await.expect("an answer").status()
    };
    let new = set.split(';').next().expect("a pair").to_owned();
    assert_eq!(me(new.clone()).await, 200);
    // The name without the prefix still works, but does not override the prefixed cookie.
    assert_eq!(me(format!("hubbub_session={}", ada.token)).await, 200);
    assert_eq!(me(format!("hubbub_session=planted; {new}")).await, 200);

    let url = format!("http://{}/api/session", server.address);
    let out = stranger().delete(url).header("cookie", new.clone()).send();
    let out = out.await.expect("an answer");
    for name in ["__Host-hubbub_session=", "hubbub_session="] {
        let gone = cookie(&out, name);
        assert!(gone.contains("Max-Age=0"), "{gone}");
    }
    assert_eq!(me(new).await, 401);
}

#[tokio::test]
async fn forwarded_https_counts_only_from_a_trusted_proxy() {
    let server = TestServer::start_with(|config, _| {
        config.trusted_proxies = "192.0.2.1".parse().expect("a network");
    })
    .await;
    server.ada().await;
    let answer = sign_in(&server, &[("x-forwarded-proto", "https")], "correct horse").await;
    let set = cookie(&answer, "hubbub_session=");
    assert!(!set.contains("Secure"), "{set}");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_its_connections_only() {
    let (_server, _, [ada]) = workspace().await;
    let phone = ada.sign_in_again().await;
    let (mut at_laptop, mut at_phone) = (ada.connect().await, phone.connect().await);

    assert_eq!(ada.send(Method::DELETE, "/api/session").await, 204);
    assert_eq!(at_laptop.is_closed().await, 4401);
    assert_eq!(ada.status("/api/me").await, 401);
    at_phone.sends(phone.everyone().await, "Still here").await;
}

#[tokio::test]
async fn signing_out_ends_a_catch_up_in_progress() {
    let server = TestServer::start_with(|_, tuning| tuning.page_events = 1).await;
    let ada = server.ada().await;
    let phone = ada.sign_in_again().await;
    let room = phone.everyone().await;
    let position = ada.position().await;
    let mut at_phone = phone.connect().await;
    for number in 0..100 {
        at_phone.sends(room, &format!("Missed {number}")).await;
    }
    let mut at_laptop = ada.resumes(&position).await;

    ada.send(Method::DELETE, "/api/session").await;
    at_phone.sends(room, "After").await;
    assert_eq!(at_laptop.is_closed().await, 4401);
    let after = |kind: &EventKind| matches!(kind, EventKind::MessageCreated { message } if message.body == "After");
    assert_eq!(at_laptop.count(after), 0);
}

#[tokio::test]
async fn guesses_run_out() {
    let server = TestServer::start_limited(|_| {}).await;
    let ada = server.ada().await;
    for guess in 0..11 {
        let refused = ada.tries_password(&format!("guess {guess}")).await;
        if refused.status() == 429 {
            assert!(refused.headers().contains_key("retry-after"));
            is_problem(refused, 429, "too_many_requests").await;
            return;
        }
        assert_eq!(refused.status(), 401);
    }
    panic!("guesses do not run out");
}

#[tokio::test]
async fn guesses_from_one_address_lock_nobody_out_elsewhere() {
    let server = TestServer::start_limited(|_| {}).await;
    server.ada().await;
    guess(&server, "203.0.113.7").await;
    for host in 1..=9 {
        let address = format!("198.51.100.{host}");
        let right = sign_in(&server, &[("x-forwarded-for", &address)], "correct horse").await;
        assert_eq!(right.status(), 201, "{address}");
    }
}

#[tokio::test]
async fn guesses_from_everywhere_run_out_but_lock_no_known_device_out() {
    let server = TestServer::start_limited(|_| {}).await;
    server.ada().await;
    let at_home = [("x-forwarded-for", "198.51.100.1")];
    let first = sign_in(&server, &at_home, "correct horse").await;
    let device = cookie(&first, "hubbub_device=");
    let device = device.split(';').next().expect("a pair");
    for host in 1..=7 {
        guess(&server, &format!("203.0.113.{host}")).await;
    }
    let elsewhere = ("x-forwarded-for", "198.51.100.2");
    let new = sign_in(&server, &[elsewhere], "correct horse").await;
    assert_eq!(new.status(), 429);
    let forged = ("cookie", "hubbub_device=forged");
    let new = sign_in(&server, &[elsewhere, forged], "correct horse").await;
    assert_eq!(new.status(), 429);
    let known = sign_in(&server, &[elsewhere, ("cookie", device)], "correct horse").await;
    assert_eq!(known.status(), 201);
    // Guesses from the known device run out too.
    let known_device = [elsewhere, ("cookie", device)];
    for _ in 0..10 {
        sign_in(&server, &known_device, "battery staple").await;
    }
    let last = sign_in(&server, &known_device, "battery staple").await;
    assert_eq!(last.status(), 429);
}
