//! The page to sign in says why the browser's session ended.

use crate::support::{TestPerson, knock, link, workspace};
use reqwest::Method;
use serde_json::{Value, json};

/// Returns the cause that the page to sign in gives to a browser with this person's session.
async fn cause(person: &TestPerson) -> Option<String> {
    cause_at(person, "/sign-in").await
}

async fn cause_at(person: &TestPerson, path: &str) -> Option<String> {
    let page = person.get(path).await;
    assert_eq!(page.status(), 200);
    let page = page.text().await.expect("a page");
    let (_, cause) = page.split_once("\"ended\":\"")?;
    let (cause, _) = cause.split_once('"')?;
    Some(cause.to_owned())
}

#[tokio::test]
async fn a_browser_learns_that_the_password_was_changed_or_reset() {
    let (server, _, [ada, grace]) = workspace().await;
    let phone = grace.sign_in_again().await;
    let form = json!({ "current": "correct horse", "password": "battery staple" });
    assert_eq!(grace.put("/api/me/password", &form).await, 204);
    assert_eq!(cause(&phone).await.as_deref(), Some("password_changed"));
    // The session that changed it goes on.
    assert_eq!(grace.status("/sign-in").await, 303);

    let path = format!("/api/people/{}/reset", grace.user.id);
    let path = link(ada.post(&path, &Value::Null).await).await;
    let form = json!({ "password": "another horse" });
    let set = knock(server.address, &format!("/api{path}"), &form).await;
    assert_eq!(set.status(), 201);
    assert_eq!(cause(&grace).await.as_deref(), Some("password_reset"));
    assert_eq!(cause(&phone).await.as_deref(), Some("password_changed"));
}

#[tokio::test]
async fn a_browser_learns_that_its_person_was_banned_or_deactivated() {
    let (_server, _, [ada, grace, linus]) = workspace().await;
    assert_eq!(ada.bans(&grace).await, 204);
    assert_eq!(cause(&grace).await.as_deref(), Some("banned"));
    let path = format!("/api/people/{}/deactivation", linus.user.id);
    assert_eq!(ada.marks(&path, true).await, 204);
    assert_eq!(cause(&linus).await.as_deref(), Some("deactivated"));
    let refused = linus.tries_password("correct horse").await;
    assert_eq!(refused.status(), 403);
}

#[tokio::test]
async fn a_browser_that_signed_out_or_has_an_unknown_session_is_told_so_and_a_stranger_nothing() {
    let (server, _, [ada]) = workspace().await;
    assert_eq!(ada.send(Method::DELETE, "/api/session").await, 204);
    assert_eq!(cause(&ada).await.as_deref(), Some("expired"));
    let strange = async |path: &str| {
        let page = server.visit(path).await.text().await.expect("a page");
        page.contains("signed_out")
    };
    assert!(!strange("/sign-in").await);
    assert!(!strange("/sign-in?next=/signed-out").await);
    assert!(strange("/sign-in?signed-out&next=/").await);
}
