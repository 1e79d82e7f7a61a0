use crate::support::{Person, Screen, TestServer, client_id, contents, left, open_database};
use image::{DynamicImage, ImageFormat, RgbImage};
use protocol::{Attachment, ErrorCode, EventKind, FileId, Message, Problem, RoomId, StreamId};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use std::io::Cursor;
use uuid::Uuid;

/// A picture with something to see.
fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    let written = DynamicImage::from(image).write_to(&mut bytes, format);
    written.expect("a picture");
    bytes.into_inner()
}

fn send(room: RoomId, body: &str, files: &[FileId]) -> Value {
    json!({ "type": "send", "client_id": client_id(), "room": room, "body": body, "attachments": files })
}

#[tokio::test]
async fn a_picture_shows_the_same_live_caught_up_in_history_and_in_a_snapshot() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut away = Screen::open(&grace, room).await;
    away.goes_away();
    let mut live = Screen::open(&grace, room).await;

    let tea = ada
        .uploads(room, "tea.png", picture(ImageFormat::Png, 900, 600))
        .await;
    let notes = ada.uploads(room, "notes.txt", "Milk first").await;
    assert_eq!((tea.width, tea.height), (Some(900), Some(600)));
    assert_eq!(
        (tea.media_type.as_str(), notes.media_type.as_str()),
        ("image/png", "text/plain")
    );
    assert_eq!(notes.size, 10);
    let mut at_ada = ada.connect().await;
    let seq = at_ada.does(send(room, "", &[tea.id, notes.id])).await;
    let seq = seq.expect("an event");

    live.follows(StreamId::Room(room), seq).await;
    let shown = live.messages(room);
    assert_eq!(shown[0].attachments, [tea.clone(), notes]);
    assert_eq!(shown[0].body, "");
    away.comes_back().await;
    away.follows(StreamId::Room(room), seq).await;
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
async fn sent_again_a_message_brings_its_files_once() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let file = ada.uploads(room, "notes.txt", "Milk first").await;
    let mut at_ada = ada.connect().await;
    let once = send(room, "Look", &[file.id]);
    let first = at_ada.does(once.clone()).await;
    assert_eq!(at_ada.does(once).await, first);
    let refused = at_ada.is_refused(send(room, "Again", &[file.id])).await;
    assert_eq!(refused, ErrorCode::Invalid);
    let history = ada.history(room).await;
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].attachments, [file]);
}

#[tokio::test]
async fn one_attaches_ones_own_uploads_to_the_room_and_nothing_else() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let (room, den) = (ada.everyone().await, ada.room("Den", "open").await);
    let hers = grace.uploads(room, "hers.txt", "Mine").await;
    let elsewhere = ada.uploads(den, "den.txt", "Den").await;
    let own = ada.uploads(room, "own.txt", "Own").await;
    let nowhere = FileId(Uuid::now_v7());
    let many: Vec<_> = (0..11).map(|_| own.id).collect();
    let mut at_ada = ada.connect().await;
    for files in [
        &[hers.id][..],
        &[elsewhere.id],
        &[nowhere],
        &[own.id, own.id],
        &many,
    ] {
        let refused = at_ada.is_refused(send(room, "Look", files)).await;
        assert_eq!(refused, ErrorCode::Invalid, "{files:?}");
    }
    assert_eq!(
        at_ada.is_refused(send(room, " ", &[])).await,
        ErrorCode::Empty
    );
    assert_eq!(ada.history(room).await, []);
}

#[tokio::test]
async fn who_may_not_see_the_message_finds_no_file() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let den = ada.closed_room("Den").await;
    ada.add(den, &grace).await;
    let file = ada
        .uploads(den, "tea.png", picture(ImageFormat::Png, 8, 8))
        .await;
    let sees = async |person: &Person, expected: StatusCode| {
        assert_eq!(person.opens(&file).await.status(), expected);
        let thumbnail = person.get(&format!("/files/{}/thumbnail", file.id)).await;
        assert_eq!(thumbnail.status(), expected);
    };
    // Before it is sent it is nobody's but its uploader's.
    sees(&ada, StatusCode::OK).await;
    sees(&grace, StatusCode::NOT_FOUND).await;
    ada.shares(den, "", &[file.id]).await;
    sees(&grace, StatusCode::OK).await;
    sees(&linus, StatusCode::NOT_FOUND).await;
    ada.remove(den, &grace).await;
    sees(&grace, StatusCode::NOT_FOUND).await;
    let refused = linus.tries_to_upload(den, "tea.txt", "Tea").await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    let url = format!("http://{}/files/{}/name", server.address, file.id);
    let stranger = reqwest::get(url).await.expect("an answer");
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn with_a_deleted_message_its_files_go_and_their_bytes_once_nobody_has_them() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut away = Screen::open(&grace, room).await;
    away.goes_away();
    let (one, two) = (
        ada.sends_file(room, "one.txt", "The same").await,
        grace.sends_file(room, "two.txt", "The same").await,
    );
    assert_eq!(contents(server.data()), 1);
    let mut at_ada = ada.connect().await;
    let delete = |message: &Message| json!({ "type": "delete", "message": message.id });
    at_ada.does(delete(&one)).await;
    assert_eq!(
        ada.opens(&one.attachments[0]).await.status(),
        StatusCode::NOT_FOUND
    );
    let other = ada.opens(&two.attachments[0]).await;
    assert_eq!(other.text().await.expect("text"), "The same");

    let seq = at_ada.does(delete(&two)).await.expect("an event");
    left(server.data(), 0).await;
    away.comes_back().await;
    away.follows(StreamId::Room(room), seq).await;
    let traces = away.messages(room);
    assert_eq!(grace.history(room).await, traces);
    assert!(
        traces
            .iter()
            .all(|trace| trace.deleted && trace.attachments.is_empty())
    );
}

#[tokio::test]
async fn what_is_not_sent_within_a_week_is_removed_and_within_a_day_while_space_is_short() {
    for (short, fresh_days) in [(0, 6), (u64::MAX, 0)] {
        let server = TestServer::start_with(|_, tuning| tuning.disk_short = short).await;
        let ada = server.ada().await;
        let room = ada.everyone().await;
        let stale = ada.uploads(room, "stale.txt", "Stale").await;
        let fresh = ada.uploads(room, "fresh.txt", "Fresh").await;
        let server = server
            .restart_after(async |data| {
                let mut database = open_database(data).await;
                for (name, days) in [("stale.txt", fresh_days + 1), ("fresh.txt", fresh_days)] {
                    // A minute more than the full days.
                    let age = days * 24 * 60 * 60 * 1_000 + 60_000;
                    sqlx::query("UPDATE files SET created_at = created_at - ? WHERE name = ?")
                        .bind(age)
                        .bind(name)
                        .execute(&mut database)
                        .await
                        .expect("aged");
                }
            })
            .await;
        left(server.data(), 1).await;
        let ada = ada.at(server.address);
        assert_eq!(ada.opens(&stale).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(ada.opens(&fresh).await.status(), StatusCode::OK);
        // Who attaches it after that is told why.
        let form = json!({ "body": "", "attachments": [stale.id] });
        let refused = ada
            .post(&format!("/api/rooms/{room}/messages"), &form)
            .await;
        let problem: Problem = refused.json().await.expect("a problem");
        assert!(
            problem.detail.contains("after a week"),
            "{}",
            problem.detail
        );
    }
}

#[tokio::test]
async fn an_administrator_sets_how_large_a_file_may_be() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let set = async |person: &Person, megabytes: u64| {
        let request = person.request(Method::PATCH, "/api/workspace");
        let request = request.json(&json!({ "file_limit_mb": megabytes }));
        request.send().await.expect("an answer").status()
    };
    assert_eq!(ada.get_json("/api/workspace").await["file_limit_mb"], 25);
    assert_eq!(set(&grace, 1).await, StatusCode::FORBIDDEN);
    assert_eq!(set(&ada, 0).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(set(&ada, 1).await, StatusCode::NO_CONTENT);
    assert_eq!(grace.get_json("/api/workspace").await["file_limit_mb"], 1);

    ada.uploads(room, "most.bin", vec![0; 1_000_000]).await;
    let one_more = vec![0; 1_000_001];
    // Whether it says how large it is, or comes in pieces.
    let pieces = futures::stream::iter([Ok::<_, std::io::Error>(one_more.clone())]);
    for body in [one_more.into(), reqwest::Body::wrap_stream(pieces)] {
        let refused = ada.tries_to_upload(room, "more.bin", body).await;
        assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let problem: Problem = refused.json().await.expect("a problem");
        assert_eq!(problem.code, ErrorCode::TooLarge);
        assert!(problem.detail.contains("1 MB"), "{}", problem.detail);
    }
    assert_eq!(contents(server.data()), 1);
    let incoming = std::fs::read_dir(server.data().join("files/incoming"));
    assert_eq!(incoming.expect("a folder").count(), 0);
}

#[tokio::test]
async fn an_archived_room_takes_no_files() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let den = ada.room("Den", "open").await;
    ada.changes(den, &json!({ "archived": true })).await;
    let refused = ada.tries_to_upload(den, "tea.txt", "Tea").await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_part_of_a_file_is_served_and_nothing_where_nothing_changed() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let file = ada.uploads(room, "abc.txt", "abcdefghij").await;
    let ask = async |name: header::HeaderName, value: &str| {
        let request = ada.request(Method::GET, &format!("/files/{}/abc.txt", file.id));
        request.header(name, value).send().await.expect("an answer")
    };
    let part = ask(header::RANGE, "bytes=2-4").await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers()[header::CONTENT_RANGE], "bytes 2-4/10");
    assert_eq!(part.text().await.expect("text"), "cde");
    let beyond = ask(header::RANGE, "bytes=10-").await;
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(beyond.headers()[header::CONTENT_RANGE], "bytes */10");

    let whole = ada.opens(&file).await;
    assert_eq!(whole.headers()[header::CACHE_CONTROL], "private, no-cache");
    assert_eq!(whole.headers()[header::ACCEPT_RANGES], "bytes");
    let tag = whole.headers()[header::ETAG]
        .to_str()
        .expect("a tag")
        .to_owned();
    let unchanged = ask(header::IF_NONE_MATCH, &tag).await;
    assert_eq!(unchanged.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(unchanged.text().await.expect("text"), "");
}

#[tokio::test]
async fn ranges_are_answered_as_rfc_9110_says() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let file = ada.uploads(room, "abc.txt", "abcdefghij").await;
    let empty = ada.uploads(room, "empty.txt", "").await;
    let ask = async |file: &Attachment, headers: &[(header::HeaderName, &str)]| {
        let mut request = ada.request(Method::GET, &format!("/files/{}/abc.txt", file.id));
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let response = request.send().await.expect("an answer");
        let range = response.headers().get(header::CONTENT_RANGE);
        let range = range.map(|range| range.to_str().expect("text").to_owned());
        let status = response.status();
        (status, range, response.text().await.expect("text"))
    };
    let whole = (StatusCode::OK, None, "abcdefghij".to_owned());
    let part = |range: &str, text: &str| {
        let status = StatusCode::PARTIAL_CONTENT;
        (status, Some(range.to_owned()), text.to_owned())
    };
    let nothing = |range: &str| {
        let status = StatusCode::RANGE_NOT_SATISFIABLE;
        (status, Some(range.to_owned()), String::new())
    };
    let range = header::RANGE;
    for (value, expected) in [
        ("bytes=-999999999", part("bytes 0-9/10", "abcdefghij")),
        ("bytes=-3", part("bytes 7-9/10", "hij")),
        ("bytes=8-99", part("bytes 8-9/10", "ij")),
        ("items=0-1", whole.clone()),
        ("bytes=5-2", whole.clone()),
        ("bytes=0-1,4-5", whole.clone()),
        ("bytes=10-", nothing("bytes */10")),
        ("bytes=-0", nothing("bytes */10")),
    ] {
        assert_eq!(
            ask(&file, &[(range.clone(), value)]).await,
            expected,
            "{value}"
        );
    }
    for value in ["bytes=0-", "bytes=-5", "bytes=0-0"] {
        let answer = ask(&empty, &[(range.clone(), value)]).await;
        assert_eq!(answer, nothing("bytes */0"), "{value}");
    }

    let tag = ada.opens(&file).await.headers()[header::ETAG].clone();
    let tag = tag.to_str().expect("text").to_owned();
    let if_range = async |tag: &str| {
        let headers = [(range.clone(), "bytes=2-4"), (header::IF_RANGE, tag)];
        ask(&file, &headers).await
    };
    assert_eq!(if_range(&tag).await, part("bytes 2-4/10", "cde"));
    assert_eq!(if_range("\"stale\"").await, whole);
    assert_eq!(if_range("Wed, 21 Oct 2026 07:28:00 GMT").await, whole);
    // Its time is not told, and so none of these say anything about it.
    let since = [(header::IF_UNMODIFIED_SINCE, "Wed, 21 Oct 2015 07:28:00 GMT")];
    assert_eq!(ask(&file, &since).await, whole);
    let failed = ask(&file, &[(header::IF_MATCH, "\"stale\"")]).await;
    assert_eq!(failed.0, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn the_event_of_a_message_brings_what_is_attached() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut phone = ada.sign_in_again().await.connect().await;
    let message = ada.sends_file(room, "tea.txt", "Tea").await;
    let event = phone
        .sees(|kind| matches!(kind, EventKind::MessageCreated { .. }))
        .await;
    assert_eq!(
        event.kind,
        EventKind::MessageCreated {
            message: message.clone()
        }
    );
    let Attachment { name, size, .. } = &message.attachments[0];
    assert_eq!((name.as_str(), *size), ("tea.txt", 3));
}
