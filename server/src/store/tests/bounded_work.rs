//! The work of a change does not grow with the stored data.

use super::*;
use crate::store::{engine::change::Tx, post::Post};

/// Returns the steps of SQLite's virtual machine that a reply takes, which is rolled back.
async fn steps_of_a_reply(place: &Place, root: &Message) -> u64 {
    let mut connection = place.stranger().await;
    let steps = count_steps(&mut connection).await;
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut connection)
        .await
        .expect("begun");
    // Run once before, so that one-time work of the connection is not counted.
    let mut taken = 0;
    for _ in 0..2 {
        let before = steps.load(Ordering::Relaxed);
        let mut tx = Tx::new(&mut connection);
        let mut reply = place.message("Me too");
        reply.reply_to = Some(root.id);
        let post = Post::new(place.ada, reply, None, Vec::new());
        post.store(&mut tx).await.expect("sent");
        taken = steps.load(Ordering::Relaxed) - before;
    }
    sqlx::query("ROLLBACK")
        .execute(&mut connection)
        .await
        .expect("taken back");
    taken
}

async fn replies(place: &Place, root: &Message, count: usize) {
    for _ in 0..count {
        let mut reply = place.message("Me too");
        reply.reply_to = Some(root.id);
        let sent = place.send(reply);
        sent.await.expect("sent");
    }
}

#[tokio::test]
async fn a_reply_takes_the_same_work_in_a_thread_of_ten_and_of_a_thousand() {
    let place = Place::new(64).await;
    let (short, long) = (place.says("Tea?").await, place.says("Coffee?").await);
    let code = || "code".to_owned();
    for (name, email) in [
        ("Grace", "grace@example.org"),
        ("Linus", "linus@example.org"),
    ] {
        let person = NewPerson {
            name: name.to_owned(),
            email: email.to_owned(),
            password_hash: String::new(),
        };
        let person = place.store.join(code(), person).await.expect("joined").id;
        for root in [&short, &long] {
            let target = Target::anywhere(root.id);
            let followed = place.store.follow(person, target, true);
            followed.await.expect("followed");
        }
    }
    replies(&place, &short, 10).await;
    replies(&place, &long, 1000).await;

    let few = steps_of_a_reply(&place, &short).await;
    let many = steps_of_a_reply(&place, &long).await;
    // What a row's own size decides may differ by some steps.
    assert!(
        few > 0 && many.abs_diff(few) < 100,
        "{few} and {many} steps"
    );
}

/// Compares the counters with a count of all messages.
async fn assert_counters(connection: &mut SqliteConnection) {
    let wrong: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM follows f WHERE unread <> (
                    SELECT count(*) FROM messages r WHERE r.reply_to = f.thread AND r.seq > f.seq
                      AND r.author <> f.person AND r.deleted_at IS NULL))
              + (SELECT count(*) FROM (
                    SELECT root, replies, last_seq, last_at FROM threads
                    EXCEPT SELECT reply_to, count(*), max(seq), at FROM messages
                    WHERE reply_to IS NOT NULL AND deleted_at IS NULL GROUP BY reply_to))
              + (SELECT count(*) FROM (
                    SELECT reply_to, author, count(*), max(seq) FROM messages
                    WHERE reply_to IS NOT NULL AND deleted_at IS NULL GROUP BY reply_to, author
                    EXCEPT SELECT root, person, replies, last_seq FROM thread_authors))
              + abs((SELECT count(*) FROM threads) - (SELECT count(DISTINCT reply_to) FROM messages
                    WHERE deleted_at IS NULL))
              + abs((SELECT count(*) FROM thread_authors) - (SELECT count(*) FROM (
                    SELECT DISTINCT reply_to, author FROM messages
                    WHERE reply_to IS NOT NULL AND deleted_at IS NULL)))",
    )
    .fetch_one(connection)
    .await
    .expect("a count");
    assert_eq!(wrong, 0, "counters that are wrong");
}

#[tokio::test]
async fn thread_counters_stay_correct_after_replies_reading_and_deletions() {
    let place = Place::new(64).await;
    let root = place.says("Tea?").await;
    let grace = NewPerson {
        name: "Grace".to_owned(),
        email: "grace@example.org".to_owned(),
        password_hash: String::new(),
    };
    let grace = place.store.join("code".to_owned(), grace).await;
    let grace = grace.expect("joined").id;
    let mut connection = place.stranger().await;
    let mut sent = Vec::new();
    for author in [place.ada, grace, place.ada, place.ada, grace, place.ada] {
        let mut reply = place.message("Me too");
        reply.reply_to = Some(root.id);
        let reply = place.send_as(author, reply).await;
        sent.push(reply.expect("sent").message);
        assert_counters(&mut connection).await;
    }
    let target = Target::anywhere(root.id);
    let unread = place.store.mark_thread_unread(grace, target, sent[2].seq);
    unread.await.expect("marked");
    let state = place.store.follow_state(grace, target).await.expect("seen");
    assert_eq!(state.follow.unread, 3);
    assert_counters(&mut connection).await;
    // The last, one in the middle, the first, and then all that are left.
    for place_of_reply in [5, 2, 0, 1, 4, 3] {
        let target = Target::anywhere(sent[place_of_reply].id);
        let deleted = place.store.delete(place.ada, target);
        deleted.await.expect("deleted");
        assert_counters(&mut connection).await;
    }
    let state = place.store.follow_state(grace, target).await.expect("seen");
    assert_eq!(state.follow.unread, 0);
}

#[tokio::test]
async fn expired_sessions_are_removed_at_the_next_sign_in() {
    let place = Place::new(64).await;
    let mut stranger = place.stranger().await;
    let sign_in = |token| place.store.sign_in(place.ada, token, None);
    sign_in([1; 32]).await.expect("signed in");
    sqlx::query("UPDATE sessions SET last_seen_at = 5")
        .execute(&mut stranger)
        .await
        .expect("aged");
    sign_in([2; 32]).await.expect("signed in");
    let left: Vec<Vec<u8>> = sqlx::query_scalar("SELECT token_hash FROM sessions")
        .fetch_all(&mut stranger)
        .await
        .expect("sessions");
    assert_eq!(left, [vec![2; 32]]);
}

#[tokio::test]
async fn the_write_ahead_log_shrinks_after_a_burst() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join(FILE);
    let options = SqliteConnectOptions::new().filename(&file);
    let mut writer = connect_writer(&options.create_if_missing(true))
        .await
        .expect("open");
    let mut run = async |sql: &'static str| {
        let done = sqlx::query(sql).execute(&mut writer).await;
        done.expect("written");
    };
    run("CREATE TABLE burst (filler BLOB)").await;
    run("INSERT INTO burst VALUES (zeroblob(33554432))").await;
    let size = || {
        let log = folder.path().join(format!("{FILE}-wal"));
        std::fs::metadata(log).expect("a log").len()
    };
    assert!(size() > 33_554_432);
    run("PRAGMA wal_checkpoint(PASSIVE)").await;
    run("DELETE FROM burst WHERE false OR rowid = 0").await;
    run("INSERT INTO burst VALUES (1)").await;
    assert!(size() <= 16_777_216, "{}", size());
}

#[tokio::test]
async fn the_write_ahead_log_is_emptied_once_no_reader_needs_it() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join(FILE);
    let options = SqliteConnectOptions::new().filename(&file);
    let options = options.create_if_missing(true);
    let mut writer = connect_writer(&options).await.expect("open");
    let made = "CREATE TABLE burst (filler BLOB); INSERT INTO burst VALUES (1)";
    sqlx::raw_sql(made)
        .execute(&mut writer)
        .await
        .expect("written");
    let mut reader = connect_writer(&options).await.expect("open");
    sqlx::raw_sql("BEGIN; SELECT * FROM burst")
        .execute(&mut reader)
        .await
        .expect("read");
    sqlx::raw_sql("INSERT INTO burst VALUES (2)")
        .execute(&mut writer)
        .await
        .expect("written");
    let size = || {
        let log = folder.path().join(format!("{FILE}-wal"));
        std::fs::metadata(log).expect("a log").len()
    };
    let epoch = Place::new(1).await.store.epoch();
    let mut disk = Disk::new(options, writer, epoch);

    disk.checkpoint().await;
    assert!(size() > 0);
    sqlx::raw_sql("COMMIT")
        .execute(&mut reader)
        .await
        .expect("ended");
    disk.checkpoint().await;
    assert_eq!(size(), 0);
    let patience: i64 = sqlx::query_scalar("PRAGMA busy_timeout")
        .fetch_one(disk.connection().await.expect("open"))
        .await
        .expect("a time");
    assert_eq!(patience, 1500);
}

#[tokio::test]
async fn favourites_are_stored_in_order_without_duplicates_or_unknown_rooms() {
    let place = Place::new(64).await;
    let stranger = RoomId(Uuid::now_v7());
    let rooms = vec![stranger, place.everyone, place.everyone];
    let set = place.store.set_favourites(place.ada, rooms).await;
    set.expect("set");
    let events = place.published.lock().expect("no panic");
    let told = events
        .iter()
        .rev()
        .find_map(|(_, event)| match &event.kind {
            EventKind::FavouritesChanged { rooms } => Some(rooms.clone()),
            _ => None,
        });
    assert_eq!(told, Some(vec![place.everyone]));
}
