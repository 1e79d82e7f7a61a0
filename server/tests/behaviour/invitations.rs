//! The invitation link of the workspace.

use crate::support::{is_problem, knock, newcomer, workspace};
use serde_json::{Value, json};

#[tokio::test]
async fn a_rotated_link_is_void_and_the_new_one_works() {
    let (server, _, [ada]) = workspace().await;
    let old = ada.join_path().await;
    let new = ada.post("/api/workspace/join-code", &json!({})).await;
    let new: Value = new.json().await.expect("a code");
    let code = new["join_code"].as_str().expect("a code");
    assert_ne!(format!("/api/join/{code}"), old);

    let refused = knock(server.address, &old, &newcomer("Grace")).await;
    assert_eq!(refused.status(), 404);
    server.join(&ada, "Grace").await;
}

#[tokio::test]
async fn only_administrators_see_and_rotate_the_link() {
    let (_server, _, [ada, grace]) = workspace().await;
    assert!(ada.get_json("/api/workspace").await["join_code"].is_string());
    let workspace = grace.get_json("/api/workspace").await;
    assert_eq!(workspace.get("join_code"), None);
    let rotated = grace.post("/api/workspace/join-code", &json!({})).await;
    assert_eq!(rotated.status(), 403);
}

#[tokio::test]
async fn an_email_address_joins_once_in_any_case_of_letters() {
    let (server, _, [ada]) = workspace().await;
    let mut form = newcomer("Eve");
    form["email"] = json!(" ADA@example.org ");
    let refused = knock(server.address, &ada.join_path().await, &form).await;
    is_problem(refused, 409, "email_taken").await;
}
