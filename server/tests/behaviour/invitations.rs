use crate::support::{TestServer, stranger};
use reqwest::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_rotated_link_lets_nobody_in_and_the_new_one_does() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let old = ada.get_json("/api/workspace").await["join_code"].clone();
    let old = old.as_str().expect("a code");
    let new = ada.post("/api/workspace/join-code", &json!({})).await;
    let new: Value = new.json().await.expect("a code");
    assert_ne!(new["join_code"], old);

    let url = format!("http://{}/api/join/{old}", server.address);
    let form =
        json!({ "name": "Grace", "email": "grace@example.org", "password": "correct horse" });
    let response = stranger()
        .post(url)
        .json(&form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    server.join(&ada, "Grace").await;
}

#[tokio::test]
async fn the_code_is_for_administrators() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    assert!(ada.get_json("/api/workspace").await["join_code"].is_string());
    assert!(
        grace
            .get_json("/api/workspace")
            .await
            .get("join_code")
            .is_none()
    );
    let rotated = grace.post("/api/workspace/join-code", &json!({})).await;
    assert_eq!(rotated.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn one_address_joins_once_in_any_case_of_letters() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let workspace = ada.get_json("/api/workspace").await;
    let code = workspace["join_code"].as_str().expect("a code");
    let url = format!("http://{}/api/join/{code}", server.address);
    let form = json!({ "name": "Eve", "email": " ADA@example.org ", "password": "correct horse" });
    let response = stranger()
        .post(url)
        .json(&form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::CONFLICT);
    let problem: Value = response.json().await.expect("a problem");
    assert_eq!(problem["code"], "email_taken");
}
