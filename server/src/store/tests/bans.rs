//! Bans.

use super::*;
use crate::files::Content;
use protocol::{Role, RoomKind};

impl Place {
    async fn grace(&self) -> UserId {
        let grace = NewPerson {
            name: "Grace".to_owned(),
            email: "grace@example.org".to_owned(),
            password_hash: String::new(),
        };
        let joined = self.store.join("code".to_owned(), grace).await;
        joined.expect("joined").id
    }
}

#[tokio::test]
async fn queued_changes_of_a_banned_person_are_refused() {
    let place = Place::new(64).await;
    let grace = place.grace().await;
    let (store, ada) = (&place.store, place.ada);
    let send = |body| place.send_as(grace, place.message(body));
    // Queued without a pause, so that the writer takes them in one transaction.
    let (before, banned, after) =
        tokio::join!(send("Before"), store.ban(ada, grace, None), async {
            send("After").await
        },);
    let before = before.expect("sent").message;
    banned.expect("banned");
    assert!(matches!(after, Err(StoreError::NotFound)));
    let made = store.create_room(grace, "Den".to_owned(), RoomKind::Open);
    assert!(matches!(made.await, Err(StoreError::Forbidden)));
    let signed_in = store.sign_in(grace, [1; 32], None).await;
    assert!(matches!(signed_in, Err(StoreError::Banned)));

    store.lift_ban(ada, grace).await.expect("lifted");
    let again = send("Again").await;
    assert_eq!(again.expect("sent").message.seq, before.seq + 1);
}

#[tokio::test]
async fn requests_of_a_banned_person_for_messages_and_files_are_refused() {
    let place = Place::new(64).await;
    let grace = place.grace().await;
    let (store, ada) = (&place.store, place.ada);
    let sent = place.send_as(grace, place.message("Before"));
    let own = sent.await.expect("sent").message;
    let target = Target::anywhere(own.id);
    let notes = NewFile {
        room: own.room,
        uploader: grace,
        name: "notes.txt".to_owned(),
        content: Content {
            hash: [1; 32],
            size: 1,
            media_type: "text/plain",
            image: None,
            excerpt: None,
        },
    };
    let notes = store.add_file(notes).await.expect("added").id;

    store.ban(ada, grace, None).await.expect("banned");
    let deleted = store.delete(grace, target).await;
    assert!(matches!(deleted, Err(StoreError::NotFound)));
    let saved = store.save(grace, own.id, true).await;
    assert!(matches!(saved, Err(StoreError::NotFound)));
    let read = store.message(grace, target).await;
    assert!(matches!(read, Err(StoreError::NotFound)));
    let file = store.file(grace, notes).await;
    assert!(matches!(file, Err(StoreError::NotFound)));

    store.lift_ban(ada, grace).await.expect("lifted");
    let message = store.message(grace, target).await.expect("a message");
    assert!(!message.deleted);
    assert!(store.file(grace, notes).await.is_ok());
}

#[tokio::test]
async fn only_administrators_can_ban_and_not_themselves() {
    let place = Place::new(64).await;
    let grace = place.grace().await;
    let (store, ada) = (&place.store, place.ada);
    assert_eq!(store.user(grace).await.expect("Grace").role, Role::Member);
    let stranger = UserId(Uuid::now_v7());
    for (actor, user) in [(grace, ada), (ada, ada), (grace, grace)] {
        let refused = store.ban(actor, user, None).await;
        assert!(matches!(refused, Err(StoreError::Forbidden)));
    }
    let refused = store.ban(ada, stranger, None).await;
    assert!(matches!(refused, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn the_end_of_a_session_is_published_with_its_transaction() {
    let folder = TempDir::new().expect("a folder");
    let told = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&told);
    let publish = Box::new(move |news: News| {
        keep.lock().expect("no panic").push(news.ended);
    });
    let file = folder.path().join(FILE);
    let store = Store::open(&file, 64, publish).await.expect("a store");
    let ada = NewPerson {
        name: "Ada".to_owned(),
        email: "ada@example.org".to_owned(),
        password_hash: String::new(),
    };
    let made = store.first_run("Engines".to_owned(), "code".to_owned(), ada);
    let ada = made.await.expect("a workspace").id;
    let (laptop, phone) = ([1; 32], [2; 32]);
    store.sign_in(ada, laptop, None).await.expect("signed in");
    store.sign_in(ada, phone, None).await.expect("signed in");
    store.sign_out(laptop).await.expect("signed out");
    let told: Vec<_> = told.lock().expect("no panic").concat();
    assert_eq!(told, [laptop]);
}

#[tokio::test]
async fn all_messages_of_a_banned_person_are_deleted_for_any_client_ids() {
    let place = Place::new(256).await;
    let grace = place.grace().await;
    let mut ids = vec![Uuid::nil(), Uuid::max()];
    // More than one step of the deletion takes.
    ids.extend((0..150).map(|_| Uuid::now_v7()));
    for id in ids {
        let message = NewMessage {
            client_id: ClientId(id),
            ..place.message("Rude")
        };
        let sent = place.send_as(grace, message).await;
        sent.expect("sent");
    }
    let kept = place.says("Polite").await;
    place
        .store
        .ban(place.ada, grace, None)
        .await
        .expect("banned");
    let deleted = place.store.delete_all_of(place.ada, grace).await;
    deleted.expect("deleted");
    let page = place
        .store
        .history(place.ada, place.everyone, Window::Newest, 200);
    let messages = page.await.expect("a page").messages;
    assert_eq!(messages.len(), 153);
    let left: Vec<_> = messages.iter().filter(|message| !message.deleted).collect();
    assert_eq!(left, [&kept]);
}
