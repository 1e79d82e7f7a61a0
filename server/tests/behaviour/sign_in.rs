use crate::support::{TestServer, session_of, stranger};
use protocol::EventKind;
use reqwest::{Method, Response, StatusCode};
use serde_json::json;

/// Tries a password for Ada, with further headers.
async fn sign_in(server: &TestServer, headers: &[(&str, &str)], password: &str) -> Response {
    let url = format!("http://{}/api/session", server.address);
    let form = json!({ "email": "ada@example.org", "password": password });
    let mut request = stranger().post(url).json(&form);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.expect("an answer")
}

/// Tries wrong passwords for Ada from an address, until the server takes no more.
async fn guess(server: &TestServer, address: &str) {
    for _ in 0..100 {
        let answer = sign_in(server, &[("x-forwarded-for", address)], "battery staple").await;
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            return;
        }
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    }
    panic!("guesses do not run out");
}

/// The cookie that an answer sets, by the beginning of its line.
fn cookie(answer: &Response, name: &str) -> String {
    let set = answer.headers().get_all("set-cookie");
    let mut set = set.iter().map(|set| set.to_str().expect("text"));
    let found = set.find(|set| set.starts_with(name));
    found.expect("a cookie").to_owned()
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_email_get_the_same_answer() {
    let server = TestServer::start().await;
    let _ada = server.ada().await;
    let url = format!("http://{}/api/session", server.address);
    let mut answers = Vec::new();
    for email in ["ada@example.org", "nobody@example.org"] {
        let form = json!({ "email": email, "password": "battery staple" });
        let response = stranger()
            .post(&url)
            .json(&form)
            .send()
            .await
            .expect("an answer");
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert!(session_of(&response).is_none());
        answers.push(response.text().await.expect("a body"));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let form = json!({ "email": "Ada@Example.org ", "password": "correct horse" });
    let plain = ada.post("/api/session", &form).await;
    let cookie = cookie(&plain, "hubbub_session=");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn over_an_encrypted_connection_the_cookie_is_this_hosts_alone() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let secure = sign_in(&server, &[("x-forwarded-proto", "https")], "correct horse").await;
    let set = cookie(&secure, "__Host-hubbub_session=");
    assert!(set.contains("Secure") && set.contains("Path=/"), "{set}");
    assert!(!set.contains("Domain"), "{set}");
    // What is left of the time before the prefix goes.
    let old = cookie(&secure, "hubbub_session=");
    assert!(old.contains("Max-Age=0"), "{old}");

    let me = |cookie: String| async {
        let url = format!("http://{}/api/me", server.address);
        let request = stranger().get(url).header("cookie", cookie);
        request.send().await.expect("an answer").status()
    };
    let new = set.split(';').next().expect("a pair").to_owned();
    assert_eq!(me(new.clone()).await, StatusCode::OK);
    // The old name is good as well, but a neighbour's cookie does not outdo the host's own.
    assert_eq!(
        me(format!("hubbub_session={}", ada.token)).await,
        StatusCode::OK
    );
    assert_eq!(
        me(format!("hubbub_session=planted; {new}")).await,
        StatusCode::OK
    );

    let url = format!("http://{}/api/session", server.address);
    let out = stranger().delete(url).header("cookie", new.clone()).send();
    let out = out.await.expect("an answer");
    for name in ["__Host-hubbub_session=", "hubbub_session="] {
        let gone = cookie(&out, name);
        assert!(gone.contains("Max-Age=0"), "{gone}");
    }
    assert_eq!(me(new).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_stranger_is_not_believed_that_the_connection_is_encrypted() {
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
async fn signing_out_ends_the_session_and_its_sockets_but_no_other() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let phone = ada.sign_in_again().await;
    let (mut at_laptop, mut at_phone) = (ada.connect().await, phone.connect().await);

    assert_eq!(
        ada.send(Method::DELETE, "/api/session").await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(at_laptop.is_closed().await, 4401);
    assert_eq!(ada.get("/api/me").await.status(), StatusCode::UNAUTHORIZED);
    at_phone.sends(phone.everyone().await, "Still here").await;
}

#[tokio::test]
async fn signing_out_ends_a_catch_up_that_is_under_way() {
    let server = TestServer::start_with(|_, tuning| tuning.page_events = 1).await;
    let ada = server.ada().await;
    let phone = ada.sign_in_again().await;
    let room = phone.everyone().await;
    let old = ada.get_json("/api/snapshot").await;
    let mut at_phone = phone.connect().await;
    for number in 0..100 {
        at_phone.sends(room, &format!("Missed {number}")).await;
    }
    let mut at_laptop = ada.dial().await;
    at_laptop.greet(&old["epoch"], old["cursors"].clone()).await;

    ada.send(Method::DELETE, "/api/session").await;
    at_phone.sends(room, "After").await;
    assert_eq!(at_laptop.is_closed().await, 4401);
    for event in at_laptop.events.values().flatten() {
        assert!(
            !matches!(&event.kind, EventKind::MessageCreated { message } if message.body == "After"),
            "{event:?}"
        );
    }
}

#[tokio::test]
async fn guesses_run_out() {
    let server = TestServer::start_with(|config, _| config.rate_limit = true).await;
    let _ada = server.ada().await;
    let url = format!("http://{}/api/session", server.address);
    let http = stranger();
    let mut last = StatusCode::OK;
    for guess in 0..11 {
        let form = json!({ "email": "ada@example.org", "password": format!("guess {guess}") });
        let response = http.post(&url).json(&form).send().await.expect("an answer");
        last = response.status();
        if last == StatusCode::TOO_MANY_REQUESTS {
            assert!(response.headers().contains_key("retry-after"));
            let problem: serde_json::Value = response.json().await.expect("a problem");
            assert_eq!(problem["code"], "too_many_requests");
            break;
        }
        assert_eq!(last, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn who_guesses_at_one_address_locks_nobody_out_elsewhere() {
    let server = TestServer::start_with(|config, _| config.rate_limit = true).await;
    server.ada().await;
    guess(&server, "203.0.113.7").await;
    for host in 1..=9 {
        let address = format!("198.51.100.{host}");
        let right = sign_in(&server, &[("x-forwarded-for", &address)], "correct horse").await;
        assert_eq!(right.status(), StatusCode::CREATED, "{address}");
    }
}

#[tokio::test]
async fn guesses_from_everywhere_run_out_but_lock_no_known_device_out() {
    let server = TestServer::start_with(|config, _| config.rate_limit = true).await;
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
    assert_eq!(new.status(), StatusCode::TOO_MANY_REQUESTS);
    let forged = ("cookie", "hubbub_device=forged");
    let new = sign_in(&server, &[elsewhere, forged], "correct horse").await;
    assert_eq!(new.status(), StatusCode::TOO_MANY_REQUESTS);
    let known = sign_in(&server, &[elsewhere, ("cookie", device)], "correct horse").await;
    assert_eq!(known.status(), StatusCode::CREATED);
    // Whoever has the device may not guess without end either.
    let mut last = StatusCode::OK;
    for _ in 0..11 {
        last = sign_in(&server, &[elsewhere, ("cookie", device)], "battery staple")
            .await
            .status();
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}
