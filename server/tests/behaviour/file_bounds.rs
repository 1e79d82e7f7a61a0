//! What people upload has bounds, so that nobody fills the disk for the others.

use crate::support::{PATIENCE, Person, TestServer, contents, left, open_database};
use protocol::{ErrorCode, Problem, RoomId};
use reqwest::{Method, Response, StatusCode, header};
use serde_json::{Value, json};
use std::{convert::Infallible, time::SystemTime};
use tokio::sync::mpsc;

async fn set(person: &Person, changes: Value) -> StatusCode {
    let request = person.request(Method::PATCH, "/api/workspace");
    let response = request.json(&changes).send().await;
    response.expect("an answer").status()
}

async fn is_refused(response: Response, status: StatusCode, code: ErrorCode) -> String {
    assert_eq!(response.status(), status);
    let problem: Problem = response.json().await.expect("a problem");
    assert_eq!(problem.code, code, "{}", problem.detail);
    problem.detail
}

/// An upload that sends what it is given, and ends when the sender is dropped.
fn begin(ada: &Person, room: RoomId) -> (mpsc::Sender<Vec<u8>>, tokio::task::JoinHandle<Response>) {
    let (sender, mut bytes) = mpsc::channel::<Vec<u8>>(1);
    let stream = futures::stream::poll_fn(move |context| bytes.poll_recv(context));
    let stream = futures::StreamExt::map(stream, Ok::<_, Infallible>);
    let request = ada.request(Method::POST, &format!("/api/rooms/{room}/files"));
    let request = request.query(&[("name", "slow.bin")]);
    let request = request.body(reqwest::Body::wrap_stream(stream));
    let answer = tokio::spawn(async move { request.send().await.expect("an answer") });
    (sender, answer)
}

/// Waits until so many uploads are on their way into the folder.
async fn under_way(server: &TestServer, wanted: usize) {
    let incoming = server.data().join("files/incoming");
    let count = || std::fs::read_dir(&incoming).expect("a folder").count();
    let wait = async {
        while count() != wanted {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, wait).await;
    assert!(waited.is_ok(), "{} and not {wanted}", count());
}

#[tokio::test]
async fn each_person_has_a_quota_and_gets_back_what_is_deleted() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let workspace = ada.get_json("/api/workspace").await;
    assert_eq!(workspace["person_quota_mb"], 5_000);
    assert_eq!(workspace["total_quota_mb"], 50_000);
    assert_eq!(workspace["used_mb"], 0);
    let quota = json!({ "person_quota_mb": 1 });
    assert_eq!(set(&grace, quota.clone()).await, StatusCode::FORBIDDEN);
    assert_eq!(set(&ada, quota).await, StatusCode::NO_CONTENT);

    let message = grace.sends_file(room, "most.bin", vec![7; 990_000]).await;
    let refused = grace
        .tries_to_upload(room, "more.bin", vec![8; 20_000])
        .await;
    let full = StatusCode::INSUFFICIENT_STORAGE;
    let detail = is_refused(refused, full, ErrorCode::TooLarge).await;
    assert!(detail.contains("1 MB"), "{detail}");
    assert_eq!(contents(server.data()), 1);
    // It is hers alone, and text is not counted.
    ada.uploads(room, "ada.bin", vec![8; 20_000]).await;
    grace.says(room, "Never mind").await;
    // A small file takes a block of the disk, and so more than its bytes.
    grace.uploads(room, "one.bin", vec![1]).await;
    grace.uploads(room, "two.bin", vec![2]).await;
    let refused = grace
        .tries_to_upload(room, "three.bin", vec![3; 5_000])
        .await;
    is_refused(refused, full, ErrorCode::TooLarge).await;
    assert_eq!(ada.get_json("/api/workspace").await["used_mb"], 2);
    assert_eq!(
        grace.get_json("/api/workspace").await["used_mb"],
        Value::Null
    );

    let path = format!("/api/rooms/{room}/messages/{}", message.id);
    assert_eq!(
        grace.send(Method::DELETE, &path).await,
        StatusCode::NO_CONTENT
    );
    grace.uploads(room, "more.bin", vec![8; 20_000]).await;
    assert_eq!(ada.get_json("/api/workspace").await["used_mb"], 1);
}

#[tokio::test]
async fn all_together_have_a_quota() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    for bad in [0, 10_000_001] {
        for name in ["person_quota_mb", "total_quota_mb"] {
            let refused = set(&ada, json!({ name: bad })).await;
            assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY, "{name} {bad}");
        }
    }
    let quota = json!({ "total_quota_mb": 1 });
    assert_eq!(set(&ada, quota).await, StatusCode::NO_CONTENT);
    ada.uploads(room, "ada.bin", vec![7; 600_000]).await;
    let refused = grace
        .tries_to_upload(room, "grace.bin", vec![8; 600_000])
        .await;
    let full = StatusCode::INSUFFICIENT_STORAGE;
    let detail = is_refused(refused, full, ErrorCode::TooLarge).await;
    assert!(detail.contains("All files together"), "{detail}");
    // Also where it does not say how large it is.
    let (sender, answer) = begin(&grace, room);
    sender.send(vec![9; 600_000]).await.expect("sent");
    drop(sender);
    let refused = answer.await.expect("an answer");
    is_refused(refused, full, ErrorCode::TooLarge).await;
    assert_eq!(contents(server.data()), 1);
    under_way(&server, 0).await;
}

#[tokio::test]
async fn where_the_quota_is_nearly_used_what_was_not_sent_goes_after_a_day() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let stale = ada.uploads(room, "stale.bin", vec![7; 500_000]).await;
    let fresh = ada.uploads(room, "fresh.bin", vec![8; 420_000]).await;
    let quota = json!({ "total_quota_mb": 1 });
    assert_eq!(set(&ada, quota).await, StatusCode::NO_CONTENT);
    let server = server
        .restart_after(async |data| {
            let mut database = open_database(data).await;
            let day = 24 * 60 * 60 * 1_000 + 60_000;
            sqlx::query("UPDATE files SET created_at = created_at - ? WHERE name = 'stale.bin'")
                .bind(day)
                .execute(&mut database)
                .await
                .expect("aged");
        })
        .await;
    left(server.data(), 1).await;
    let ada = ada.at(server.address);
    assert_eq!(ada.opens(&stale).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(ada.opens(&fresh).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn quotas_hold_for_two_uploads_at_once() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    assert_eq!(
        set(&ada, json!({ "person_quota_mb": 1 })).await,
        StatusCode::NO_CONTENT
    );
    let uploads = [begin(&ada, room), begin(&ada, room)];
    // Both have been let in before either is known.
    under_way(&server, 2).await;
    let mut statuses = Vec::new();
    for (number, (sender, answer)) in (0..).zip(uploads) {
        sender.send(vec![number; 600_000]).await.expect("sent");
        drop(sender);
        statuses.push(answer.await.expect("an answer").status());
    }
    assert_eq!(
        statuses,
        [StatusCode::CREATED, StatusCode::INSUFFICIENT_STORAGE]
    );
    left(server.data(), 1).await;
}

#[tokio::test]
async fn what_is_free_on_a_full_disk_is_kept_for_messages() {
    let server = TestServer::start_with(|_, tuning| tuning.disk_reserve = u64::MAX).await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let refused = ada.tries_to_upload(room, "tea.txt", "Tea").await;
    let full = StatusCode::INSUFFICIENT_STORAGE;
    let detail = is_refused(refused, full, ErrorCode::CannotSave).await;
    assert!(detail.contains("disk is nearly full"), "{detail}");
    let picture = ada.request(Method::PUT, "/api/me/picture");
    let picture = picture.json(&json!({ "picture": "R0lGODlhAQABAAAAACw=" }));
    let refused = picture.send().await.expect("an answer");
    is_refused(refused, full, ErrorCode::CannotSave).await;
    ada.says(room, "Tea without pictures").await;
    assert_eq!(server.up().await.status(), StatusCode::OK);
    assert_eq!(contents(server.data()), 0);
}

#[tokio::test]
async fn so_many_uploads_are_under_way_at_once_of_one_person_and_of_all() {
    let server = TestServer::start_with(|_, tuning| {
        tuning.uploads_each = 2;
        tuning.uploads = 3;
    })
    .await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut hers = vec![begin(&ada, room), begin(&ada, room)];
    under_way(&server, 2).await;
    let refused = ada.tries_to_upload(room, "third.txt", "Third").await;
    assert!(refused.headers().contains_key(header::RETRY_AFTER));
    let many = StatusCode::TOO_MANY_REQUESTS;
    is_refused(refused, many, ErrorCode::TooManyRequests).await;
    grace.uploads(room, "grace.txt", "Grace").await;
    let other = begin(&grace, room);
    under_way(&server, 3).await;
    let refused = grace.tries_to_upload(room, "more.txt", "More").await;
    assert!(refused.headers().contains_key(header::RETRY_AFTER));
    is_refused(refused, StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Busy).await;
    // One that is done, and one that is given up, leave their places.
    let (sender, answer) = hers.remove(0);
    drop(sender);
    assert_eq!(
        answer.await.expect("an answer").status(),
        StatusCode::CREATED
    );
    other.1.abort();
    under_way(&server, 1).await;
    grace.uploads(room, "more.txt", "More").await;
    ada.uploads(room, "third.txt", "Third").await;
}

#[tokio::test]
async fn of_a_refused_upload_nothing_stays() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let den = ada.room("Den", "open").await;
    let (sender, answer) = begin(&ada, den);
    sender.send(b"Tea".to_vec()).await.expect("sent");
    under_way(&server, 1).await;
    ada.changes(den, &json!({ "archived": true })).await;
    drop(sender);
    let refused = answer.await.expect("an answer");
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    left(server.data(), 0).await;
    under_way(&server, 0).await;
}

#[tokio::test]
async fn an_old_thumbnail_without_its_picture_and_a_picture_of_nobody_are_removed() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let hash = "ab".repeat(32);
    let server = server
        .restart_after(async |data| {
            let old = SystemTime::UNIX_EPOCH;
            for (folder, name) in [
                ("files/ab/ab", format!("{hash}.thumbnail")),
                ("previews", hash.clone()),
                ("previews", "0190.part".to_owned()),
            ] {
                let folder = data.join(folder);
                std::fs::create_dir_all(&folder).expect("a folder");
                let file = std::fs::File::create(folder.join(name)).expect("a file");
                file.set_modified(old).expect("aged");
            }
        })
        .await;
    let leftovers = || {
        let folders = ["files/ab/ab", "previews"].map(|folder| server.data().join(folder));
        let counts = folders.map(|folder| std::fs::read_dir(folder).expect("a folder").count());
        counts.iter().sum::<usize>()
    };
    // Though the server fetches no previews.
    let wait = async {
        while leftovers() > 0 {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, wait).await;
    assert!(waited.is_ok(), "{} left", leftovers());
    assert_eq!(
        ada.at(server.address).get("/api/me").await.status(),
        StatusCode::OK
    );
}
