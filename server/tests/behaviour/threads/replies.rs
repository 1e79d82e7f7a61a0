//! Replies.

use super::*;
use crate::support::{Screen, acked, bodies, frame, workspace};
use protocol::{ErrorCode, Message, MessageId, StreamId, Thread};

#[tokio::test]
async fn a_reply_is_in_its_thread_and_not_in_the_room() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let first = grace.replies(&root, "Yes").await;
    let second = ada.replies(&root, "At four").await;
    ada.says(room, "Elsewhere").await;

    assert_eq!(second.reply_to, Some(root.id));
    let history = grace.history(room).await;
    assert_eq!(bodies(&history), ["Tea?", "Elsewhere"]);
    let expected = Thread {
        replies: 2,
        people: vec![ada.user.id, grace.user.id],
        last_at: second.at,
        last_seq: second.seq,
    };
    assert_eq!(history[0].thread.as_ref(), Some(&expected));
    let thread = grace.thread(&root).await;
    assert_eq!(bodies(&thread), ["Tea?", "Yes", "At four"]);
    // It is paged like history.
    let page = grace.thread_page(&root, "limit=2").await;
    assert_eq!(bodies(&page.messages), ["Yes", "At four"]);
    let bounds = format!("limit=2&before={}", first.seq);
    let page = grace.thread_page(&root, &bounds).await;
    assert_eq!(bodies(&page.messages), ["Tea?"]);
    let bounds = format!("limit=2&after={}", root.seq);
    let page = grace.thread_page(&root, &bounds).await;
    assert_eq!(bodies(&page.messages), ["Yes", "At four"]);
}

#[tokio::test]
async fn live_catching_up_a_snapshot_and_history_show_the_same_thread() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let [mut live, mut away] = live_and_away_in_thread(&ada, &root).await;

    let first = grace.replies(&root, "Yes").await;
    linus.replies(&root, "No").await;
    let mut at_grace = grace.connect().await;
    let edited = frame::edit(first.id, "Yes!");
    at_grace.does(edited).await;
    let react = frame::react(first.id, "🎉", true);
    at_grace.does(react).await;
    let third = grace.replies(&root, "Nonsense").await;
    let last = at_grace
        .does(frame::delete(third.id))
        .await
        .expect("an event");

    away.comes_back().await;
    let mine = StreamId::User(ada.user.id);
    let told = ada.get_json("/api/snapshot").await["cursors"][mine.to_string()]
        .as_u64()
        .expect("a cursor");
    let fresh = Screen::open(&ada, room).await;
    for screen in [&mut live, &mut away] {
        screen.follows(StreamId::Room(room), last).await;
        screen.follows(mine, told).await;
        assert_eq!(screen.messages(room), fresh.messages(room));
        assert_eq!(screen.messages(room), ada.history(room).await);
        assert_eq!(screen.thread(&root), ada.thread(&root).await);
        assert_eq!(screen.state.unread(), fresh.state.unread());
        assert_eq!(screen.state.follows, fresh.state.follows);
        assert_eq!(screen.state.unread_replies(), 2);
    }
    let thread = fresh.messages(room)[0].thread.clone().expect("a thread");
    assert_eq!(thread.replies, 2);
    assert_eq!(thread.people, [linus.user.id, grace.user.id]);
}

#[tokio::test]
async fn a_thread_ends_with_its_last_reply() {
    let (_server, room, [ada]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let mut screen = Screen::open(&ada, room).await;
    let only = ada.replies(&root, "Hm").await;
    ada.deletes(&only).await;
    screen.catches_up().await;
    assert_eq!(screen.messages(room)[0].thread, None);
    assert_eq!(ada.history(room).await[0].thread, None);
}

#[tokio::test]
async fn a_deleted_root_keeps_its_replies_and_accepts_no_more() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let first = grace.replies(&root, "Yes").await;
    grace.replies(&root, "Please").await;
    let mut screen = Screen::open(&ada, room).await;
    let mut at_ada = ada.connect().await;
    at_ada.does(frame::delete(root.id)).await;
    let refused = at_ada.is_refused(frame::reply(&root, "Too late")).await;
    assert_eq!(refused, ErrorCode::NotFound);
    let seq = at_ada
        .does(frame::delete(first.id))
        .await
        .expect("an event");
    screen.follows(StreamId::Room(room), seq).await;
    let shown = screen.messages(room);
    assert_eq!(shown, ada.history(room).await);
    let thread = shown[0].thread.as_ref().expect("a thread");
    assert_eq!((shown[0].deleted, thread.replies), (true, 1));
}

#[tokio::test]
async fn a_reply_is_stored_once_and_a_reply_to_a_reply_joins_its_thread() {
    let (_server, room, [ada]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let mut at_ada = ada.connect().await;
    let said = frame::reply(&root, "Yes");
    let (_, _, first) = acked(at_ada.asks(said.clone()).await);
    let (_, _, again) = acked(at_ada.asks(said).await);
    assert_eq!(again, first);
    let first = Message {
        id: first.expect("a message"),
        ..root.clone()
    };
    at_ada.does(frame::reply(&first, "With milk")).await;
    let thread = ada.thread(&root).await;
    assert_eq!(bodies(&thread), ["Tea?", "Yes", "With milk"]);
    let mut replies = thread[1..].iter();
    assert!(replies.all(|reply| reply.reply_to == Some(root.id)));
    // A reply has no thread of its own.
    assert_eq!(ada.status(&thread_path(&thread[1])).await, 404);
}

#[tokio::test]
async fn only_visible_messages_of_the_room_can_be_replied_to() {
    let (_server, room, [ada, grace]) = workspace().await;
    let closed = ada.closed_room("Plans").await;
    let (root, hidden) = (ada.says(room, "Tea?").await, ada.says(closed, "Cake").await);
    let elsewhere = Message {
        room,
        ..hidden.clone()
    };
    let nothing = Message {
        id: MessageId::default(),
        ..root
    };
    let mut at_grace = grace.connect().await;
    for command in [
        frame::reply(&elsewhere, "Oh"),
        frame::reply(&hidden, "Oh"),
        frame::reply(&nothing, "Oh"),
        frame::follow(hidden.id, true),
        frame::read_thread(hidden.id, 9),
    ] {
        let refused = at_grace.is_refused(command.clone()).await;
        assert_eq!(refused, ErrorCode::NotFound, "{command}");
    }
    for path in [
        thread_path(&hidden),
        format!("{}/follow", thread_path(&hidden)),
    ] {
        assert_eq!(grace.status(&path).await, 404);
    }
}
