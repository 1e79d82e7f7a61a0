//! The reducer: streams, history and windows.

mod changes;
mod reading;
mod threads;

use super::*;
use crate::fixtures::{
    ADA, EPOCH, EVERYONE, GRACE, MINE, ROOM, created, event, message, room, snapshot,
};
use protocol::{Conversation, Epoch, Message, MessageId, Reaction, Timestamp};
use uuid::Uuid;

fn state() -> State {
    State::new(snapshot(0))
}

#[track_caller]
fn apply(state: &mut State, stream: StreamId, events: impl IntoIterator<Item = Event>) {
    let events = events.into_iter().collect();
    state.apply(stream, events).expect("no gap");
}

fn page(seqs: impl IntoIterator<Item = u64>, seq: u64) -> MessagePage {
    let messages = seqs.into_iter().map(|seq| message(seq, GRACE)).collect();
    MessagePage {
        messages,
        epoch: EPOCH,
        seq,
        draft: None,
        cut: false,
    }
}

fn newest(limit: usize) -> PageRequest {
    PageRequest::Newest { limit }
}

fn older(before: u64, limit: usize) -> PageRequest {
    PageRequest::Older { before, limit }
}

fn around(seq: u64, limit: usize) -> PageRequest {
    PageRequest::Around { seq, limit }
}

fn id(seq: u64) -> MessageId {
    message(seq, GRACE).id
}

fn edited(seq: u64, message: u64, body: &str) -> Event {
    let edited = EventKind::MessageEdited {
        message: id(message),
        body: body.into(),
    };
    Event {
        at: Timestamp(seq as i64),
        ..event(seq, GRACE, edited)
    }
}

/// A message of the room is deleted by its author.
fn deleted(seq: u64, message_seq: u64, author: UserId) -> Event {
    let deleted = EventKind::MessageDeleted {
        message: id(message_seq),
        message_seq,
        author,
        reply_to: None,
        also_in_room: false,
        thread: None,
    };
    event(seq, author, deleted)
}

fn removed() -> EventKind {
    let (room, deleted) = (EVERYONE, false);
    EventKind::RoomRemoved { room, deleted }
}

fn held(state: &State) -> Vec<u64> {
    state.rooms[&EVERYONE]
        .timeline
        .messages()
        .map(|message| message.seq)
        .collect()
}

#[test]
fn repeated_events_change_nothing() {
    let mut state = state();
    apply(&mut state, ROOM, [created(1, GRACE), created(2, GRACE)]);
    let before = state.clone();
    apply(&mut state, ROOM, [created(1, GRACE), created(2, GRACE)]);
    assert_eq!(state, before);
    assert_eq!(state.unread(), 2);
}

#[test]
fn a_missing_event_is_a_gap_and_leaves_the_cursor_before_it() {
    let mut state = state();
    assert_eq!(
        state.apply(ROOM, vec![created(1, GRACE), created(3, GRACE)]),
        Err(Gap)
    );
    assert_eq!(state.cursors[&ROOM], 1);
    assert_eq!(held(&state), [1]);
}

#[test]
fn an_event_of_unknown_kind_moves_the_cursor() {
    let mut state = state();
    apply(
        &mut state,
        ROOM,
        [event(1, GRACE, EventKind::Unknown), created(2, GRACE)],
    );
    assert_eq!(state.cursors[&ROOM], 2);
}

#[test]
fn an_added_room_is_followed_from_its_head() {
    let mut state = state();
    apply(&mut state, MINE, [event(1, GRACE, removed())]);
    assert!(state.rooms.is_empty());
    state
        .apply(ROOM, vec![created(8, GRACE)])
        .expect("a stream not followed is passed over");
    apply(
        &mut state,
        MINE,
        [event(2, GRACE, EventKind::RoomAdded { room: room(7) })],
    );
    apply(&mut state, ROOM, [created(8, GRACE)]);
    assert_eq!(held(&state), [8]);
}

#[test]
fn history_joins_live_messages_without_a_gap() {
    let mut state = state();
    apply(&mut state, ROOM, (1..=5).map(|seq| created(seq, GRACE)));
    assert!(state.load(EVERYONE, page(2..=3, 3), newest(2)));
    assert_eq!(held(&state), [1, 2, 3, 4, 5]);
    assert!(state.rooms[&EVERYONE].timeline.older);
}

#[test]
fn a_newest_page_from_before_a_message_that_the_window_holds_is_stale() {
    let mut state = state();
    let events = (1..=3).map(|seq| created(seq, GRACE));
    apply(&mut state, ROOM, events);
    // The room was read when 4 existed, but the event of 4 arrives only now.
    state.load(EVERYONE, page(2..=4, 4), around(3, 4));
    apply(&mut state, ROOM, [created(4, GRACE)]);
    assert!(!state.load(EVERYONE, page(1..=3, 3), newest(4)));
    assert!(state.load(EVERYONE, page(1..=4, 4), newest(4)));
    let last = state.rooms[&EVERYONE].timeline.last();
    assert_eq!(last, Some(4));
}

#[test]
fn a_page_older_than_a_skipped_live_message_is_requested_again() {
    let mut state = state();
    assert!(state.load(EVERYONE, page(1..=4, 9), around(2, 4)));
    let more = (1..=10).map(|seq| created(seq, GRACE));
    apply(&mut state, ROOM, more);
    assert_eq!(
        held(&state),
        [1, 2, 3, 4],
        "a window on the past stays where it is"
    );
    assert!(!state.load(EVERYONE, page(5..=9, 9), newest(50)));
    assert!(state.load(EVERYONE, page(1..=10, 10), newest(50)));
    assert_eq!(held(&state).last(), Some(&10));
}

#[test]
fn a_repeated_older_page_is_added_once() {
    let mut state = state();
    state.load(EVERYONE, page(7..=9, 9), newest(3));
    let older = older(7, 3);
    state.load(EVERYONE, page(4..=6, 9), older);
    state.load(EVERYONE, page(1..=1, 9), older);
    assert_eq!(held(&state), [4, 5, 6, 7, 8, 9]);
}

#[test]
fn a_page_that_ends_early_for_its_long_texts_is_not_the_end() {
    let at_end = |load, seqs: std::ops::RangeInclusive<u64>, cut| {
        let mut state = state();
        state.load(EVERYONE, page(4..=6, 9), around(5, 2));
        let page = MessagePage {
            cut,
            ..page(seqs, 9)
        };
        assert!(state.load(EVERYONE, page, load));
        let timeline = &state.rooms[&EVERYONE].timeline;
        (timeline.older, timeline.newer)
    };
    let (before, after, seq, limit) = (4, 6, 5, 50);
    for cut in [true, false] {
        let older = at_end(PageRequest::Older { before, limit }, 2..=3, cut);
        assert_eq!(older, (cut, true));
        let newer = at_end(PageRequest::Newer { after, limit }, 7..=8, cut);
        assert_eq!(newer, (true, cut));
        assert_eq!(
            at_end(PageRequest::Newest { limit }, 8..=9, cut),
            (cut, false)
        );
        let around = at_end(PageRequest::Around { seq, limit }, 4..=6, cut);
        assert_eq!(around, (cut, cut));
    }
}

#[test]
fn members_older_than_the_snapshot_are_requested_again() {
    let mut state = State::new(snapshot(7));
    let epoch = state.epoch;
    let read_at = |epoch, seq| RoomMembers {
        id: EVERYONE,
        epoch,
        seq,
        members: vec![GRACE],
        description: Some("Everyone is here".into()),
    };
    assert!(!state.load_members(read_at(epoch, 6)));
    assert_eq!(state.rooms[&EVERYONE].members, None);
    state.load_members(read_at(Epoch(Uuid::from_u128(98)), 9));
    assert_eq!(state.rooms[&EVERYONE].members, None, "of another database");
    assert!(state.load_members(read_at(epoch, 7)));
    assert_eq!(state.rooms[&EVERYONE].members, Some(vec![GRACE]));
    let description = state.rooms[&EVERYONE].description.as_deref();
    assert_eq!(description, Some("Everyone is here"));
}
