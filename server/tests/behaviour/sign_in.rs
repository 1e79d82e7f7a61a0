use crate::support::{TestServer, session_of, stranger};
use app::protocol::EventKind;
use reqwest::{Method, StatusCode};
use serde_json::json;

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
    let cookie = plain.headers()["set-cookie"]
        .to_str()
        .expect("text")
        .to_owned();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "{cookie}");

    let request = ada.request(Method::POST, "/api/session").json(&form);
    let secure = request
        .header("x-forwarded-proto", "https")
        .send()
        .await
        .expect("an answer");
    let cookie = secure.headers()["set-cookie"].to_str().expect("text");
    assert!(cookie.contains("Secure"), "{cookie}");
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
