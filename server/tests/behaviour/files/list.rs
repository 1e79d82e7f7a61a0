//! The list of a room's files.

use crate::support::{TestPerson, picture, workspace};
use image::ImageFormat;
use protocol::{Message, RoomFilePage, RoomId, limits};
use serde_json::json;

impl TestPerson {
    async fn lists_files(&self, room: RoomId, query: &str) -> RoomFilePage {
        let path = format!("/api/rooms/{room}/files?{query}");
        serde_json::from_value(self.get_json(&path).await).expect("a page")
    }
}

fn names(page: &RoomFilePage) -> Vec<&str> {
    let files = page.files.iter();
    files.map(|file| file.attachment.name.as_str()).collect()
}

#[tokio::test]
async fn the_files_of_a_room_are_listed_newest_first_with_what_leads_to_their_message() {
    let (_server, room, [ada, grace]) = workspace().await;
    let first = ada.sends_file(room, "first.txt", "Milk first").await;
    let tea = ada.uploads(room, "tea.txt", "Tea").await;
    let cake = ada.uploads(room, "cake.txt", "Cake").await;
    // Uploaded before, sent later.
    let reply = json!({ "body": "", "attachments": [cake.id, tea.id], "reply_to": first.id });
    let reply = ada.tries_to_post(room, &reply).await;
    let reply: Message = reply.json().await.expect("a message");
    ada.uploads(room, "unsent.txt", "Not yet").await;

    let page = grace.lists_files(room, "").await;
    assert_eq!(names(&page), ["cake.txt", "tea.txt", "first.txt"]);
    assert!(!page.more);
    assert_eq!(page.files[0].attachment, cake);
    assert_eq!(page.files[0].seq, reply.seq);
    assert_eq!(page.files[0].reply_to, Some(first.id));
    assert_eq!(page.files[2].author, first.author);
    assert_eq!(page.files[2].at, first.at);
    assert_eq!(page.files[2].reply_to, None);
}

#[tokio::test]
async fn files_are_listed_for_members_alone_and_only_while_their_message_exists() {
    let (_server, _, [ada, grace]) = workspace().await;
    let den = ada.closed_room_with("Den", &[&grace]).await;
    let tea = ada.sends_file(den, "tea.txt", "Tea").await;
    ada.sends_file(den, "cake.txt", "Cake").await;
    ada.deletes(&tea).await;
    assert_eq!(names(&grace.lists_files(den, "").await), ["cake.txt"]);
    ada.remove(den, &grace).await;
    let path = format!("/api/rooms/{den}/files");
    assert_eq!(grace.status(&path).await, 404);
}

#[tokio::test]
async fn files_are_filtered_by_kind_and_by_a_part_of_their_name_in_any_case() {
    let (_server, room, [ada]) = workspace().await;
    let png = picture(ImageFormat::Png, 8, 8);
    ada.sends_file(room, "Grüne Tasse.png", png).await;
    let song = b"ID3\x03\0\0\0\0\0\0".to_vec();
    ada.sends_file(room, "song.mp3", song).await;
    ada.sends_file(room, "menu.pdf", "%PDF-1.4").await;
    let of = async |query: &str| {
        let page = ada.lists_files(room, query).await;
        names(&page).join(" ")
    };
    assert_eq!(of("kind=picture").await, "Grüne Tasse.png");
    assert_eq!(of("kind=media").await, "song.mp3");
    assert_eq!(of("kind=document").await, "menu.pdf");
    assert_eq!(of("name=GR%C3%9C").await, "Grüne Tasse.png");
    assert_eq!(of("name=%25").await, "");
    assert_eq!(of("kind=document&name=tasse").await, "");
    let path = format!("/api/rooms/{room}/files?kind=cake");
    assert_eq!(ada.status(&path).await, 400);
}

#[tokio::test]
async fn a_long_list_of_files_comes_in_pages_that_part_no_message() {
    let (_server, room, [ada]) = workspace().await;
    let all = limits::ROOM_FILES_PAGE + 5;
    for _ in (0..all).step_by(5) {
        let mut files = Vec::new();
        for name in ["1", "2", "3", "4", "5"] {
            files.push(ada.uploads(room, name, name).await.id);
        }
        ada.shares(room, "", &files).await;
    }
    let first = ada.lists_files(room, "").await;
    assert_eq!(first.files.len(), limits::ROOM_FILES_PAGE);
    assert!(first.more);
    let last = first.files.last().expect("a file").seq;
    let second = ada.lists_files(room, &format!("before={last}")).await;
    assert_eq!(names(&second), ["1", "2", "3", "4", "5"]);
    assert!(!second.more);
}
