//! Replies that are also sent to the room.

use super::*;
use crate::support::{HOUR_MS, acked, bodies, client_id, frame, mention, soon, workspace};
use protocol::{ErrorCode, RoomId, StreamId};
use serde_json::json;

/// Returns the texts of a page of a room's history.
async fn page(person: &TestPerson, room: RoomId, bounds: &str) -> Vec<String> {
    let path = format!("/api/rooms/{room}/messages?{bounds}");
    let page: MessagePage = person.get_as(&path).await;
    page.messages.into_iter().map(|it| it.body).collect()
}

#[tokio::test]
async fn it_is_stored_once_and_is_at_its_place_in_the_thread_and_in_the_rooms_pages() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    grace.replies(&root, "Yes").await;
    ada.says(room, "Elsewhere").await;
    let mut at_grace = grace.connect().await;
    let said = frame::reply_to_room(&root, "For everyone: at four");
    let (_, seq, first) = acked(at_grace.asks(said.clone()).await);
    let (_, _, again) = acked(at_grace.asks(said.clone()).await);
    assert_eq!(again, first);
    let mut only_in_thread = said;
    only_in_thread["also_in_room"] = json!(false);
    let refused = at_grace.is_refused(only_in_thread).await;
    assert_eq!(refused, ErrorCode::Conflict);
    ada.says(room, "Later").await;

    let everything = ["Tea?", "Elsewhere", "For everyone: at four", "Later"];
    let history = ada.history(room).await;
    assert_eq!(bodies(&history), everything);
    let reply = &history[2];
    assert_eq!((reply.reply_to, reply.also_in_room), (Some(root.id), true));
    assert_eq!(reply.thread, None);
    assert_eq!(
        history[0].thread.as_ref().map(|thread| thread.replies),
        Some(2)
    );
    let thread = ada.thread(&root).await;
    assert_eq!(bodies(&thread), ["Tea?", "Yes", "For everyone: at four"]);
    assert_eq!(thread[2], *reply);

    let seq = seq.expect("an event");
    assert_eq!(page(&ada, room, "limit=2").await, everything[2..]);
    let before = format!("limit=2&before={}", seq + 1);
    assert_eq!(page(&ada, room, &before).await, everything[1..3]);
    let after = format!("limit=2&after={}", root.seq);
    assert_eq!(page(&ada, room, &after).await, everything[1..3]);
    let around = format!("limit=2&around={seq}");
    assert_eq!(page(&ada, room, &around).await, everything[1..3]);
}

#[tokio::test]
async fn edits_reactions_and_the_deletion_reach_both_places_live_and_after_being_away() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let [mut live, mut away] = live_and_away_in_thread(&ada, &root).await;
    let kept = grace.replies_to_room(&root, "At for").await;
    let gone = grace.replies_to_room(&root, "Nonsense").await;
    let mut at_grace = grace.connect().await;
    at_grace.does(frame::edit(kept.id, "At four")).await;
    at_grace.does(frame::react(kept.id, "🎉", true)).await;
    at_grace.does(frame::delete(gone.id)).await;

    let fresh = Screen::open(&ada, room).await;
    for screen in [&mut live, &mut away] {
        screen.catches_up().await;
        let shown = screen.messages(room);
        assert_eq!(bodies(&shown), ["Tea?", "At four", ""]);
        assert_eq!(shown[1].reactions.len(), 1);
        assert!(shown[2].deleted && shown[2].also_in_room);
        assert_eq!(shown, fresh.messages(room));
        assert_eq!(shown, ada.history(room).await);
        assert_eq!(screen.thread(&root), shown);
        assert_eq!(screen.thread(&root), ada.thread(&root).await);
        let unread = screen.state.rooms[&room].unread();
        assert_eq!(unread, 1);
        assert_eq!((unread, 0), ada.counts(room).await);
    }
}

#[tokio::test]
async fn it_is_unread_in_the_room_for_those_who_do_not_follow_the_thread_and_mentions_once() {
    let (_server, room, [ada, grace, linus]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let mut screen = Screen::open(&linus, room).await;
    let head = linus.head(StreamId::Room(room)).await;
    let mut at_linus = linus.connect().await;
    at_linus.does(frame::read(room, head)).await;

    grace.replies(&root, "Yes").await;
    assert_eq!(linus.counts(room).await, (0, 0));
    let reply = grace.replies_to_room(&root, "@room at four").await;
    let called = format!("{}, will you come?", mention(&linus));
    grace.replies_to_room(&root, &called).await;
    screen.catches_up().await;
    let state = &screen.state.rooms[&room];
    assert_eq!((state.unread(), state.mentions()), (2, 2));
    assert_eq!(linus.counts(room).await, (2, 2));
    // The reply that names him has made him follow the thread.
    assert_eq!(screen.state.unread_replies(), 1);

    // Without the mention of everyone, Linus has one mention left.
    grace.edits(&reply, "At four").await;
    screen.catches_up().await;
    let state = &screen.state.rooms[&room];
    assert_eq!((state.unread(), state.mentions()), (2, 1));
    assert_eq!(linus.counts(room).await, (2, 1));
    // Their author has read nothing in the room by that.
    ada.says(room, "Who is there?").await;
    grace.replies_to_room(&root, "I am").await;
    let mut at_grace = Screen::open(&grace, room).await;
    at_grace.catches_up().await;
    assert_eq!(
        at_grace.state.rooms[&room].unread(),
        grace.counts(room).await.0
    );
    assert_eq!(grace.counts(room).await.0, 2);
}

#[tokio::test]
async fn a_room_in_which_only_administrators_post_takes_replies_to_the_thread_alone() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let posting = json!({ "posting": "administrators" });
    assert!(ada.changes(room, &posting).await.is_success());
    let mut at_grace = grace.connect().await;
    let refused = at_grace
        .is_refused(frame::reply_to_room(&root, "For everyone"))
        .await;
    assert_eq!(refused, ErrorCode::Forbidden);
    at_grace.does(frame::reply(&root, "Yes")).await;
    ada.replies_to_room(&root, "At four").await;
    let history = grace.history(room).await;
    assert_eq!(bodies(&history), ["Tea?", "At four"]);
}

#[tokio::test]
async fn the_choice_means_nothing_without_a_thread_and_is_kept_until_a_scheduled_reply_is_sent() {
    let (_server, room, [ada]) = workspace().await;
    let mut at_ada = ada.connect().await;
    let mut plain = frame::send(room, "Tea?");
    plain["also_in_room"] = json!(true);
    at_ada.does(plain).await;
    let root = ada.history(room).await.remove(0);
    assert!(!root.also_in_room);

    let id = client_id();
    let form = json!({
        "client_id": id, "room": room, "body": "At four", "reply_to": root.id, "also_in_room": true,
        "at": soon(HOUR_MS),
    });
    assert_eq!(ada.tries_to_schedule(&form).await, 201);
    assert!(ada.scheduled().await[0].also_in_room);
    assert_eq!(ada.sends_now(id).await, 200);
    let history = ada.history(room).await;
    assert_eq!(bodies(&history), ["Tea?", "At four"]);
    assert!(history[1].also_in_room);
}
