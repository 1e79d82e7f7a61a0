//! Mails: digests of what was missed, invitations, and links for forgotten passwords.

use crate::support::{
    TestPerson, TestServer, count, eventually, knock, mail_server::MailServer, mention, newcomer,
    open_database, workspace,
};
use protocol::RoomId;
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::{path::Path, time::Duration};

const ORIGIN: &str = "https://chat.example.org";

/// Starts a server that mails what was unread for this long.
async fn workspace_and_mail<const N: usize>(
    after: Duration,
) -> (TestServer, MailServer, RoomId, [TestPerson; N]) {
    let mail = MailServer::open().await;
    let url = mail.url.parse().expect("an address");
    let server = TestServer::start_with(|config, tuning| {
        config.mail_server = Some(url);
        config.origin = Some(ORIGIN.parse().expect("an origin"));
        tuning.digest_after = after;
        tuning.digest_every = Duration::from_millis(50);
    })
    .await;
    // With an origin of its own, the server counts this machine as elsewhere.
    let ada = server.ada_from_elsewhere().await;
    let room = ada.everyone().await;
    let mut people = vec![ada];
    for name in &["Grace", "Linus"][..N - 1] {
        people.push(server.join(&people[0], name).await);
    }
    let people = people.try_into().ok().expect("as many as asked for");
    (server, mail, room, people)
}

async fn wants_mails(person: &TestPerson) {
    let settings = json!({ "digest": true });
    assert_eq!(person.put("/api/me/notifications", &settings).await, 204);
}

/// Waits until so many messages wait for mails.
async fn waiting(data: &Path, expected: i64) {
    eventually("the messages wait", async || {
        let sql = "SELECT count(*) FROM digest_items";
        let waiting = count(&mut open_database(data).await, sql).await;
        (waiting == expected).then_some(())
    })
    .await;
}

#[tokio::test]
async fn mentions_and_direct_messages_that_stay_unread_come_in_one_mail() {
    let (server, mut mail, room, [ada, grace, linus]) =
        workspace_and_mail(Duration::from_secs(3600)).await;
    wants_mails(&grace).await;
    let direct = ada.direct_room(&[&grace]).await.id;
    ada.says(room, "To nobody").await;
    let read = ada
        .says(room, &format!("{}: read in time", mention(&grace)))
        .await;
    // A message that is read before it is handled does not wait.
    waiting(server.data(), 1).await;
    let path = format!("/api/rooms/{room}/read");
    let marked = grace.put(&path, &json!({ "seq": read.seq })).await;
    assert!(marked.is_success(), "{marked}");
    let called = ada
        .says(room, &format!("{}: die Maschine läuft", mention(&grace)))
        .await;
    let gone = ada.says(direct, "Deleted in time").await;
    let whispered = ada.says(direct, "Psst").await;
    // He does not want mails.
    ada.says(room, &mention(&linus)).await;
    waiting(server.data(), 4).await;
    ada.deletes(&gone).await;
    let server = server
        .restart_with("UPDATE digest_items SET added_at = added_at - 3600000")
        .await;

    let received = mail.receives().await;
    assert_eq!(received.to, grace.user.email);
    assert_eq!(
        received.header("Subject"),
        Some("Analytical Engines: 2 unread messages")
    );
    let expected = format!(
        "Ada · Everyone\n@Grace: die Maschine läuft\n{ORIGIN}/rooms/{room}/at/{}\n\nAda\nPsst\n{ORIGIN}/rooms/{direct}/at/{}\n",
        called.seq, whispered.seq
    );
    assert!(received.text.starts_with(&expected), "{}", received.text);
    waiting(server.data(), 0).await;
}

#[tokio::test]
async fn one_click_ends_the_mails_and_a_page_asks_first() {
    let (server, mut mail, room, [ada, grace]) = workspace_and_mail(Duration::ZERO).await;
    wants_mails(&grace).await;
    ada.says(room, &mention(&grace)).await;
    let received = mail.receives().await;
    let path = received.path(ORIGIN, "/unsubscribe/");
    let header = format!("<{ORIGIN}{path}>");
    assert_eq!(received.header("List-Unsubscribe"), Some(header.as_str()));
    let post = received.header("List-Unsubscribe-Post");
    assert_eq!(post, Some("List-Unsubscribe=One-Click"));
    // Opening the link changes nothing: programs do so.
    let page = server.visit(&path).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert!(
        page.text()
            .await
            .expect("a page")
            .contains("Stop the mails")
    );
    assert!(grace.snapshot().await.notifications.digest);
    let url = format!("http://{}{path}", server.address);
    let click = reqwest::Client::new()
        .post(&url)
        .form(&[("List-Unsubscribe", "One-Click")]);
    assert_eq!(click.send().await.expect("an answer").status(), 200);
    assert!(!grace.snapshot().await.notifications.digest);

    let forged = path.replace(&grace.user.id.to_string(), &ada.user.id.to_string());
    assert_eq!(server.visit(&forged).await.status(), StatusCode::NOT_FOUND);
    // Nothing more comes for her.
    wants_mails(&ada).await;
    ada.says(room, &mention(&grace)).await;
    grace.says(room, &mention(&ada)).await;
    assert_eq!(mail.receives().await.to, ada.user.email);
}

#[tokio::test]
async fn a_digest_comes_once_also_after_the_mail_server_was_busy_and_hides_texts_if_asked() {
    let (server, mut mail, room, [ada, grace]) = workspace_and_mail(Duration::ZERO).await;
    let settings = json!({ "digest": true, "hide_texts": true });
    assert_eq!(grace.put("/api/me/notifications", &settings).await, 204);
    mail.refuse(3);
    ada.says(room, &format!("{}: secret", mention(&grace)))
        .await;
    let received = mail.receives().await;
    assert!(mail.has_refused());
    assert!(!received.text.contains("secret"), "{}", received.text);
    assert!(received.text.starts_with("Ada · Everyone\nhttps://"));
    waiting(server.data(), 0).await;
    ada.says(room, &format!("{}: again", mention(&grace))).await;
    let again = mail.receives().await;
    assert_eq!(
        again.header("Subject"),
        Some("Analytical Engines: 1 unread message")
    );
}

#[tokio::test]
async fn an_administrator_mails_an_invitation() {
    let (server, mut mail, _, [ada, grace]) = workspace_and_mail(Duration::ZERO).await;
    let form = json!({ "email": "linus@example.org" });
    let nonsense = json!({ "email": "nobody" });
    let invite = async |person: &TestPerson, form| {
        let answer = person.post("/api/mailed-invitations", form).await;
        answer.status()
    };
    assert_eq!(invite(&grace, &form).await, 403);
    assert_eq!(invite(&ada, &nonsense).await, 422);
    assert_eq!(invite(&ada, &form).await, 204);
    let received = mail.receives().await;
    assert_eq!(received.to, "linus@example.org");
    let subject = received.header("Subject");
    assert_eq!(subject, Some("Ada invites you to Analytical Engines"));
    let path = format!("/api{}", received.path(ORIGIN, "/join/"));
    let joined = knock(server.address, &path, &newcomer("Linus")).await;
    assert_eq!(joined.status(), StatusCode::CREATED);
    // A mail server that does not take it is no success.
    mail.refuse(1);
    assert_eq!(invite(&ada, &form).await, 422);
}

#[tokio::test]
async fn a_forgotten_password_is_set_by_a_mailed_link_and_nobody_learns_who_is_here() {
    let (server, mut mail, _, [_, grace]) = workspace_and_mail(Duration::ZERO).await;
    let ask = async |email: &str| {
        let form = json!({ "email": email });
        let answer = knock(server.address, "/api/mailed-resets", &form).await;
        answer.status()
    };
    assert_eq!(ask("nobody@example.org").await, StatusCode::ACCEPTED);
    let shouted = grace.user.email.to_uppercase();
    assert_eq!(ask(&shouted).await, StatusCode::ACCEPTED);
    let received = mail.receives().await;
    assert_eq!(received.to, grace.user.email);
    // A second link within a moment is not sent, and the first one works.
    assert_eq!(ask(&shouted).await, StatusCode::ACCEPTED);
    let path = format!("/api{}", received.path(ORIGIN, "/reset/"));
    let form = json!({ "password": "a new password" });
    let set = knock(server.address, &path, &form).await;
    assert_eq!(set.status(), StatusCode::CREATED);
    assert_eq!(grace.tries_password("a new password").await.status(), 201);
}

#[tokio::test]
async fn a_mail_is_in_the_language_that_the_person_has_chosen() {
    let (server, mut mail, _, [_, grace]) = workspace_and_mail(Duration::ZERO).await;
    let choice = json!({ "language": "zh-Hans" });
    assert_eq!(grace.patch("/api/me", &choice).await, 204);
    let form = json!({ "email": grace.user.email });
    let answer = knock(server.address, "/api/mailed-resets", &form).await;
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    let received = mail.receives().await;
    assert!(received.text.contains("设置新密码"), "{received:?}");
    received.path(ORIGIN, "/reset/");
}

#[tokio::test]
async fn without_a_mail_server_nothing_of_it_shows() {
    let (server, room, [ada, grace]) = workspace().await;
    let form = json!({ "email": "linus@example.org" });
    for path in ["/api/mailed-invitations", "/api/mailed-resets"] {
        assert_eq!(ada.post(path, &form).await.status(), 404, "{path}");
    }
    assert!(ada.get_json("/api/workspace").await["mail"].is_null());
    let page = server.visit("/sign-in").await.text().await;
    assert!(!page.expect("a page").contains("Email me a reset link"));
    wants_mails(&grace).await;
    ada.says(room, &mention(&grace)).await;
    let settings = grace.send(Method::GET, "/api/me").await;
    assert_eq!(settings, 200);
    waiting(server.data(), 0).await;
}
