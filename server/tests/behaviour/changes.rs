//! Edits, deletions and reactions together: people who were away see the same as those who stayed.

use crate::support::{Screen, TestPerson, TestServer, frame};
use protocol::{Message, RoomId, StreamId};

/// Everything that can happen to messages, in 60 events and more: on those that were there before and on new ones.
async fn a_lively_hour(
    ada: &TestPerson,
    grace: &TestPerson,
    linus: &TestPerson,
    room: RoomId,
) -> u64 {
    let old = ada.history(room).await;
    let (mut at_ada, mut at_grace, mut at_linus) = (
        ada.connect().await,
        grace.connect().await,
        linus.connect().await,
    );
    let react = |message: &Message, emoji: &str, on: bool| frame::react(message.id, emoji, on);
    let mut last = 0;
    for round in 0..6 {
        let new = grace.says(room, &format!("New {round}")).await;
        let gone = grace.says(room, &format!("Secret {round}")).await;
        let old = &old[round];
        at_linus.does(react(old, "👍", true)).await;
        at_grace.does(react(old, "🎉", true)).await;
        at_ada.does(react(old, "👍", true)).await;
        at_ada.does(react(&gone, "🎉", true)).await;
        let edit = frame::edit(old.id, format!("Edited {round}"));
        at_ada.does(edit).await;
        at_linus.does(react(old, "👍", false)).await;
        let edit = frame::edit(new.id, format!("Newer {round}"));
        at_grace.does(edit).await;
        let delete = frame::delete(gone.id);
        at_grace.does(delete).await;
        at_linus.does(react(&new, "👀", true)).await;
        last = at_linus
            .does(react(old, "👍", true))
            .await
            .expect("an event");
    }
    let delete = frame::delete(old[7].id);
    last.max(at_ada.does(delete).await.expect("an event"))
}

#[tokio::test]
async fn a_client_away_for_60_events_sees_the_same_as_a_live_one() {
    let server = TestServer::start_with(|_, tuning| tuning.page_events = 7).await;
    let (room, [ada, grace, linus]) = server.people().await;
    let stream = StreamId::Room(room);
    for number in 0..10 {
        ada.says(room, &format!("Old {number}")).await;
    }
    let [mut stayed, mut away] = Screen::live_and_away(&grace, room).await;

    let last = a_lively_hour(&ada, &grace, &linus, room).await;
    let live_frames = stayed.follows(stream, last).await;
    away.comes_back().await;
    let pages = away.follows(stream, last).await;

    assert!(live_frames > 30 && pages > 8, "{live_frames} and {pages}");
    let history = grace.history(room).await;
    assert_eq!(stayed.messages(room), history);
    assert_eq!(away.messages(room), history);
    assert_eq!(away.state.unread(), stayed.state.unread());
    let unread = grace.rooms().await[0].unread;
    assert_eq!(stayed.state.unread(), unread);
    let new = Screen::open(&grace, room).await;
    assert_eq!(new.messages(room), history);
    assert_eq!(new.state.unread(), unread);
}

#[tokio::test]
async fn history_loaded_before_the_log_has_caught_up_shows_the_same() {
    let server = TestServer::start_with(|_, tuning| tuning.page_events = 7).await;
    let (room, [ada, grace, linus]) = server.people().await;
    for number in 0..10 {
        ada.says(room, &format!("Old {number}")).await;
    }
    let mut away = Screen::open(&grace, room).await;
    away.goes_away();
    let last = a_lively_hour(&ada, &grace, &linus, room).await;

    // Scrolling before the socket reconnects: the page is far ahead of the cursor.
    let path = format!("/api/rooms/{room}/messages?around=8&limit=50");
    let page = grace.get_as(&path).await;
    let load = client::state::PageRequest::Around { seq: 8, limit: 50 };
    assert!(away.state.load(room, page, load));
    away.comes_back().await;
    away.follows(StreamId::Room(room), last).await;
    assert_eq!(away.messages(room), grace.history(room).await);
}
