//! Bounds of uploads, so that nobody can fill the disk.

use crate::support::{
    TestPerson, TestServer, age, contents, eventually, is_problem, left, open_database, workspace,
};
use protocol::RoomId;
use reqwest::{Method, Response, StatusCode, header};
use serde_json::{Value, json};
use std::{convert::Infallible, time::SystemTime};
use tokio::sync::mpsc;

async fn set(person: &TestPerson, changes: Value) -> StatusCode {
    person.patch("/api/workspace", &changes).await
}

/// Begins an upload whose bytes come from a channel. It ends when the sender is dropped.
fn begin(
    ada: &TestPerson,
    room: RoomId,
) -> (mpsc::Sender<Vec<u8>>, tokio::task::JoinHandle<Response>) {
    let (sender, mut bytes) = mpsc::channel::<Vec<u8>>(1);
    let stream = futures::stream::poll_fn(move |context| bytes.poll_recv(context));
    let stream = futures::StreamExt::map(stream, Ok::<_, Infallible>);
    let request = ada.request(Method::POST, &format!("/api/rooms/{room}/files"));
    let request = request.query(&[("name", "slow.bin")]);
    let request = request.body(reqwest::Body::wrap_stream(stream));
    let answer = tokio::spawn(async move { request.send().await.expect("an answer") });
    (sender, answer)
}

/// Waits until exactly so many uploads are in progress.
async fn under_way(server: &TestServer, wanted: usize) {
    let incoming = server.data().join("files/incoming");
    let count = || std::fs::read_dir(&incoming).expect("a folder").count();
    let under_way = async || (count() == wanted).then_some(());
    eventually(&format!("{wanted} uploads"), under_way).await;
}

#[tokio::test]
async fn each_person_has_a_quota_and_deletions_free_it() {
    let (server, room, [ada, grace]) = workspace().await;
    let workspace = ada.get_json("/api/workspace").await;
    assert_eq!(workspace["person_quota_mb"], 5_000);
    assert_eq!(workspace["total_quota_mb"], 50_000);
    assert_eq!(workspace["used_mb"], 0);
    let quota = json!({ "person_quota_mb": 1 });
    assert_eq!(set(&grace, quota.clone()).await, 403);
    assert_eq!(set(&ada, quota).await, 204);

    let message = grace.sends_file(room, "most.bin", vec![7; 990_000]).await;
    let refused = grace
        .tries_to_upload(room, "more.bin", vec![8; 20_000])
        .await;
    let detail = is_problem(refused, 507, "too_large").await;
    assert!(detail.contains("1 MB"), "{detail}");
    assert_eq!(contents(server.data()), 1);
    // The quota is hers alone, and text does not count.
    ada.uploads(room, "ada.bin", vec![8; 20_000]).await;
    grace.says(room, "Never mind").await;
    // A small file takes a block of the disk, and so more than its bytes.
    grace.uploads(room, "one.bin", vec![1]).await;
    grace.uploads(room, "two.bin", vec![2]).await;
    let refused = grace
        .tries_to_upload(room, "three.bin", vec![3; 5_000])
        .await;
    is_problem(refused, 507, "too_large").await;
    assert_eq!(ada.get_json("/api/workspace").await["used_mb"], 2);
    let used = grace.get_json("/api/workspace").await["used_mb"].clone();
    assert_eq!(used, Value::Null);

    grace.deletes(&message).await;
    grace.uploads(room, "more.bin", vec![8; 20_000]).await;
    assert_eq!(ada.get_json("/api/workspace").await["used_mb"], 1);
}

#[tokio::test]
async fn the_workspace_has_a_quota() {
    let (server, room, [ada, grace]) = workspace().await;
    for bad in [0, 10_000_001] {
        for name in ["person_quota_mb", "total_quota_mb"] {
            let refused = set(&ada, json!({ name: bad })).await;
            assert_eq!(refused, 422, "{name} {bad}");
        }
    }
    let quota = json!({ "total_quota_mb": 1 });
    assert_eq!(set(&ada, quota).await, 204);
    ada.uploads(room, "ada.bin", vec![7; 600_000]).await;
    let refused = grace
        .tries_to_upload(room, "grace.bin", vec![8; 600_000])
        .await;
    let detail = is_problem(refused, 507, "too_large").await;
    assert!(
        detail.contains("the workspace's 1 MB of storage"),
        "{detail}"
    );
    // Without its length in the header too.
    let (sender, answer) = begin(&grace, room);
    sender.send(vec![9; 600_000]).await.expect("sent");
    drop(sender);
    let refused = answer.await.expect("an answer");
    is_problem(refused, 507, "too_large").await;
    assert_eq!(contents(server.data()), 1);
    under_way(&server, 0).await;
}

#[tokio::test]
async fn unsent_uploads_are_removed_after_a_day_if_the_quota_is_nearly_used() {
    let (server, room, [ada]) = workspace().await;
    let stale = ada.uploads(room, "stale.bin", vec![7; 500_000]).await;
    let fresh = ada.uploads(room, "fresh.bin", vec![8; 420_000]).await;
    let quota = json!({ "total_quota_mb": 1 });
    assert_eq!(set(&ada, quota).await, 204);
    let server = server
        .restart_after(async |data| {
            let mut database = open_database(data).await;
            age(&mut database, "stale.bin", 1).await;
        })
        .await;
    left(server.data(), 1).await;
    let ada = ada.at(server.address);
    assert_eq!(ada.opens(&stale).await.status(), 404);
    assert_eq!(ada.opens(&fresh).await.status(), 200);
}

#[tokio::test]
async fn quotas_hold_for_two_uploads_at_once() {
    let (server, room, [ada]) = workspace().await;
    assert_eq!(set(&ada, json!({ "person_quota_mb": 1 })).await, 204);
    let uploads = [begin(&ada, room), begin(&ada, room)];
    // Both are admitted before the size of either is known.
    under_way(&server, 2).await;
    let mut statuses = Vec::new();
    for (number, (sender, answer)) in (0..).zip(uploads) {
        sender.send(vec![number; 600_000]).await.expect("sent");
        drop(sender);
        statuses.push(answer.await.expect("an answer").status());
    }
    assert_eq!(statuses[0], 201);
    assert_eq!(statuses[1], 507);
    left(server.data(), 1).await;
}

#[tokio::test]
async fn the_last_free_space_on_a_disk_is_kept_for_messages() {
    let server = TestServer::start_with(|_, tuning| tuning.disk_reserve = u64::MAX).await;
    let (room, [ada]) = server.people().await;
    let refused = ada.tries_to_upload(room, "tea.txt", "Tea").await;
    let detail = is_problem(refused, 507, "cannot_save").await;
    assert!(detail.contains("low on disk space"), "{detail}");
    let picture = json!({ "picture": "R0lGODlhAQABAAAAACw=" });
    let refused = ada.asks(Method::PUT, "/api/me/picture", &picture).await;
    is_problem(refused, 507, "cannot_save").await;
    ada.says(room, "Tea without pictures").await;
    assert_eq!(server.up().await.status(), 200);
    assert_eq!(contents(server.data()), 0);
}

#[tokio::test]
async fn simultaneous_uploads_are_bounded_for_each_person_and_in_all() {
    let server = TestServer::start_with(|_, tuning| {
        tuning.uploads_each = 2;
        tuning.uploads = 3;
    })
    .await;
    let (room, [ada, grace]) = server.people().await;
    let mut hers = vec![begin(&ada, room), begin(&ada, room)];
    under_way(&server, 2).await;
    let refused = ada.tries_to_upload(room, "third.txt", "Third").await;
    assert!(refused.headers().contains_key(header::RETRY_AFTER));
    is_problem(refused, 429, "too_many_requests").await;
    grace.uploads(room, "grace.txt", "Grace").await;
    let other = begin(&grace, room);
    under_way(&server, 3).await;
    let refused = grace.tries_to_upload(room, "more.txt", "More").await;
    assert!(refused.headers().contains_key(header::RETRY_AFTER));
    is_problem(refused, 503, "busy").await;
    // A finished upload and an aborted one free their places.
    let (sender, answer) = hers.remove(0);
    drop(sender);
    assert_eq!(answer.await.expect("an answer").status(), 201);
    other.1.abort();
    under_way(&server, 1).await;
    grace.uploads(room, "more.txt", "More").await;
    ada.uploads(room, "third.txt", "Third").await;
}

#[tokio::test]
async fn a_refused_upload_leaves_nothing() {
    let (server, _, [ada]) = workspace().await;
    let den = ada.open_room("Den").await;
    let (sender, answer) = begin(&ada, den);
    sender.send(b"Tea".to_vec()).await.expect("sent");
    under_way(&server, 1).await;
    ada.changes(den, &json!({ "archived": true })).await;
    drop(sender);
    let refused = answer.await.expect("an answer");
    assert_eq!(refused.status(), 409);
    left(server.data(), 0).await;
    under_way(&server, 0).await;
}

#[tokio::test]
async fn orphaned_thumbnails_and_pictures_are_removed() {
    let (server, _, [ada]) = workspace().await;
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
    // This server fetches no previews, and removes them all the same.
    let gone = async || (leftovers() == 0).then_some(());
    eventually("nothing is left", gone).await;
    assert_eq!(ada.at(server.address).status("/api/me").await, 200);
}
