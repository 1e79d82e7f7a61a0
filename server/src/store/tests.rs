mod bans;
mod saving;
mod trim;

use super::*;
use app::{
    model::{ClientId, Message, RoomId, StreamId, UserId, limits},
    protocol::Event,
};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use uuid::Uuid;

type Published = Arc<Mutex<Vec<(StreamId, Event)>>>;

/// A store with a workspace in it, whose events are kept to look at.
struct Place {
    store: Store,
    ada: UserId,
    everyone: RoomId,
    published: Published,
    folder: TempDir,
}

const FILE: &str = "test.sqlite3";

impl Place {
    async fn new(queue: usize) -> Self {
        let folder = TempDir::new().expect("a folder");
        let published = Published::default();
        let keep = Arc::clone(&published);
        let publish = Box::new(move |news: News| {
            keep.lock().expect("no panic").extend(news.events);
        });
        let file = folder.path().join(FILE);
        let store = Store::open(&file, queue, publish).await.expect("a store");
        let administrator = NewPerson {
            name: "Ada".to_owned(),
            email: "ada@example.org".to_owned(),
            password_hash: String::new(),
        };
        let made = store.first_run("Engines".to_owned(), "code".to_owned(), administrator);
        let ada = made.await.expect("a workspace").id;
        let everyone = store.first_room(ada).await.expect("rooms").expect("a room");
        Self {
            store,
            ada,
            everyone,
            published,
            folder,
        }
    }

    /// Another process, at the same database.
    async fn stranger(&self) -> SqliteConnection {
        use sqlx::ConnectOptions as _;
        let file = self.folder.path().join(FILE);
        let options = SqliteConnectOptions::new().filename(file);
        options.connect().await.expect("a connection")
    }

    fn message(&self, body: &str) -> NewMessage {
        NewMessage {
            room: self.everyone,
            author: self.ada,
            client_id: ClientId(Uuid::now_v7()),
            body: body.to_owned(),
        }
    }

    async fn says(&self, body: &str) -> Message {
        let pending = self.store.send(self.message(body)).expect("queued");
        pending.await.expect("sent").message
    }
}

#[tokio::test]
async fn a_body_too_long_is_refused_after_membership_and_not_for_a_repeat() {
    let place = Place::new(64).await;
    let said = place.says("Tea").await;
    let long = "a".repeat(limits::MESSAGE_CHARS + 1);
    let sent = async |message| place.store.send(message).expect("queued").await;

    let refused = sent(place.message(&long)).await;
    assert!(matches!(refused, Err(StoreError::TooLong)));
    let mut elsewhere = place.message(&long);
    elsewhere.room = RoomId(Uuid::now_v7());
    let refused = sent(elsewhere).await;
    assert!(matches!(refused, Err(StoreError::NotFound)));
    let mut repeat = place.message(&long);
    repeat.client_id = said.client_id;
    let repeated = sent(repeat).await.expect("the first");
    assert_eq!(repeated.message.id, said.id);
}

#[tokio::test]
async fn of_changes_committed_together_one_that_fails_undoes_only_itself() {
    let place = Place::new(64).await;
    // Queued without a pause, so that the writer takes them in one transaction.
    let bodies = ["One", " ", "Two", "", "Three"];
    let pending: Vec<_> = bodies
        .map(|body| place.store.send(place.message(body)).expect("queued"))
        .into();
    let mut seqs = Vec::new();
    for (body, pending) in bodies.iter().zip(pending) {
        match pending.await {
            Ok(sent) => seqs.push(sent.message.seq),
            Err(error) => assert!(matches!(error, StoreError::Empty), "{body:?}: {error}"),
        }
    }
    assert_eq!(seqs, [2, 3, 4]);

    let room = StreamId::Room(place.everyone);
    let page = place.store.events_after(place.ada, room, 1, 10, 1000).await;
    let logged = page.expect("a page").expect("visible").events;
    let published = place.published.lock().expect("no panic");
    let published = published
        .iter()
        .filter(|(stream, event)| *stream == room && event.seq > 1);
    let published: Vec<_> = published.map(|(_, event)| event.clone()).collect();
    assert_eq!(logged, published);
}

#[tokio::test]
async fn a_full_queue_refuses_and_a_closed_one_too() {
    let place = Place::new(2).await;
    let pending = [(); 2].map(|()| place.store.send(place.message("Hello")).expect("queued"));
    let refused = place.store.send(place.message("Hello")).err();
    assert!(matches!(refused, Some(StoreError::Busy)));

    place.store.close().await;
    for pending in pending {
        pending.await.expect("what was queued is done");
    }
    let refused = place.store.send(place.message("Hello")).err();
    assert!(matches!(refused, Some(StoreError::Closed)));
}

#[tokio::test]
async fn an_excerpt_knows_what_is_before_and_after_it() {
    let place = Place::new(64).await;
    for number in 0..120 {
        place.says(&number.to_string()).await;
    }
    for (window, older, newer) in [
        (Window::Newest, true, false),
        (Window::Around(60), true, true),
        (Window::Around(3), false, true),
        (Window::Around(121), true, false),
        (Window::Before(10), false, true),
        (Window::After(100), true, false),
    ] {
        let open = Some((place.everyone, window));
        let snapshot = place
            .store
            .snapshot(place.ada, open)
            .await
            .expect("a snapshot");
        let open = snapshot.open.expect("the room");
        assert_eq!((open.older, open.newer), (older, newer), "{window:?}");
        let seqs: Vec<_> = open.messages.iter().map(|message| message.seq).collect();
        assert!(seqs.is_sorted() && seqs.len() <= 50, "{window:?}");
    }
}

#[tokio::test]
async fn a_room_without_messages_is_all_there_is() {
    let place = Place::new(64).await;
    let open = Some((place.everyone, Window::Around(1)));
    let snapshot = place
        .store
        .snapshot(place.ada, open)
        .await
        .expect("a snapshot");
    let open = snapshot.open.expect("the room");
    assert!(open.messages.is_empty() && !open.older && !open.newer);
    assert_eq!(snapshot.cursors[&StreamId::Room(place.everyone)], 1);
}

#[tokio::test]
async fn the_log_holds_no_second_copy_of_a_message() {
    let place = Place::new(64).await;
    place.says("Only once").await;
    let copies = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!: i64" FROM events WHERE payload LIKE '%Only once%'"#
    )
    .fetch_one(&place.store.readers)
    .await;
    assert_eq!(copies.expect("a count"), 0);
}

#[tokio::test]
async fn who_reads_history_does_not_wait_for_a_crowd_that_catches_up() {
    let place = Place::new(64).await;
    let (store, room) = (&place.store, place.everyone);
    let turns = (
        store.turn().await.expect("a turn"),
        store.turn().await.expect("a turn"),
    );
    let stream = StreamId::Room(room);
    let mut page = std::pin::pin!(store.events_after(place.ada, stream, 0, 10, 1000));
    // Reads enough that a page which does not wait would be among them.
    for _ in 0..50 {
        tokio::select! {
            biased;
            _ = &mut page => panic!("it did not wait for its turn"),
            history = store.history(place.ada, room, Window::Newest, 10) => drop(history.expect("a page")),
        }
    }
    drop(turns);
    assert!(page.await.expect("a page").is_some());
}
