use crate::support::{Person, Screen, TestServer, client_id};
use app::{
    model::{Follow, Message, MessageId, MessagePage, RoomId, StreamId, Thread, ThreadPage},
    protocol::{ErrorCode, EventKind, ServerFrame},
    state::Load,
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

fn reply(root: &Message, body: &str) -> Value {
    json!({
        "type": "send", "client_id": client_id(), "room": root.room, "body": body, "reply_to": root.id,
    })
}

fn delete(message: &Message) -> Value {
    json!({ "type": "delete", "message": message.id })
}

fn thread_path(root: &Message) -> String {
    format!("/api/rooms/{}/threads/{}", root.room, root.id)
}

impl Person {
    /// Replies to a message over HTTP.
    async fn replies(&self, root: &Message, body: &str) -> Message {
        let path = format!("/api/rooms/{}/messages", root.room);
        let form = json!({ "body": body, "reply_to": root.id });
        let response = self.post(&path, &form).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        response.json().await.expect("a message")
    }

    /// A message and all replies to it.
    async fn thread(&self, root: &Message) -> Vec<Message> {
        self.thread_page(root, "").await.messages
    }

    async fn thread_page(&self, root: &Message, bounds: &str) -> MessagePage {
        let page = self
            .get_json(&format!("{}?{bounds}", thread_path(root)))
            .await;
        serde_json::from_value(page).expect("a page")
    }

    async fn follow(&self, root: &Message) -> Follow {
        let path = format!("{}/follow", thread_path(root));
        let state = self.get_json(&path).await;
        serde_json::from_value(state["follow"].clone()).expect("a follow")
    }

    /// What a person has not read of all threads, as their next page would show.
    async fn unread_threads(&self) -> Vec<Follow> {
        let snapshot = self.get_json("/api/snapshot").await;
        let threads = snapshot.get("threads").cloned().unwrap_or(json!([]));
        serde_json::from_value(threads).expect("follows")
    }

    async fn room_unread(&self, room: RoomId) -> u64 {
        let rooms = self.rooms().await;
        let room = rooms.iter().find(|known| known.id == room);
        room.expect("the room").unread
    }
}

fn bodies(messages: &[Message]) -> Vec<&str> {
    messages
        .iter()
        .map(|message| message.body.as_str())
        .collect()
}

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
        screen.state.open_thread(room, root.id);
        let page = ada.thread_page(&root, "").await;
        let at = app::model::Conversation {
            room,
            thread: Some(root.id),
        };
        assert!(screen.state.load(at, page, Load::Newest { limit: 50 }));
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
        let open = screen.state.rooms[&room].thread.as_ref().expect("open");
        let shown: Vec<Message> = open.timeline.messages().cloned().collect();
        assert_eq!(shown, ada.thread(&root).await);
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

#[tokio::test]
async fn replies_are_unread_in_their_thread_and_not_in_the_room() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    assert_eq!(grace.room_unread(room).await, 1);
    let yes = grace.replies(&root, "Yes").await;
    // To reply is not to read the room, and to say something to nobody but who follows.
    assert_eq!(grace.room_unread(room).await, 1);
    assert_eq!(ada.room_unread(room).await, 0);
    assert_eq!(linus.room_unread(room).await, 1);
    assert_eq!(linus.unread_threads().await, []);
    assert_eq!(ada.unread_threads().await[0].unread, 1);
    assert!(grace.follow(&root).await.following);

    // To write is to read.
    ada.replies(&root, "Four").await;
    assert_eq!(ada.unread_threads().await, []);
    assert_eq!(grace.unread_threads().await[0].unread, 1);
    // What is deleted is not unread, neither in the thread nor in the room.
    let more = ada.replies(&root, "Or five").await;
    assert_eq!(grace.unread_threads().await[0].unread, 2);
    ada.connect().await.does(delete(&more)).await;
    assert_eq!(grace.unread_threads().await[0].unread, 1);
    grace.connect().await.does(delete(&yes)).await;
    assert_eq!(linus.room_unread(room).await, 1);
    assert_eq!(Screen::open(&linus, room).await.state.unread(), 1);
}

#[tokio::test]
async fn a_thread_read_on_one_device_is_read_on_the_others() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    let mut at_phone = Screen::open(&ada, room).await;
    let mut in_the_bag = Screen::open(&ada, room).await;
    in_the_bag.goes_away();
    let mut seqs = Vec::new();
    for text in ["One", "Two", "Three"] {
        seqs.push(grace.replies(&root, text).await.seq);
    }
    let mut at_laptop = ada.connect().await;
    let read = |seq: u64| json!({ "type": "read_thread", "message": root.id, "seq": seq });
    let moved = at_laptop.does(read(seqs[1])).await.expect("an event");
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
async fn one_follows_and_unfollows_by_hand() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    grace.replies(&root, "Yes").await;
    let mut at_linus = linus.connect().await;
    let follow = |on: bool| json!({ "type": "follow", "message": root.id, "on": on });
    assert!(at_linus.does(follow(true)).await.is_some());
    assert_eq!(at_linus.does(follow(true)).await, None);
    // What was said before is not news.
    assert_eq!(linus.unread_threads().await, []);
    grace.replies(&root, "Please").await;
    let told = at_linus
        .sees(|kind| matches!(kind, EventKind::ThreadChanged { follow } if follow.unread > 0))
        .await;
    let EventKind::ThreadChanged { follow: told } = told.kind else {
        panic!("no thread");
    };
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
    // Who replies follows again.
    ada.replies(&root, "Sorry").await;
    assert!(ada.follow(&root).await.following);
}

#[tokio::test]
async fn the_threads_that_one_follows_are_listed_the_last_active_first() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let (tea, cake) = (ada.says(room, "Tea?").await, ada.says(room, "Cake?").await);
    grace.replies(&tea, "Yes").await;
    grace.replies(&cake, "No").await;
    // Times are in milliseconds.
    tokio::time::sleep(std::time::Duration::from_millis(3)).await;
    grace.replies(&tea, "Now").await;
    let page = ada.get_json("/api/threads").await;
    let page: ThreadPage = serde_json::from_value(page).expect("threads");
    let listed: Vec<_> = page
        .threads
        .iter()
        .map(|it| (it.root.body.as_str(), it.follow.unread))
        .collect();
    assert_eq!(listed, [("Tea?", 2), ("Cake?", 1)]);
    assert!(!page.more);
    let page = ada.get_json("/api/threads?limit=1").await;
    assert_eq!(
        (
            page["threads"].as_array().map(Vec::len),
            page["more"].as_bool()
        ),
        (Some(1), Some(true))
    );
}

#[tokio::test]
async fn who_leaves_a_room_follows_nothing_there() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.room("Kitchen", "open").await;
    let root = grace.says(room, "Tea?").await;
    let mut screen = Screen::open(&grace, room).await;
    ada.replies(&root, "Yes").await;
    assert_eq!(grace.unread_threads().await.len(), 1);
    assert_eq!(grace.remove(room, &grace).await, StatusCode::NO_CONTENT);
    ada.replies(&root, "Hello?").await;
    let snapshot = grace.get_json("/api/snapshot").await;
    let mine = StreamId::User(grace.user.id);
    let told = snapshot["cursors"][mine.to_string()]
        .as_u64()
        .expect("a cursor");
    screen.follows(mine, told).await;
    assert!(!screen.state.follows[0].following);
    assert_eq!(screen.state.unread_replies(), 0);
    assert_eq!(grace.unread_threads().await, []);
    assert_eq!(grace.get_json("/api/threads").await["threads"], json!([]));
    // Nor is there anything new for one who comes back.
    assert_eq!(grace.add(room, &grace).await, StatusCode::NO_CONTENT);
    assert_eq!(grace.unread_threads().await, []);
    ada.replies(&root, "Welcome").await;
    assert_eq!(grace.unread_threads().await[0].unread, 1);
}

#[tokio::test]
async fn a_script_follows_and_reads_over_http() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    let follow = format!("{}/follow", thread_path(&root));
    assert_eq!(
        grace.send(Method::PUT, &follow).await,
        StatusCode::NO_CONTENT
    );
    let said = ada.replies(&root, "Anyone?").await;
    assert_eq!(grace.follow(&root).await.unread, 1);
    let request = grace.request(Method::PUT, &format!("{}/read", thread_path(&root)));
    let response = request.json(&json!({ "seq": said.seq })).send().await;
    assert_eq!(
        response.expect("an answer").status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(grace.follow(&root).await.unread, 0);
    assert_eq!(
        grace.send(Method::DELETE, &follow).await,
        StatusCode::NO_CONTENT
    );
    assert!(!grace.follow(&root).await.following);
}

#[tokio::test]
async fn the_pages_of_threads_are_there() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    for path in [
        "/threads".to_owned(),
        format!("/rooms/{room}/thread/{}", root.id),
    ] {
        let response = ada.get(&path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let page = response.text().await.expect("a page");
        assert!(page.contains("Threads"), "{path}");
    }
    let elsewhere = format!("/rooms/{room}/thread/nonsense");
    assert_eq!(ada.get(&elsewhere).await.status(), StatusCode::NOT_FOUND);
}
