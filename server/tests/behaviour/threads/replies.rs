use super::*;
use crate::support::TestServer;
use protocol::{ErrorCode, MessageId, ServerFrame, StreamId, Thread};

#[tokio::test]
async fn a_reply_is_in_its_thread_and_not_in_the_room() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
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
    // Paged as history is.
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
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    let mut live = Screen::open(&ada, room).await;
    let mut away = Screen::open(&ada, room).await;
    for screen in [&mut live, &mut away] {
        screen.opens(&ada, &root).await;
    }
    away.goes_away();

    let first = grace.replies(&root, "Yes").await;
    linus.replies(&root, "No").await;
    let mut at_grace = grace.connect().await;
    let edited = json!({ "type": "edit", "message": first.id, "body": "Yes!" });
    at_grace.does(edited).await;
    let react = json!({ "type": "react", "message": first.id, "emoji": "🎉", "on": true });
    at_grace.does(react).await;
    let third = grace.replies(&root, "Nonsense").await;
    let last = at_grace.does(delete(&third)).await.expect("an event");

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
async fn a_thread_without_replies_is_no_thread() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    let mut screen = Screen::open(&ada, room).await;
    let only = ada.replies(&root, "Hm").await;
    let mut at_ada = ada.connect().await;
    let seq = at_ada.does(delete(&only)).await.expect("an event");
    screen.follows(StreamId::Room(room), seq).await;
    assert_eq!(screen.messages(room)[0].thread, None);
    assert_eq!(ada.history(room).await[0].thread, None);
}

#[tokio::test]
async fn a_deleted_root_goes_on_telling_of_its_replies_and_takes_no_more() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    let first = grace.replies(&root, "Yes").await;
    grace.replies(&root, "Please").await;
    let mut screen = Screen::open(&ada, room).await;
    let mut at_ada = ada.connect().await;
    at_ada.does(delete(&root)).await;
    let refused = at_ada.is_refused(reply(&root, "Too late")).await;
    assert_eq!(refused, ErrorCode::NotFound);
    let seq = at_ada.does(delete(&first)).await.expect("an event");
    screen.follows(StreamId::Room(room), seq).await;
    let shown = screen.messages(room);
    assert_eq!(shown, ada.history(room).await);
    let thread = shown[0].thread.as_ref().expect("a thread");
    assert_eq!((shown[0].deleted, thread.replies), (true, 1));
}

#[tokio::test]
async fn a_reply_is_stored_once_and_a_reply_to_a_reply_joins_its_thread() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    let mut at_ada = ada.connect().await;
    let said = reply(&root, "Yes");
    let id = |answer: ServerFrame| match answer {
        ServerFrame::Ack {
            message: Some(message),
            ..
        } => message,
        other => panic!("no ack but {other:?}"),
    };
    let first = id(at_ada.asks(said.clone()).await);
    assert_eq!(id(at_ada.asks(said).await), first);
    let first = Message {
        id: first,
        ..root.clone()
    };
    at_ada.does(reply(&first, "With milk")).await;
    let thread = ada.thread(&root).await;
    assert_eq!(bodies(&thread), ["Tea?", "Yes", "With milk"]);
    assert!(
        thread[1..]
            .iter()
            .all(|message| message.reply_to == Some(root.id))
    );
    // A reply has no thread of its own.
    let response = ada.get(&thread_path(&thread[1])).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_replies_only_to_what_is_in_the_room_and_in_sight() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let (room, closed) = (ada.everyone().await, ada.closed_room("Plans").await);
    let (root, hidden) = (ada.says(room, "Tea?").await, ada.says(closed, "Cake").await);
    let mut at_grace = grace.connect().await;
    let elsewhere = json!({
        "type": "send", "client_id": client_id(), "room": room, "body": "Oh", "reply_to": hidden.id,
    });
    assert_eq!(at_grace.is_refused(elsewhere).await, ErrorCode::NotFound);
    assert_eq!(
        at_grace.is_refused(reply(&hidden, "Oh")).await,
        ErrorCode::NotFound
    );
    let nothing = Message {
        id: MessageId::default(),
        ..root
    };
    assert_eq!(
        at_grace.is_refused(reply(&nothing, "Oh")).await,
        ErrorCode::NotFound
    );
    let follow = json!({ "type": "follow", "message": hidden.id, "on": true });
    assert_eq!(at_grace.is_refused(follow).await, ErrorCode::NotFound);
    let read = json!({ "type": "read_thread", "message": hidden.id, "seq": 9 });
    assert_eq!(at_grace.is_refused(read).await, ErrorCode::NotFound);
    for path in [
        thread_path(&hidden),
        format!("{}/follow", thread_path(&hidden)),
    ] {
        assert_eq!(grace.get(&path).await.status(), StatusCode::NOT_FOUND);
    }
}
