//! Files: uploads, attachments and their removal.

mod downloads;
mod list;
mod uploads;

use crate::support::{
    Screen, TestPerson, TestServer, age, contents, frame, is_problem, left, open_database, picture,
    sees, workspace,
};
use image::ImageFormat;
use protocol::{Attachment, ErrorCode, EventKind, FileId, Problem, StreamId};
use reqwest::header;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn a_picture_shows_the_same_live_caught_up_in_history_and_in_a_snapshot() {
    let (_server, room, [ada, grace]) = workspace().await;
    let [mut live, mut away] = Screen::live_and_away(&grace, room).await;

    let tea = picture(ImageFormat::Png, 900, 600);
    let tea = ada.uploads(room, "tea.png", tea).await;
    let notes = ada.uploads(room, "notes.txt", "Milk first").await;
    assert_eq!((tea.width, tea.height), (Some(900), Some(600)));
    assert_eq!(tea.media_type, "image/png");
    assert_eq!(notes.media_type, "text/plain");
    assert_eq!(notes.size, 10);
    let mut at_ada = ada.connect().await;
    let send = frame::send_files(room, "", &[tea.id, notes.id]);
    let seq = at_ada.changes(send).await;

    live.follows(StreamId::Room(room), seq).await;
    let shown = live.messages(room);
    assert_eq!(shown[0].attachments, [tea.clone(), notes]);
    assert_eq!(shown[0].body, "");
    away.catches_up().await;
    assert_eq!(away.messages(room), shown);
    assert_eq!(grace.history(room).await, shown);
    assert_eq!(Screen::open(&grace, room).await.messages(room), shown);

    let thumbnail = grace.get(&format!("/files/{}/thumbnail", tea.id)).await;
    assert_eq!(thumbnail.headers()[header::CONTENT_TYPE], "image/jpeg");
    let small = image::load_from_memory(&thumbnail.bytes().await.expect("bytes"));
    let small = small.expect("a picture");
    assert_eq!((small.width(), small.height()), (720, 480));
}

#[tokio::test]
async fn a_repeated_message_has_its_files_once() {
    let (_server, room, [ada]) = workspace().await;
    let file = ada.uploads(room, "notes.txt", "Milk first").await;
    let mut at_ada = ada.connect().await;
    let once = frame::send_files(room, "Look", &[file.id]);
    let first = at_ada.does(once.clone()).await;
    assert_eq!(at_ada.does(once).await, first);
    let refused = at_ada
        .is_refused(frame::send_files(room, "Again", &[file.id]))
        .await;
    assert_eq!(refused, ErrorCode::Invalid);
    let history = ada.history(room).await;
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].attachments, [file]);
}

#[tokio::test]
async fn only_the_senders_own_uploads_to_the_room_can_be_attached() {
    let (_server, room, [ada, grace]) = workspace().await;
    let den = ada.open_room("Den").await;
    let hers = grace.uploads(room, "hers.txt", "Mine").await;
    let elsewhere = ada.uploads(den, "den.txt", "Den").await;
    let own = ada.uploads(room, "own.txt", "Own").await;
    let nowhere = FileId(Uuid::now_v7());
    let many: Vec<_> = (0..11).map(|_| own.id).collect();
    let mut at_ada = ada.connect().await;
    let twice = [own.id, own.id];
    for files in [&[hers.id][..], &[elsewhere.id], &[nowhere], &twice, &many] {
        let refused = at_ada
            .is_refused(frame::send_files(room, "Look", files))
            .await;
        assert_eq!(refused, ErrorCode::Invalid, "{files:?}");
    }
    let empty = at_ada.is_refused(frame::send_files(room, " ", &[])).await;
    assert_eq!(empty, ErrorCode::Empty);
    assert_eq!(ada.history(room).await, []);
}

#[tokio::test]
async fn only_people_who_see_the_message_open_its_files() {
    let (server, _, [ada, grace, linus]) = workspace().await;
    let den = ada.closed_room_with("Den", &[&grace]).await;
    let tea = picture(ImageFormat::Png, 8, 8);
    let file = ada.uploads(den, "tea.png", tea).await;
    let sees = async |person: &TestPerson, expected: u16| {
        assert_eq!(person.opens(&file).await.status(), expected);
        let thumbnail = format!("/files/{}/thumbnail", file.id);
        assert_eq!(person.status(&thumbnail).await, expected);
    };
    // Until it is sent, only its uploader sees it.
    sees(&ada, 200).await;
    sees(&grace, 404).await;
    ada.shares(den, "", &[file.id]).await;
    sees(&grace, 200).await;
    sees(&linus, 404).await;
    ada.remove(den, &grace).await;
    sees(&grace, 404).await;
    let refused = linus.tries_to_upload(den, "tea.txt", "Tea").await;
    assert_eq!(refused.status(), 404);
    let stranger = server.visit(&format!("/files/{}/name", file.id)).await;
    assert_eq!(stranger.status(), 401);
}

#[tokio::test]
async fn a_deleted_message_loses_its_files_and_their_bytes_go_with_the_last_reference() {
    let (server, room, [ada, grace]) = workspace().await;
    let mut away = Screen::away(&grace, room).await;
    let one = ada.sends_file(room, "one.txt", "The same").await;
    let two = grace.sends_file(room, "two.txt", "The same").await;
    assert_eq!(contents(server.data()), 1);
    ada.deletes(&one).await;
    assert_eq!(ada.opens(&one.attachments[0]).await.status(), 404);
    let other = ada.opens(&two.attachments[0]).await;
    assert_eq!(other.text().await.expect("text"), "The same");

    ada.deletes(&two).await;
    left(server.data(), 0).await;
    away.catches_up().await;
    let traces = away.messages(room);
    assert_eq!(grace.history(room).await, traces);
    assert_eq!(traces.len(), 2);
    for trace in traces {
        assert!(trace.deleted && trace.attachments.is_empty());
    }
}

#[tokio::test]
async fn unsent_uploads_are_removed_after_a_week_or_a_day_if_space_is_short() {
    for (short, fresh_days) in [(0, 6), (u64::MAX, 0)] {
        let server = TestServer::start_with(|_, tuning| tuning.disk_short = short).await;
        let (room, [ada]) = server.people().await;
        let stale = ada.uploads(room, "stale.txt", "Stale").await;
        let fresh = ada.uploads(room, "fresh.txt", "Fresh").await;
        let server = server
            .restart_after(async |data| {
                let mut database = open_database(data).await;
                age(&mut database, "stale.txt", fresh_days + 1).await;
                age(&mut database, "fresh.txt", fresh_days).await;
            })
            .await;
        left(server.data(), 1).await;
        let ada = ada.at(server.address);
        assert_eq!(ada.opens(&stale).await.status(), 404);
        assert_eq!(ada.opens(&fresh).await.status(), 200);
        // Attaching it later fails with the reason.
        let form = json!({ "body": "", "attachments": [stale.id] });
        let refused = ada.tries_to_post(room, &form).await;
        let problem: Problem = refused.json().await.expect("a problem");
        assert!(problem.detail.contains("after a week"), "{problem:?}");
    }
}

#[tokio::test]
async fn an_administrator_sets_how_large_a_file_may_be() {
    let (server, room, [ada, grace]) = workspace().await;
    let set = async |person: &TestPerson, megabytes: u64| {
        let change = json!({ "file_limit_mb": megabytes });
        person.patch("/api/workspace", &change).await
    };
    assert_eq!(ada.get_json("/api/workspace").await["file_limit_mb"], 25);
    assert_eq!(set(&grace, 1).await, 403);
    assert_eq!(set(&ada, 0).await, 422);
    assert_eq!(set(&ada, 1).await, 204);
    assert_eq!(grace.get_json("/api/workspace").await["file_limit_mb"], 1);

    ada.uploads(room, "most.bin", vec![0; 1_000_000]).await;
    let one_more = vec![0; 1_000_001];
    // With its length in the header, and in chunks.
    let pieces = futures::stream::iter([Ok::<_, std::io::Error>(one_more.clone())]);
    for body in [one_more.into(), reqwest::Body::wrap_stream(pieces)] {
        let refused = ada.tries_to_upload(room, "more.bin", body).await;
        let detail = is_problem(refused, 413, "too_large").await;
        assert!(detail.contains("1 MB"), "{detail}");
    }
    assert_eq!(contents(server.data()), 1);
    let incoming = std::fs::read_dir(server.data().join("files/incoming"));
    assert_eq!(incoming.expect("a folder").count(), 0);
}

#[tokio::test]
async fn an_archived_room_takes_no_files() {
    let (_server, _, [ada]) = workspace().await;
    let den = ada.open_room("Den").await;
    ada.changes(den, &json!({ "archived": true })).await;
    let refused = ada.tries_to_upload(den, "tea.txt", "Tea").await;
    assert_eq!(refused.status(), 409);
}

#[tokio::test]
async fn the_event_of_a_message_contains_its_attachments() {
    let (_server, room, [ada]) = workspace().await;
    let mut phone = ada.sign_in_again().await.connect().await;
    let message = ada.sends_file(room, "tea.txt", "Tea").await;
    let told = sees!(phone, EventKind::MessageCreated { message } => message);
    assert_eq!(told, message);
    let Attachment { name, size, .. } = &message.attachments[0];
    assert_eq!((name.as_str(), *size), ("tea.txt", 3));
}

#[tokio::test]
async fn the_first_lines_of_a_text_come_with_it() {
    let (_server, room, [ada, grace]) = workspace().await;
    let notes = "Milk first\nTea\n\n\n\n\nToo much\n";
    let message = ada.sends_file(room, "notes.txt", notes).await;
    let excerpt = message.attachments[0].excerpt.as_deref();
    assert_eq!(excerpt, Some("Milk first\nTea"));
    assert_eq!(grace.history(room).await, [message]);
    let song = ada.uploads(room, "song.mp3", "ID3\x03\0\0").await;
    assert_eq!(song.excerpt, None);
}
