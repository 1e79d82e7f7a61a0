use super::*;
use crate::support::TestServer;
use protocol::{ErrorCode, EventKind, StreamId, ThreadPage};
use reqwest::Method;

fn mark_unread(root: &Message, seq: u64) -> Value {
    json!({ "type": "mark_unread", "room": root.room, "thread": root.id, "seq": seq })
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
async fn a_thread_marked_unread_is_so_on_all_devices_until_it_is_read() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    let mut seqs = Vec::new();
    for text in ["One", "Two", "Three"] {
        seqs.push(grace.replies(&root, text).await.seq);
    }
    let mut at_laptop = ada.connect().await;
    let read = json!({ "type": "read_thread", "message": root.id, "seq": seqs[2] });
    at_laptop.does(read.clone()).await;
    let mut at_phone = Screen::open(&ada, room).await;
    let mut in_the_bag = Screen::open(&ada, room).await;
    in_the_bag.goes_away();

    let marked = at_laptop.does(mark_unread(&root, seqs[1])).await;
    let marked = marked.expect("an event");
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
    // The room is as read as it was.
    assert_eq!(ada.room_unread(room).await, 0);
    at_laptop.does(read).await;
    assert_eq!(ada.unread_threads().await, []);
    // From the root on, and beyond the end.
    at_laptop.does(mark_unread(&root, root.seq)).await;
    assert_eq!(ada.follow(&root).await.unread, 3);
    at_laptop.does(mark_unread(&root, u64::MAX)).await;
    assert_eq!(ada.follow(&root).await.unread, 0);
}

#[tokio::test]
async fn who_marks_a_thread_unread_follows_it() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let room = ada.everyone().await;
    let hidden = ada.says(ada.closed_room("Plans").await, "Cake").await;
    let root = ada.says(room, "Tea?").await;
    let said = ada.replies(&root, "Anyone?").await;
    let place = json!({ "seq": said.seq });
    let marks = async |root: &Message| {
        let path = format!("{}/unread", thread_path(root));
        let request = grace.request(Method::PUT, &path).json(&place);
        request.send().await.expect("an answer").status()
    };
    assert_eq!(marks(&root).await, StatusCode::NO_CONTENT);
    let follow = grace.follow(&root).await;
    assert_eq!((follow.following, follow.unread), (true, 1));
    assert_eq!(marks(&hidden).await, StatusCode::NOT_FOUND);
    let mut at_grace = grace.connect().await;
    let refused = at_grace.is_refused(mark_unread(&hidden, 1)).await;
    assert_eq!(refused, ErrorCode::NotFound);
}

#[tokio::test]
async fn whom_a_reply_mentions_follows_the_thread_from_there() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let grace = server.join(&ada, "Grace").await;
    let linus = server.join(&ada, "Linus").await;
    let room = ada.everyone().await;
    let root = ada.says(room, "Tea?").await;
    let mut screen = Screen::open(&grace, room).await;
    ada.replies(&root, "Or not").await;
    ada.replies(&root, &format!("> <@{}>", grace.user.id)).await;
    assert!(!grace.follow(&root).await.following);

    let reply = ada.replies(&root, &format!("<@{}>?", grace.user.id)).await;
    let follow = grace.follow(&root).await;
    assert!(follow.following);
    assert_eq!((follow.read_seq, follow.unread), (reply.seq - 1, 1));
    let snapshot = grace.get_json("/api/snapshot").await;
    let stream = StreamId::User(grace.user.id);
    let seq = snapshot["cursors"][stream.to_string()]
        .as_u64()
        .expect("a cursor");
    screen.follows(stream, seq).await;
    assert_eq!(screen.state.follow(root.id).expect("a follow").unread, 1);

    // An edit calls whom it adds, unless they have said that they do not follow.
    let mut at_linus = linus.connect().await;
    let mut at_ada = ada.connect().await;
    let body = format!("<@{}>?", linus.user.id);
    let edit = json!({ "type": "edit", "message": reply.id, "body": body });
    at_ada.does(edit).await;
    let told = at_linus
        .sees(|kind| matches!(kind, EventKind::ThreadChanged { .. }))
        .await;
    let EventKind::ThreadChanged { follow } = told.kind else {
        unreachable!("it is one");
    };
    assert_eq!((follow.following, follow.unread), (true, 1));
    let not = json!({ "type": "follow", "message": root.id, "on": false });
    at_linus.does(not).await;
    ada.replies(&root, &body).await;
    assert!(!linus.follow(&root).await.following);
}
