//! Following threads, and what is unread in them.

use super::*;
use crate::support::{Screen, TestPerson, eventually, frame, mention, sees, soon, workspace};
use protocol::{ErrorCode, EventKind, Message, StreamId, ThreadPage};
use reqwest::Method;
use serde_json::{Value, json};

fn mark_unread(root: &Message, seq: u64) -> Value {
    json!({ "type": "mark_unread", "room": root.room, "thread": root.id, "seq": seq })
}

/// Replies three times. Returns the `seq` of each reply.
async fn replies_thrice(person: &TestPerson, root: &Message) -> Vec<u64> {
    let mut seqs = Vec::new();
    for text in ["One", "Two", "Three"] {
        seqs.push(person.replies(root, text).await.seq);
    }
    seqs
}

#[tokio::test]
async fn replies_are_unread_in_their_thread_and_not_in_the_room() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    assert_eq!(grace.counts(room).await.0, 1);
    let yes = grace.replies(&root, "Yes").await;
    // A reply does not mark the room as read, and notifies followers only.
    assert_eq!(grace.counts(room).await.0, 1);
    assert_eq!(ada.counts(room).await.0, 0);
    assert_eq!(linus.counts(room).await.0, 1);
    assert_eq!(linus.unread_threads().await, []);
    assert_eq!(ada.unread_threads().await[0].unread, 1);
    assert!(grace.follow(&root).await.following);

    // A person who replies has read the thread.
    ada.replies(&root, "Four").await;
    assert_eq!(ada.unread_threads().await, []);
    assert_eq!(grace.unread_threads().await[0].unread, 1);
    // Deleted replies are not unread, in the thread or in the room.
    let more = ada.replies(&root, "Or five").await;
    assert_eq!(grace.unread_threads().await[0].unread, 2);
    ada.deletes(&more).await;
    assert_eq!(grace.unread_threads().await[0].unread, 1);
    grace.deletes(&yes).await;
    assert_eq!(linus.counts(room).await.0, 1);
    assert_eq!(Screen::open(&linus, room).await.state.unread(), 1);
}

#[tokio::test]
async fn a_thread_read_on_one_device_is_read_on_the_others() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let [mut at_phone, mut in_the_bag] = Screen::live_and_away(&ada, room).await;
    let seqs = replies_thrice(&grace, &root).await;
    let mut at_laptop = ada.connect().await;
    let read = |seq: u64| frame::read_thread(root.id, seq);
    let moved = at_laptop.changes(read(seqs[1])).await;
    in_the_bag.comes_back().await;
    for screen in [&mut at_phone, &mut in_the_bag] {
        screen.follows(StreamId::User(ada.user.id), moved).await;
        let follow = screen.state.follow(root.id).expect("a follow");
        assert_eq!((follow.read_seq, follow.unread), (seqs[1], 1));
    }
    // Only forward, and not beyond the end.
    assert_eq!(at_laptop.does(read(seqs[0])).await, None);
    at_laptop.does(read(u64::MAX)).await;
    assert_eq!(ada.follow(&root).await.read_seq, seqs[2]);
    assert_eq!(at_laptop.does(read(u64::MAX)).await, None);
}

#[tokio::test]
async fn people_follow_and_unfollow_a_thread() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    grace.replies(&root, "Yes").await;
    let mut at_linus = linus.connect().await;
    let follow = |on: bool| frame::follow(root.id, on);
    assert!(at_linus.does(follow(true)).await.is_some());
    assert_eq!(at_linus.does(follow(true)).await, None);
    // Earlier replies are not unread.
    assert_eq!(linus.unread_threads().await, []);
    grace.replies(&root, "Please").await;
    let told = sees!(at_linus, EventKind::ThreadChanged { follow } if follow.unread > 0 => follow);
    assert_eq!(linus.unread_threads().await, [told]);

    at_linus.does(follow(false)).await;
    let mut at_ada = ada.connect().await;
    at_ada.does(follow(false)).await;
    grace.replies(&root, "Hello?").await;
    for person in [&ada, &linus] {
        assert_eq!(person.unread_threads().await, []);
        let page = person.get_json("/api/threads").await;
        assert_eq!(page["threads"], json!([]));
    }
    // A reply follows the thread again.
    ada.replies(&root, "Sorry").await;
    assert!(ada.follow(&root).await.following);
}

#[tokio::test]
async fn followed_threads_are_listed_with_the_most_recently_active_first() {
    let (_server, room, [ada, grace]) = workspace().await;
    let (tea, cake) = (ada.says(room, "Tea?").await, ada.says(room, "Cake?").await);
    grace.replies(&tea, "Yes").await;
    let no = grace.replies(&cake, "No").await;
    // Times are in milliseconds: the next reply must not have the time of this one.
    let later = async || (soon(0) > no.at).then_some(());
    eventually("a millisecond later", later).await;
    grace.replies(&tea, "Now").await;
    let page: ThreadPage = ada.get_as("/api/threads").await;
    let listed = page.threads.iter();
    let listed: Vec<_> = listed
        .map(|it| (&*it.root.body, it.follow.unread))
        .collect();
    assert_eq!(listed, [("Tea?", 2), ("Cake?", 1)]);
    assert!(!page.more);
    let page: ThreadPage = ada.get_as("/api/threads?limit=1").await;
    assert_eq!((page.threads.len(), page.more), (1, true));
}

#[tokio::test]
async fn leaving_a_room_ends_following_its_threads() {
    let (_server, _, [ada, grace]) = workspace().await;
    let room = ada.open_room("Kitchen").await;
    let root = grace.says(room, "Tea?").await;
    let mut screen = Screen::open(&grace, room).await;
    ada.replies(&root, "Yes").await;
    assert_eq!(grace.unread_threads().await.len(), 1);
    assert_eq!(grace.remove(room, &grace).await, 204);
    ada.replies(&root, "Hello?").await;
    screen.catches_up().await;
    assert!(!screen.state.follows[0].following);
    assert_eq!(screen.state.unread_replies(), 0);
    assert_eq!(grace.unread_threads().await, []);
    assert_eq!(grace.get_json("/api/threads").await["threads"], json!([]));
    // Nothing is unread on return.
    assert_eq!(grace.add(room, &grace).await, 204);
    assert_eq!(grace.unread_threads().await, []);
    ada.replies(&root, "Welcome").await;
    assert_eq!(grace.unread_threads().await[0].unread, 1);
}

#[tokio::test]
async fn a_script_follows_and_reads_over_http() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let follow = format!("{}/follow", thread_path(&root));
    assert_eq!(grace.send(Method::PUT, &follow).await, 204);
    let said = ada.replies(&root, "Anyone?").await;
    assert_eq!(grace.follow(&root).await.unread, 1);
    let read = format!("{}/read", thread_path(&root));
    assert_eq!(grace.put(&read, &json!({ "seq": said.seq })).await, 204);
    assert_eq!(grace.follow(&root).await.unread, 0);
    assert_eq!(grace.send(Method::DELETE, &follow).await, 204);
    assert!(!grace.follow(&root).await.following);
}

#[tokio::test]
async fn a_thread_marked_unread_is_unread_on_all_devices_until_it_is_read() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let seqs = replies_thrice(&grace, &root).await;
    let mut at_laptop = ada.connect().await;
    let read = frame::read_thread(root.id, seqs[2]);
    at_laptop.does(read.clone()).await;
    let [mut at_phone, mut in_the_bag] = Screen::live_and_away(&ada, room).await;

    let marked = at_laptop.changes(mark_unread(&root, seqs[1])).await;
    assert_eq!(at_laptop.does(mark_unread(&root, seqs[1])).await, None);
    in_the_bag.comes_back().await;
    let fresh = Screen::open(&ada, room).await;
    for screen in [&mut at_phone, &mut in_the_bag] {
        screen.follows(StreamId::User(ada.user.id), marked).await;
        let follow = screen.state.follow(root.id).expect("a follow");
        assert_eq!((follow.read_seq, follow.unread), (seqs[0], 2));
        assert_eq!(screen.state.follow(root.id), fresh.state.follow(root.id));
    }
    assert_eq!(ada.unread_threads().await, [ada.follow(&root).await]);
    // The room stays read.
    assert_eq!(ada.counts(room).await.0, 0);
    at_laptop.does(read).await;
    assert_eq!(ada.unread_threads().await, []);
    // From the root on, and beyond the end.
    at_laptop.does(mark_unread(&root, root.seq)).await;
    assert_eq!(ada.follow(&root).await.unread, 3);
    at_laptop.does(mark_unread(&root, u64::MAX)).await;
    assert_eq!(ada.follow(&root).await.unread, 0);
}

#[tokio::test]
async fn marking_a_thread_unread_follows_it() {
    let (_server, room, [ada, grace]) = workspace().await;
    let hidden = ada.says(ada.closed_room("Plans").await, "Cake").await;
    let root = ada.says(room, "Tea?").await;
    let said = ada.replies(&root, "Anyone?").await;
    let place = json!({ "seq": said.seq });
    let marks = async |root: &Message| {
        let path = format!("{}/unread", thread_path(root));
        grace.put(&path, &place).await
    };
    assert_eq!(marks(&root).await, 204);
    let follow = grace.follow(&root).await;
    assert_eq!((follow.following, follow.unread), (true, 1));
    assert_eq!(marks(&hidden).await, 404);
    let mut at_grace = grace.connect().await;
    let refused = at_grace.is_refused(mark_unread(&hidden, 1)).await;
    assert_eq!(refused, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_mention_in_a_reply_makes_the_person_follow_the_thread_from_there() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let mut screen = Screen::open(&grace, room).await;
    ada.replies(&root, "Or not").await;
    let quote = format!("> {}", mention(&grace));
    ada.replies(&root, &quote).await;
    assert!(!grace.follow(&root).await.following);

    let reply = ada.replies(&root, &mention(&grace)).await;
    let follow = grace.follow(&root).await;
    assert!(follow.following);
    assert_eq!((follow.read_seq, follow.unread), (reply.seq - 1, 1));
    screen.catches_up().await;
    assert_eq!(screen.state.follow(root.id).expect("a follow").unread, 1);

    // An edit notifies the people that it adds, unless they have unfollowed the thread.
    let mut at_linus = linus.connect().await;
    let body = mention(&linus);
    ada.edits(&reply, &body).await;
    let follow = sees!(at_linus, EventKind::ThreadChanged { follow } => follow);
    assert_eq!((follow.following, follow.unread), (true, 1));
    at_linus.does(frame::follow(root.id, false)).await;
    ada.replies(&root, &body).await;
    assert!(!linus.follow(&root).await.following);
}
