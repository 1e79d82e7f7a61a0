//! Tests of the store.

mod bans;
mod bounded_work;
mod crowds;
mod deleting;
mod devices;
mod drafts;
mod edits;
mod rooms;
mod saving;
mod searching;
mod shares;
mod trim;

use super::*;
use post::Sent;
use protocol::{
    ClientId, Draft, Event, EventKind, Message, NewMessage, RoomId, StreamId, UserId, limits,
};
use sqlx::SqliteConnection;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};
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
            client_id: ClientId(Uuid::now_v7()),
            room: self.everyone,
            body: body.to_owned(),
            reply_to: None,
            also_in_room: false,
            attachments: Vec::new(),
        }
    }

    /// Sends a message of Ada's.
    fn send(&self, message: NewMessage) -> Submitted<Sent> {
        self.send_as(self.ada, message)
    }

    fn send_as(&self, author: UserId, message: NewMessage) -> Submitted<Sent> {
        self.store.send(author, message, None, Vec::new())
    }

    async fn says(&self, body: &str) -> Message {
        self.send(self.message(body)).await.expect("sent").message
    }
}

/// Counts the steps of SQLite's virtual machine that a connection takes from now on.
async fn count_steps(connection: &mut SqliteConnection) -> Arc<AtomicU64> {
    let steps = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&steps);
    let mut handle = connection.lock_handle().await.expect("a handle");
    handle.set_progress_handler(1, move || {
        count.fetch_add(1, Ordering::Relaxed);
        true
    });
    drop(handle);
    steps
}

#[tokio::test]
async fn a_long_body_is_refused_after_the_checks_of_membership_and_conflict() {
    let place = Place::new(64).await;
    let said = place.says("Tea").await;
    let long = "a".repeat(limits::MESSAGE_CHARS + 1);
    let sent = async |message| place.send(message).await;

    let refused = sent(place.message(&long)).await;
    assert!(matches!(refused, Err(StoreError::TooLong)));
    let mut elsewhere = place.message(&long);
    elsewhere.room = RoomId(Uuid::now_v7());
    let refused = sent(elsewhere).await;
    assert!(matches!(refused, Err(StoreError::NotFound)));
    let mut other = place.message(&long);
    other.client_id = said.client_id;
    let refused = sent(other).await;
    assert!(matches!(refused, Err(StoreError::Conflict)));
}

#[tokio::test]
async fn a_failing_change_undoes_only_itself_in_a_shared_transaction() {
    let place = Place::new(64).await;
    // Queued without a pause, so that the writer takes them in one transaction.
    let bodies = ["One", " ", "Two", "", "Three"];
    let pending: Vec<_> = bodies.map(|body| place.send(place.message(body))).into();
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
async fn a_full_or_closed_queue_refuses_changes() {
    let place = Place::new(2).await;
    let pending = [(); 2].map(|()| place.send(place.message("Hello")));
    let refused = place.send(place.message("Hello")).await;
    assert!(matches!(refused, Err(StoreError::Busy)));

    place.store.close().await;
    for pending in pending {
        pending.await.expect("what was queued is done");
    }
    let refused = place.send(place.message("Hello")).await;
    assert!(matches!(refused, Err(StoreError::Closed)));
}

#[tokio::test]
async fn an_excerpt_tells_whether_there_are_messages_before_and_after_it() {
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
        let open = Some((place.everyone, window, 50));
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
async fn an_excerpt_of_a_room_without_messages_is_complete() {
    let place = Place::new(64).await;
    let open = Some((place.everyone, Window::Around(1), 50));
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
async fn the_log_holds_no_second_copy_of_a_message_or_a_draft() {
    let place = Place::new(64).await;
    let said = place.says("Only once").await;
    let target = Target {
        message: said.id,
        room: None,
    };
    let edited = place
        .store
        .edit(place.ada, target, "Only once!".to_owned(), Vec::new());
    edited.await.expect("edited");
    let draft = Draft {
        room: place.everyone,
        body: "Only once more".to_owned(),
        edited_at: Timestamp(1),
        ..Draft::default()
    };
    let kept = place.store.keep_draft(place.ada, draft);
    kept.await.expect("kept");
    let copies = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!: i64" FROM events WHERE payload LIKE '%Only once%'"#
    )
    .fetch_one(&place.store.readers)
    .await;
    assert_eq!(copies.expect("a count"), 0);
}

#[tokio::test]
async fn unread_messages_are_counted_from_an_index_alone() {
    let place = Place::new(64).await;
    // As in `reads::unread` and, with a room for each, in `rooms::of_person`.
    let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(
        "EXPLAIN QUERY PLAN
         SELECT count(*) FROM messages WHERE room = ? AND seq > ? AND author <> ? AND deleted_at IS NULL
           AND in_room = 1",
    )
    .fetch_all(&place.store.readers)
    .await
    .expect("a plan");
    let plan: Vec<_> = plan.into_iter().map(|(.., step)| step).collect();
    assert_eq!(plan.len(), 1, "{plan:?}");
    assert!(
        plan[0].contains("USING COVERING INDEX messages_unread"),
        "{plan:?}"
    );
}

#[tokio::test]
async fn the_reactions_of_a_page_are_found_by_their_keys() {
    let place = Place::new(64).await;
    // As in `reactions::add_to`.
    let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(
        "EXPLAIN QUERY PLAN
         SELECT m.seq, r.emoji, r.person FROM messages m JOIN reactions r ON r.message = m.id
         WHERE m.room = ? AND m.seq IN (SELECT value FROM json_each(?)) ORDER BY m.seq, r.emoji_seq, r.seq",
    )
    .fetch_all(&place.store.readers)
    .await
    .expect("a plan");
    let plan: Vec<_> = plan.into_iter().map(|(.., step)| step).collect();
    let scanned: Vec<_> = plan.iter().filter(|step| step.contains("SCAN")).collect();
    assert_eq!(
        scanned,
        ["SCAN json_each VIRTUAL TABLE INDEX 1:"],
        "{plan:?}"
    );
    assert!(
        plan.iter()
            .any(|step| step.starts_with("SEARCH m") && step.contains("(room=? AND seq=?)")),
        "{plan:?}"
    );
}

#[tokio::test]
async fn reading_history_does_not_wait_for_a_crowd_that_catches_up() {
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
