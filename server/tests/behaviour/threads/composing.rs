//! Drafts, files and typing in threads.

use super::*;
use crate::support::{Screen, frame, workspace};
use protocol::{Draft, ErrorCode, Message, ServerFrame, Signal, StreamId, Timestamp};
use serde_json::json;

fn draft(root: &Message, body: &str, edited_at: i64) -> Draft {
    Draft {
        room: root.room,
        thread: Some(root.id),
        body: body.into(),
        edited_at: Timestamp(edited_at),
    }
}

#[tokio::test]
async fn files_in_a_reply_show_the_same_live_after_catching_up_and_on_a_new_page() {
    let (_server, room, [ada, grace]) = workspace().await;
    let root = ada.says(room, "Tea?").await;
    let [mut live, mut away] = live_and_away_in_thread(&grace, &root).await;

    let notes = ada.uploads(room, "notes.txt", "Milk first").await;
    let mut said = frame::reply(&root, "");
    said["attachments"] = json!([notes.id]);
    let mut at_ada = ada.connect().await;
    let seq = at_ada.changes(said.clone()).await;
    // Sent again, it is the same reply.
    assert_eq!(at_ada.does(said).await, Some(seq));

    away.comes_back().await;
    let mut anew = Screen::open(&grace, room).await;
    anew.opens(&grace, &root).await;
    for screen in [&mut live, &mut away, &mut anew] {
        screen.follows(StreamId::Room(room), seq).await;
        let shown = screen.thread(&root);
        assert_eq!(shown, grace.thread(&root).await);
        assert_eq!(shown[1].attachments, std::slice::from_ref(&notes));
        assert_eq!(screen.messages(room), grace.history(room).await);
        assert_eq!(screen.messages(room).len(), 1);
    }
    assert_eq!(grace.opens(&notes).await.status(), 200);
    let reply = grace.thread(&root).await.remove(1);
    let seq = at_ada
        .does(frame::delete(reply.id))
        .await
        .expect("an event");
    live.follows(StreamId::Room(room), seq).await;
    assert_eq!(live.thread(&root), grace.thread(&root).await);
    assert!(live.thread(&root)[1].attachments.is_empty());
    assert_eq!(grace.opens(&notes).await.status(), 404);
}

#[tokio::test]
async fn a_draft_of_a_reply_is_the_same_live_after_catching_up_and_with_its_thread() {
    let (_server, room, [ada]) = workspace().await;
    let (tea, cake) = (ada.says(room, "Tea?").await, ada.says(room, "Cake?").await);
    let [mut live, mut away] = Screen::live_and_away(&ada, room).await;
    let of_room = Draft {
        thread: None,
        ..draft(&tea, "To everyone", 1_000)
    };
    let drafts = [draft(&tea, "Yes, pl", 1_000), draft(&cake, "No", 900)];
    let mut at_ada = ada.connect().await;
    for draft in [&of_room, &drafts[0], &drafts[1]] {
        at_ada.changes(frame::draft(draft)).await;
    }
    // The later edit stays, each in its place.
    let older = frame::draft(&draft(&tea, "Yes", 950));
    assert_eq!(at_ada.does(older).await, None);
    let newer = draft(&tea, "Yes, please", 1_100);
    let last = at_ada.changes(frame::draft(&newer)).await;

    away.comes_back().await;
    let mut anew = Screen::open(&ada, room).await;
    for screen in [&mut live, &mut away, &mut anew] {
        screen.follows(StreamId::User(ada.user.id), last).await;
        for (root, draft) in [(&tea, &newer), (&cake, &drafts[1])] {
            screen.opens(&ada, root).await;
            assert_eq!(screen.state.draft(at(root)), Some(draft));
        }
        assert_eq!(screen.state.draft(room.into()), Some(&of_room));
    }
}

#[tokio::test]
async fn a_draft_of_a_reply_belongs_to_a_thread_of_the_room_and_ends_with_the_membership() {
    let (_server, room, [ada, grace]) = workspace().await;
    let closed = ada.closed_room("Plans").await;
    let (root, hidden) = (ada.says(room, "Tea?").await, ada.says(closed, "Cake").await);
    let reply = ada.replies(&root, "Yes").await;
    let mut at_grace = grace.connect().await;
    let elsewhere = Draft {
        room,
        ..draft(&hidden, "Oh", 1_000)
    };
    for draft in [
        elsewhere,
        draft(&hidden, "Oh", 1_000),
        draft(&reply, "Oh", 1_000),
    ] {
        let refused = at_grace.is_refused(frame::draft(&draft)).await;
        assert_eq!(refused, ErrorCode::NotFound);
    }
    ada.add(closed, &grace).await;
    at_grace
        .does(frame::draft(&draft(&hidden, "Mine", 1_000)))
        .await;
    ada.remove(closed, &grace).await;
    ada.add(closed, &grace).await;
    let fresh = Screen::open(&grace, closed).await;
    assert_eq!(fresh.state.draft(at(&hidden)), None);
}

#[tokio::test]
async fn the_page_of_a_thread_contains_an_emptied_draft() {
    let (_server, room, [ada]) = workspace().await;
    let (tea, cake) = (ada.says(room, "Tea?").await, ada.says(room, "Cake?").await);
    let now = tea.at.millis();
    let mut at_ada = ada.connect().await;
    at_ada.does(frame::draft(&draft(&tea, "", now))).await;
    at_ada.does(frame::draft(&draft(&cake, "", 1_000))).await;
    let mut fresh = Screen::open(&ada, room).await;
    for (root, at_time) in [(&tea, now), (&cake, 1_000)] {
        assert_eq!(fresh.state.draft(at(root)), None);
        fresh.opens(&ada, root).await;
        assert_eq!(fresh.state.draft(at(root)), Some(&draft(root, "", at_time)));
    }
    // An older draft does not come back.
    let late = frame::draft(&draft(&cake, "No", 900));
    assert_eq!(at_ada.does(late).await, None);
}

#[tokio::test]
async fn typing_in_a_thread_shows_to_the_room_members_with_its_root() {
    let (_server, room, [ada, grace]) = workspace().await;
    let closed = ada.closed_room("Plans").await;
    let (root, hidden) = (ada.says(room, "Tea?").await, ada.says(closed, "Cake").await);
    let (mut at_ada, mut at_grace) = (ada.connect().await, grace.connect().await);
    for root in [&hidden, &root] {
        let mut typing = frame::typing(root.room);
        typing["thread"] = json!(root.id);
        at_ada.say(&typing).await;
    }
    // Grace hears nothing of the closed room.
    let heard = at_grace.hears().await;
    let signal = Signal::Typing {
        room: root.room,
        thread: Some(root.id),
        user: ada.user.id,
    };
    assert_eq!(heard, ServerFrame::Signal(signal));
}
