//! What links lead to: fetched by the server after the message, shown on every screen alike.

use crate::support::{Client, PATIENCE, Person, Screen, TestServer, website::Website};
use protocol::{EventKind, Message, MessageId, Preview, RoomId, StreamId};
use reqwest::{Method, StatusCode};
use serde_json::json;

/// A server that may ask this one site, and no other.
async fn server_beside(site: &Website) -> TestServer {
    server_beside_all(&[site]).await
}

async fn server_beside_all(sites: &[&Website]) -> TestServer {
    let addresses = sites.iter().map(|site| site.address()).collect();
    TestServer::start_with(|config, _| {
        config.link_previews = true;
        config.preview_hosts = addresses;
    })
    .await
}

/// What is shown at a message from the next change on.
async fn sees_previews(client: &mut Client, message: MessageId) -> (u64, Vec<Preview>) {
    let event = client
        .sees(
            |kind| matches!(kind, EventKind::PreviewChanged { message: it, .. } if *it == message),
        )
        .await;
    match event.kind {
        EventKind::PreviewChanged { previews, .. } => (event.seq, previews),
        other => panic!("{other:?}"),
    }
}

fn titles(message: &Message) -> Vec<&str> {
    let previews = message.previews.iter();
    previews.map(|preview| preview.title.as_str()).collect()
}

async fn newest(person: &Person, room: RoomId) -> Message {
    person.history(room).await.pop().expect("a message")
}

async fn remove(person: &Person, message: &Message, number: u16) -> StatusCode {
    let path = format!("/api/messages/{}/preview/{number}", message.id);
    person.send(Method::DELETE, &path).await
}

#[tokio::test]
async fn a_link_shows_its_title_text_and_picture_live_and_to_who_was_away() {
    let site = Website::open().await;
    let server = server_beside(&site).await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let stream = StreamId::Room(room);
    let mut away = Screen::open(&grace, room).await;
    away.goes_away();
    let mut at_grace = grace.connect().await;

    let url = site.url("/engine");
    let message = ada.says(room, &format!("Look: {url} !")).await;
    assert_eq!(message.previews, [], "nobody waits for it");
    let (seq, previews) = sees_previews(&mut at_grace, message.id).await;
    let [preview] = &previews[..] else {
        panic!("{previews:?}")
    };
    assert_eq!((preview.number, &preview.url), (1, &url));
    assert_eq!(
        (&*preview.title, &*preview.text),
        ("The Engine", "Notes on it")
    );
    assert_eq!(preview.site, "127.0.0.1");
    let picture = preview.picture.as_ref().expect("a picture");
    assert_eq!((picture.width, picture.height), (480, 240));

    let mut live = Screen::open(&grace, room).await;
    away.comes_back().await;
    away.follows(stream, seq).await;
    live.follows(stream, seq).await;
    for shown in [
        live.messages(room),
        away.messages(room),
        ada.history(room).await,
    ] {
        assert_eq!(shown.last().expect("a message").previews, previews);
    }
    let path = format!("/api/rooms/{room}/messages/{}", message.id);
    let edited = ada
        .request(Method::PATCH, &path)
        .json(&json!({ "body": message.body }));
    let again: Message = edited
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("a message");
    assert_eq!(again.previews, previews);
}

#[tokio::test]
async fn a_picture_is_for_who_is_signed_in_and_nothing_but_a_picture() {
    let site = Website::open().await;
    let server = server_beside(&site).await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    let message = ada.says(room, &site.url("/engine")).await;
    let (_, previews) = sees_previews(&mut at_ada, message.id).await;
    let name = &previews[0].picture.as_ref().expect("a picture").name;
    let picture = ada.get(&format!("/previews/{name}")).await;
    assert_eq!(picture.status(), StatusCode::OK);
    let header = |name: &str| picture.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-type"), "image/jpeg");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").contains("sandbox"));
    assert!(header("cache-control").starts_with("private"));
    let url = format!("http://{}/previews/{name}", server.address);
    assert_eq!(
        reqwest::get(url).await.expect("an answer").status(),
        StatusCode::UNAUTHORIZED
    );
    for name in [
        "0".repeat(64),
        "..%2Fhubbub.sqlite3".into(),
        "nothing".into(),
    ] {
        let missing = ada.get(&format!("/previews/{name}")).await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND, "{name}");
    }
}

#[tokio::test]
async fn a_page_is_asked_for_once_however_often_it_is_linked() {
    let site = Website::open().await;
    let server = server_beside(&site).await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    for number in 0..5 {
        let message = ada
            .says(room, &format!("{number} {}", site.url("/engine")))
            .await;
        sees_previews(&mut at_ada, message.id).await;
    }
    // Also where there is nothing: the last of these comes after all before it were looked at.
    for number in 0..3 {
        let body = format!("{number} {} {}", site.url("/missing"), site.url("/engine"));
        let message = ada.says(room, &body).await;
        sees_previews(&mut at_ada, message.id).await;
    }
    assert_eq!(site.visits("/engine"), 1);
    assert_eq!(site.visits("/missing"), 1);
}

#[tokio::test]
async fn a_message_shows_three_links_at_most_and_each_once() {
    let site = Website::open().await;
    let server = server_beside(&site).await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    let body = format!(
        "{one} {one} {two} {three} {four}",
        one = site.url("/page/one"),
        two = site.url("/page/two"),
        three = site.url("/page/three"),
        four = site.url("/page/four"),
    );
    let message = ada.says(room, &body).await;
    sees_previews(&mut at_ada, message.id).await;
    assert_eq!(titles(&newest(&ada, room).await), ["one", "two", "three"]);
    assert_eq!(site.visits("/page/four"), 0);
}

#[tokio::test]
async fn a_link_that_is_edited_away_takes_its_preview_along_and_a_new_one_brings_its_own() {
    let site = Website::open().await;
    let server = server_beside(&site).await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    let message = ada.says(room, &site.url("/page/one")).await;
    sees_previews(&mut at_ada, message.id).await;
    let edit = |body: String| json!({ "type": "edit", "message": message.id, "body": body });
    let both = format!("{} {}", site.url("/page/one"), site.url("/page/two"));
    let mut editing = ada.connect().await;
    editing.does(edit(both)).await;
    let (_, previews) = sees_previews(&mut at_ada, message.id).await;
    assert_eq!(previews.len(), 2);
    editing.does(edit(site.url("/page/two"))).await;
    sees_previews(&mut at_ada, message.id).await;
    assert_eq!(titles(&newest(&ada, room).await), ["two"]);
    editing.does(edit("Never mind".into())).await;
    assert_eq!(titles(&newest(&ada, room).await), [""; 0]);
}

#[tokio::test]
async fn its_author_alone_removes_a_preview_and_it_stays_removed() {
    let site = Website::open().await;
    let server = server_beside(&site).await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    let body = format!("{} {}", site.url("/page/one"), site.url("/page/two"));
    let message = grace.says(room, &body).await;
    sees_previews(&mut at_ada, message.id).await;
    assert_eq!(remove(&ada, &message, 1).await, StatusCode::FORBIDDEN);
    assert_eq!(remove(&grace, &message, 7).await, StatusCode::NOT_FOUND);
    assert_eq!(remove(&grace, &message, 1).await, StatusCode::NO_CONTENT);
    let (_, previews) = sees_previews(&mut at_ada, message.id).await;
    assert_eq!((previews.len(), previews[0].number), (1, 2));
    // A second time, and an edit that keeps the link, change nothing about it.
    assert_eq!(remove(&grace, &message, 1).await, StatusCode::NO_CONTENT);
    let edit = json!({ "type": "edit", "message": message.id, "body": format!("{body} {}", site.url("/page/three")) });
    grace.connect().await.does(edit).await;
    sees_previews(&mut at_ada, message.id).await;
    assert_eq!(titles(&newest(&ada, room).await), ["two", "three"]);
}

#[tokio::test]
async fn a_deleted_message_leaves_nothing_of_its_previews_behind() {
    let site = Website::open().await;
    let server = server_beside(&site).await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let stream = StreamId::Room(room);
    let mut away = Screen::open(&ada, room).await;
    away.goes_away();
    let mut at_ada = ada.connect().await;
    let message = ada.says(room, &site.url("/engine")).await;
    sees_previews(&mut at_ada, message.id).await;
    let delete = json!({ "type": "delete", "message": message.id });
    let seq = at_ada.does(delete).await.expect("an event");
    assert_eq!(newest(&ada, room).await.previews, []);
    away.comes_back().await;
    away.follows(stream, seq).await;
    assert_eq!(away.messages(room).last().expect("a trace").previews, []);
    // Whoever reads the log from its beginning does not find it either.
    let mut reader = ada.dial().await;
    let epoch = ada.get_json("/api/snapshot").await["epoch"].clone();
    reader.greet(&epoch, json!({ stream.to_string(): 0 })).await;
    reader.catches_up(stream, seq).await;
    let told = serde_json::to_string(&reader.events[&stream]).expect("JSON");
    assert!(
        told.contains("preview_changed") && !told.contains("Engine"),
        "{told}"
    );
}

#[tokio::test]
async fn an_administrator_turns_previews_off_and_on_and_renames_the_workspace() {
    let site = Website::open().await;
    let server = server_beside(&site).await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    let set = async |person: &Person, changes: serde_json::Value| {
        let request = person
            .request(Method::PATCH, "/api/workspace")
            .json(&changes);
        request.send().await.expect("an answer").status()
    };
    let off = json!({ "link_previews": false });
    assert_eq!(set(&grace, off.clone()).await, StatusCode::FORBIDDEN);
    assert_eq!(set(&ada, off).await, StatusCode::NO_CONTENT);
    assert_eq!(
        ada.get_json("/api/workspace").await["link_previews"],
        json!(false)
    );
    ada.says(room, &site.url("/page/one")).await;
    assert_eq!(
        set(&ada, json!({ "link_previews": true, "name": " Engines " })).await,
        StatusCode::NO_CONTENT
    );
    at_ada
        .sees(|kind| matches!(kind, EventKind::WorkspaceChanged { name } if name == "Engines"))
        .await;
    let message = ada.says(room, &site.url("/page/two")).await;
    sees_previews(&mut at_ada, message.id).await;
    assert_eq!(site.visits("/page/two"), 1);
    let refused = set(&ada, json!({ "name": "  " })).await;
    assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn links_that_never_answer_hold_up_only_who_sent_them() {
    let site = Website::open().await;
    let silent = [Website::open_silent().await, Website::open_silent().await];
    let server = server_beside_all(&[&site, &silent[0], &silent[1]]).await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    for number in 0..30 {
        let url = |part| silent[number % 2].url(&format!("/{number}/{part}"));
        let body = format!("{} {} {}", url("a"), url("b"), url("c"));
        grace.says(room, &body).await;
    }
    let asked = || silent.iter().map(Website::all_visits).sum::<usize>();
    let before = asked();
    let message = ada.says(room, &site.url("/engine")).await;
    sees_previews(&mut at_ada, message.id).await;
    // Nothing of what waits came before it, but what her share allows meanwhile.
    let visits = asked() - before;
    assert!(visits <= 6, "{visits} of 90 came before it");
}

#[tokio::test]
async fn nobody_has_a_host_for_themselves() {
    let site = Website::open().await;
    let server = server_beside(&site).await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    for number in 0..30 {
        grace
            .says(room, &site.url(&format!("/silent/{number}")))
            .await;
    }
    let before = site.visits_under("/silent/");
    let message = ada.says(room, &site.url("/engine")).await;
    sees_previews(&mut at_ada, message.id).await;
    // No more than what ended while she wrote, what came before her, and what began after her.
    let visits = site.visits_under("/silent/") - before;
    assert!(visits <= 3, "{visits} of 30 came before it");
}

#[tokio::test]
async fn a_page_in_an_encoding_that_it_does_not_name_is_read() {
    let site = Website::open().await;
    let server = server_beside(&site).await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let mut at_ada = ada.connect().await;
    let message = ada.says(room, &site.url("/cyrillic")).await;
    sees_previews(&mut at_ada, message.id).await;
    assert_eq!(titles(&newest(&ada, room).await), ["Новости сегодня"]);
}

#[tokio::test]
async fn without_an_exception_nothing_of_ones_own_network_is_asked() {
    let site = Website::open().await;
    let server = TestServer::start_with(|config, _| config.link_previews = true).await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let port = site.address().port();
    for host in ["127.0.0.1", "localhost"] {
        ada.says(room, &format!("http://{host}:{port}/engine http://{host}/"))
            .await;
    }
    // What was looked at is written down, as nothing.
    let mut database = crate::support::open_database(server.data()).await;
    let looked_at = async {
        loop {
            let count: i64 = sqlx::query_scalar("SELECT count(*) FROM pages WHERE title IS NULL")
                .fetch_one(&mut database)
                .await
                .expect("a count");
            if count == 4 {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, looked_at)
        .await
        .expect("all are looked at");
    assert_eq!(site.all_visits(), 0);
}
