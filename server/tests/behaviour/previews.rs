//! Link previews: fetched by the server after the message, the same on every screen.

use crate::support::{
    Screen, TestClient, TestPerson, TestServer, count, eventually, frame, open_database, path_of,
    sees, website::Website,
};
use protocol::{EventKind, Message, MessageId, Preview, RoomId, StreamId};
use reqwest::{Method, StatusCode};
use serde_json::json;

/// Starts a server that may fetch pages of these sites, and of no others.
async fn server_beside(sites: &[&Website]) -> TestServer {
    let addresses = sites.iter().map(|site| site.address()).collect();
    TestServer::start_with(|config, _| {
        config.link_previews = true;
        config.preview_hosts = addresses;
    })
    .await
}

/// Opens a site, and starts a server beside it with a workspace.
async fn workspace_and_site<const N: usize>() -> (TestServer, Website, RoomId, [TestPerson; N]) {
    let site = Website::open().await;
    let server = server_beside(&[&site]).await;
    let (room, people) = server.people().await;
    (server, site, room, people)
}

/// Waits for the previews of a message. Returns them with the `seq` of their event.
async fn sees_previews(client: &mut TestClient, message: MessageId) -> (u64, Vec<Preview>) {
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

/// Sends a message, and waits for its previews.
async fn says_with_previews(
    person: &TestPerson,
    room: RoomId,
    body: &str,
) -> (Message, Vec<Preview>) {
    let mut client = person.connect().await;
    let message = person.says(room, body).await;
    let (_, previews) = sees_previews(&mut client, message.id).await;
    (message, previews)
}

fn titles(message: &Message) -> Vec<&str> {
    let previews = message.previews.iter();
    previews.map(|preview| preview.title.as_str()).collect()
}

/// Returns a text with links to these pages.
fn links(site: &Website, pages: &[&str]) -> String {
    let links = pages.iter().map(|page| site.url(&format!("/page/{page}")));
    links.collect::<Vec<_>>().join(" ")
}

async fn newest(person: &TestPerson, room: RoomId) -> Message {
    person.history(room).await.pop().expect("a message")
}

async fn remove(person: &TestPerson, message: &Message, number: u16) -> StatusCode {
    let path = format!("/api/messages/{}/preview/{number}", message.id);
    person.send(Method::DELETE, &path).await
}

#[tokio::test]
async fn a_link_shows_its_title_text_and_picture_live_and_after_being_away() {
    let (_server, site, room, [ada, grace]) = workspace_and_site().await;
    let mut away = Screen::away(&grace, room).await;
    let mut at_grace = grace.connect().await;

    let url = site.url("/engine");
    let message = ada.says(room, &format!("Look: {url} !")).await;
    assert_eq!(message.previews, [], "the message does not wait");
    let (seq, previews) = sees_previews(&mut at_grace, message.id).await;
    let [preview] = &previews[..] else {
        panic!("{previews:?}")
    };
    assert_eq!((preview.number, &preview.url), (1, &url));
    assert_eq!(preview.title, "The Engine");
    assert_eq!(preview.text.as_deref(), Some("Notes on it"));
    assert_eq!(preview.site, "127.0.0.1");
    let picture = preview.picture.as_ref().expect("a picture");
    assert_eq!((picture.width, picture.height), (480, 240));

    let mut live = Screen::open(&grace, room).await;
    away.comes_back().await;
    away.follows(StreamId::Room(room), seq).await;
    live.follows(StreamId::Room(room), seq).await;
    let history = ada.history(room).await;
    for shown in [live.messages(room), away.messages(room), history] {
        assert_eq!(shown.last().expect("a message").previews, previews);
    }
    let edit = json!({ "body": message.body });
    let edited = ada.asks(Method::PATCH, &path_of(&message), &edit).await;
    let again: Message = edited.json().await.expect("a message");
    assert_eq!(again.previews, previews);
}

#[tokio::test]
async fn a_picture_is_served_to_signed_in_people_only_and_cannot_run_scripts() {
    let (server, site, room, [ada]) = workspace_and_site().await;
    let (_, previews) = says_with_previews(&ada, room, &site.url("/engine")).await;
    let name = &previews[0].picture.as_ref().expect("a picture").name;
    let picture = ada.get(&format!("/previews/{name}")).await;
    assert_eq!(picture.status(), 200);
    let header = |name: &str| picture.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-type"), "image/jpeg");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").contains("sandbox"));
    assert!(header("cache-control").starts_with("private"));
    let stranger = server.visit(&format!("/previews/{name}")).await;
    assert_eq!(stranger.status(), 401);
    for name in [&"0".repeat(64), "..%2Fhubbub.sqlite3", "nothing"] {
        let missing = ada.status(&format!("/previews/{name}")).await;
        assert_eq!(missing, 404, "{name}");
    }
}

#[tokio::test]
async fn a_page_is_fetched_once_however_often_it_is_linked() {
    let (_server, site, room, [ada]) = workspace_and_site().await;
    for number in 0..5 {
        let body = format!("{number} {}", site.url("/engine"));
        says_with_previews(&ada, room, &body).await;
    }
    // A missing page too: the previews of each message come once all its links were tried.
    for number in 0..3 {
        let body = format!("{number} {} {}", site.url("/missing"), site.url("/engine"));
        says_with_previews(&ada, room, &body).await;
    }
    assert_eq!(site.visits("/engine"), 1);
    assert_eq!(site.visits("/missing"), 1);
}

#[tokio::test]
async fn a_message_has_at_most_three_previews_and_each_once() {
    let (_server, site, room, [ada]) = workspace_and_site().await;
    let body = links(&site, &["one", "one", "two", "three", "four"]);
    says_with_previews(&ada, room, &body).await;
    assert_eq!(titles(&newest(&ada, room).await), ["one", "two", "three"]);
    assert_eq!(site.visits("/page/four"), 0);
}

#[tokio::test]
async fn an_edit_removes_the_previews_of_removed_links_and_adds_those_of_new_ones() {
    let (_server, site, room, [ada]) = workspace_and_site().await;
    let mut at_ada = ada.connect().await;
    let message = ada.says(room, &site.url("/page/one")).await;
    sees_previews(&mut at_ada, message.id).await;
    let edit = |body: String| frame::edit(message.id, body);
    let both = links(&site, &["one", "two"]);
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
async fn only_the_author_removes_a_preview_and_it_stays_removed() {
    let (_server, site, room, [ada, grace]) = workspace_and_site().await;
    let mut at_ada = ada.connect().await;
    let body = links(&site, &["one", "two"]);
    let message = grace.says(room, &body).await;
    sees_previews(&mut at_ada, message.id).await;
    assert_eq!(remove(&ada, &message, 1).await, 403);
    assert_eq!(remove(&grace, &message, 7).await, 404);
    assert_eq!(remove(&grace, &message, 1).await, 204);
    let (_, previews) = sees_previews(&mut at_ada, message.id).await;
    assert_eq!((previews.len(), previews[0].number), (1, 2));
    // A repeat, and an edit that keeps the link, do not bring it back.
    assert_eq!(remove(&grace, &message, 1).await, 204);
    let edit = frame::edit(message.id, format!("{body} {}", site.url("/page/three")));
    grace.connect().await.does(edit).await;
    sees_previews(&mut at_ada, message.id).await;
    assert_eq!(titles(&newest(&ada, room).await), ["two", "three"]);
}

#[tokio::test]
async fn a_removed_preview_takes_its_picture_along() {
    let (_server, site, room, [ada]) = workspace_and_site().await;
    let mut live = ada.connect().await;
    let message = ada.says(room, &site.url("/engine")).await;
    let (_, previews) = sees_previews(&mut live, message.id).await;
    assert!(previews[0].picture.is_some());
    assert_eq!(remove(&ada, &message, 1).await, 204);
    let (_, previews) = sees_previews(&mut live, message.id).await;
    assert_eq!(previews, []);
}

#[tokio::test]
async fn a_deleted_message_leaves_nothing_of_its_previews_behind() {
    let (_server, site, room, [ada]) = workspace_and_site().await;
    let stream = StreamId::Room(room);
    let mut away = Screen::away(&ada, room).await;
    let mut at_ada = ada.connect().await;
    let message = ada.says(room, &site.url("/engine")).await;
    sees_previews(&mut at_ada, message.id).await;
    let seq = at_ada.changes(frame::delete(message.id)).await;
    assert_eq!(newest(&ada, room).await.previews, []);
    away.catches_up().await;
    assert_eq!(away.messages(room).last().expect("a trace").previews, []);
    // The log from its beginning does not contain it either.
    let mut reader = ada.dial().await;
    let epoch = json!(ada.snapshot().await.epoch);
    reader.greet(&epoch, json!({ stream.to_string(): 0 })).await;
    reader.catches_up(stream, seq).await;
    let log = json!(reader.events[&stream]).to_string();
    assert!(
        log.contains("preview_changed") && !log.contains("Engine"),
        "{log}"
    );
}

#[tokio::test]
async fn an_administrator_turns_previews_off_and_on_and_renames_the_workspace() {
    let (_server, site, room, [ada, grace]) = workspace_and_site().await;
    let mut at_ada = ada.connect().await;
    let path = "/api/workspace";
    let off = json!({ "link_previews": false });
    assert_eq!(grace.patch(path, &off).await, 403);
    assert_eq!(ada.patch(path, &off).await, 204);
    assert_eq!(ada.get_json(path).await["link_previews"], false);
    ada.says(room, &site.url("/page/one")).await;
    let on = json!({ "link_previews": true, "name": " Engines " });
    assert_eq!(ada.patch(path, &on).await, 204);
    sees!(at_ada, EventKind::WorkspaceChanged { name } if name == "Engines" => ());
    says_with_previews(&ada, room, &site.url("/page/two")).await;
    assert_eq!(site.visits("/page/two"), 1);
    let nameless = json!({ "name": "  " });
    assert_eq!(ada.patch(path, &nameless).await, 422);
}

#[tokio::test]
async fn pages_that_never_answer_delay_only_their_sender() {
    let site = Website::open().await;
    let silent = [Website::open_silent().await, Website::open_silent().await];
    let server = server_beside(&[&site, &silent[0], &silent[1]]).await;
    let (room, [ada, grace]) = server.people().await;
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
    // Only as many pages as Grace's share allows came before it.
    let visits = asked() - before;
    assert!(visits <= 6, "{visits} of 90 came before it");
}

#[tokio::test]
async fn one_sender_does_not_block_a_host_for_others() {
    let (_server, site, room, [ada, grace]) = workspace_and_site().await;
    let mut at_ada = ada.connect().await;
    for number in 0..30 {
        let url = site.url(&format!("/silent/{number}"));
        grace.says(room, &url).await;
    }
    let before = site.visits_under("/silent/");
    let message = ada.says(room, &site.url("/engine")).await;
    sees_previews(&mut at_ada, message.id).await;
    // At most those that ended while she wrote, those before hers, and those that began after hers.
    let visits = site.visits_under("/silent/") - before;
    assert!(visits <= 3, "{visits} of 30 came before it");
}

#[tokio::test]
async fn a_page_that_does_not_name_its_encoding_is_read() {
    let (_server, site, room, [ada]) = workspace_and_site().await;
    says_with_previews(&ada, room, &site.url("/cyrillic")).await;
    assert_eq!(titles(&newest(&ada, room).await), ["Новости сегодня"]);
}

#[tokio::test]
async fn the_servers_own_network_is_never_asked_by_default() {
    let site = Website::open().await;
    let server = TestServer::start_with(|config, _| config.link_previews = true).await;
    let (room, [ada]) = server.people().await;
    let port = site.address().port();
    for host in ["127.0.0.1", "localhost"] {
        let links = format!("http://{host}:{port}/engine http://{host}/");
        ada.says(room, &links).await;
    }
    // Each page that was tried is stored, without a title.
    let mut database = open_database(server.data()).await;
    let without_title = "SELECT count(*) FROM pages WHERE title IS NULL";
    eventually("all are tried", async || {
        (count(&mut database, without_title).await >= 4).then_some(())
    })
    .await;
    assert_eq!(site.all_visits(), 0);
}
