//! The emoji of the workspace.

use crate::support::{TestPerson, frame, is_problem, picture, sees, workspace};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use image::ImageFormat;
use protocol::{CustomEmoji, ErrorCode, EventKind};
use reqwest::{Method, Response, StatusCode, header};
use serde_json::json;

impl TestPerson {
    async fn tries_to_add_emoji(&self, name: &str, picture: &[u8]) -> Response {
        let form = json!({ "picture": STANDARD.encode(picture) });
        let request = self.request(Method::PUT, &format!("/api/emoji/{name}"));
        request.json(&form).send().await.expect("an answer")
    }

    async fn adds_emoji(&self, name: &str) {
        let added = self.tries_to_add_emoji(name, &png(64, 32)).await;
        assert_eq!(added.status(), 204);
    }

    async fn removes_emoji(&self, name: &str) -> StatusCode {
        self.send(Method::DELETE, &format!("/api/emoji/{name}"))
            .await
    }
}

fn png(width: u32, height: u32) -> Vec<u8> {
    picture(ImageFormat::Png, width, height)
}

#[tokio::test]
async fn a_members_emoji_is_there_for_everyone_at_once_and_after_a_reload() {
    let (_server, room, [ada, grace]) = workspace().await;
    let guest = ada.invites_guest("Linus", &[room]).await;
    let (mut at_ada, mut at_guest) = (ada.connect().await, guest.connect().await);
    grace.adds_emoji("teacup").await;
    let emoji = sees!(at_ada, EventKind::EmojiAdded { emoji } => emoji);
    assert_eq!(emoji.name, "teacup");
    assert_eq!(emoji.author, grace.user.id);
    let told = sees!(at_guest, EventKind::EmojiAdded { emoji } => emoji);
    assert_eq!(told, emoji);
    for person in [&ada, &guest] {
        assert_eq!(person.snapshot().await.emoji, std::slice::from_ref(&emoji));
        let answer = person.get(&format!("/previews/{}", emoji.picture)).await;
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "image/jpeg");
    }

    assert_eq!(ada.removes_emoji("teacup").await, 204);
    let removed = sees!(at_guest, EventKind::EmojiRemoved { name } => name);
    assert_eq!(removed, "teacup");
    assert_eq!(grace.snapshot().await.emoji, Vec::<CustomEmoji>::new());
    assert_eq!(ada.removes_emoji("teacup").await, 404);
}

#[tokio::test]
async fn an_emoji_is_removed_by_its_author_or_an_administrator_alone_and_guests_add_none() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let guest = ada.invites_guest("Barbara", &[room]).await;
    grace.adds_emoji("teacup").await;
    assert_eq!(linus.removes_emoji("teacup").await, 403);
    assert_eq!(guest.removes_emoji("teacup").await, 403);
    let refused = guest.tries_to_add_emoji("scone", &png(64, 64)).await;
    assert_eq!(refused.status(), 403);
    assert_eq!(grace.removes_emoji("teacup").await, 204);
}

#[tokio::test]
async fn a_name_that_is_taken_or_malformed_and_a_file_that_is_no_picture_are_refused() {
    let (_server, _, [ada, grace]) = workspace().await;
    ada.adds_emoji("teacup").await;
    let wide = png(1_025, 8);
    for (name, file) in [
        ("teacup", png(8, 8)),
        // Emoji of Unicode have this name.
        ("tada", png(8, 8)),
        ("Tea", png(8, 8)),
        ("t", png(8, 8)),
        ("scone", wide),
        ("scone", b"<svg/>".to_vec()),
    ] {
        let refused = grace.tries_to_add_emoji(name, &file).await;
        is_problem(refused, 422, "invalid").await;
    }
    assert_eq!(ada.snapshot().await.emoji.len(), 1);
}

#[tokio::test]
async fn a_reaction_may_name_an_emoji_of_the_workspace_and_be_taken_back_once_that_is_removed() {
    let (_server, room, [ada, grace]) = workspace().await;
    let message = ada.says(room, "Tea?").await;
    let mut at_grace = grace.connect().await;
    let react = |on| frame::react(message.id, ":teacup:", on);
    assert_eq!(at_grace.is_refused(react(true)).await, ErrorCode::Invalid);
    ada.adds_emoji("teacup").await;
    at_grace.does(react(true)).await;
    let reactions = async || ada.history(room).await[0].reactions.clone();
    assert_eq!(reactions().await[0].emoji, ":teacup:");

    assert_eq!(ada.removes_emoji("teacup").await, 204);
    assert_eq!(reactions().await.len(), 1);
    at_grace.does(react(false)).await;
    assert_eq!(reactions().await, []);
}
