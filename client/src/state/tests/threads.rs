//! Replies: their effect on the room, the open thread and the unread counts.

use super::*;
use protocol::{Follow, FollowState, Thread};

const ROOT: u64 = 1;

fn thread(replies: u64, last_seq: u64) -> Thread {
    Thread {
        replies,
        people: vec![GRACE],
        last_at: Timestamp(0),
        last_seq,
    }
}

/// A reply to the root, as its event brings it.
fn reply(seq: u64, author: UserId, replies: u64) -> Message {
    Message {
        reply_to: Some(id(ROOT)),
        thread: Some(thread(replies, seq)),
        ..message(seq, author)
    }
}

fn replied(seq: u64, author: UserId, replies: u64) -> Event {
    let message = reply(seq, author, replies);
    event(seq, author, EventKind::MessageCreated { message })
}

fn reply_deleted(seq: u64, message: u64, left: Option<Thread>) -> Event {
    let deleted = EventKind::MessageDeleted {
        message: id(message),
        message_seq: message,
        author: GRACE,
        reply_to: Some(id(ROOT)),
        also_in_room: false,
        thread: left,
    };
    event(seq, GRACE, deleted)
}

/// A reply to the root that is also sent to the room.
fn also_replied(seq: u64, author: UserId, replies: u64) -> Event {
    let message = Message {
        also_in_room: true,
        ..reply(seq, author, replies)
    };
    event(seq, author, EventKind::MessageCreated { message })
}

fn follow(read_seq: u64, unread: u64) -> Follow {
    Follow {
        thread: id(ROOT),
        room: EVERYONE,
        following: true,
        read_seq,
        unread,
    }
}

fn told(seq: u64, follow: Follow) -> Event {
    event(seq, GRACE, EventKind::ThreadChanged { follow })
}

fn root(state: &State) -> &Message {
    let mut messages = state.rooms[&EVERYONE].timeline.messages();
    messages.next().expect("the root")
}

fn conversation() -> Conversation {
    Conversation {
        room: EVERYONE,
        thread: Some(id(ROOT)),
    }
}

fn in_thread(state: &State) -> Vec<u64> {
    let timeline = state.timeline(conversation()).expect("an open thread");
    timeline.messages().map(|message| message.seq).collect()
}

#[test]
fn a_reply_updates_its_root_and_is_not_in_the_room() {
    let mut state = state();
    let events = [created(ROOT, ADA), replied(2, GRACE, 1), created(3, GRACE)];
    apply(&mut state, ROOM, events);
    assert_eq!(held(&state), [ROOT, 3]);
    assert_eq!(root(&state).thread, Some(thread(1, 2)));
    // It is not unread there either, and the person's own reply does not mark the room as read.
    assert_eq!(state.unread(), 1);
    apply(&mut state, ROOM, [replied(4, ADA, 2)]);
    assert_eq!(state.unread(), 1);
}

#[test]
fn a_reply_to_the_room_too_is_in_both_windows_and_changes_in_both() {
    let mut state = state();
    let first = [created(ROOT, ADA), replied(2, GRACE, 1)];
    apply(&mut state, ROOM, first);
    state.open_thread(EVERYONE, id(ROOT));
    apply(
        &mut state,
        ROOM,
        [also_replied(3, GRACE, 2), created(4, GRACE)],
    );
    assert_eq!(held(&state), [ROOT, 3, 4]);
    assert_eq!(in_thread(&state), [ROOT, 3]);
    assert_eq!(root(&state).thread, Some(thread(2, 3)));
    assert_eq!(state.unread(), 2);

    let deleted = EventKind::MessageDeleted {
        message: id(3),
        message_seq: 3,
        author: GRACE,
        reply_to: Some(id(ROOT)),
        also_in_room: true,
        thread: Some(thread(1, 2)),
    };
    let changes = [edited(5, 3, "Better"), event(6, GRACE, deleted)];
    apply(&mut state, ROOM, changes);
    let room = state.rooms[&EVERYONE].timeline.messages().nth(1);
    let in_thread = state.timeline(conversation()).expect("open").messages();
    assert!(room.is_some_and(|reply| reply.deleted && reply.thread.is_none()));
    assert_eq!(in_thread.last(), room);
    assert_eq!(state.unread(), 1);
}

#[test]
fn a_persons_own_reply_to_the_room_too_marks_nothing_as_read() {
    let mut state = state();
    let events = [
        created(ROOT, GRACE),
        also_replied(2, ADA, 1),
        created(3, GRACE),
    ];
    apply(&mut state, ROOM, events);
    assert_eq!(state.unread(), 2);
}

#[test]
fn a_page_of_the_room_that_begins_with_a_reply_keeps_the_live_messages() {
    let mut state = state();
    apply(&mut state, ROOM, (1..=6).map(|seq| created(seq, GRACE)));
    let newest_two = MessagePage {
        messages: vec![
            Message {
                also_in_room: true,
                thread: None,
                ..reply(7, GRACE, 1)
            },
            message(8, GRACE),
        ],
        ..page([], 8)
    };
    assert!(state.load(EVERYONE, newest_two, newest(2)));
    let seqs = held(&state);
    assert!(seqs.ends_with(&[4, 5, 6, 7, 8]), "{seqs:?}");
}

#[test]
fn a_deleted_reply_does_not_change_the_rooms_unread_count() {
    let mut state = State::new(Snapshot {
        rooms: vec![Room {
            read_seq: 1,
            unread: 2,
            ..room(4)
        }],
        ..snapshot(4)
    });
    let deleted = reply_deleted(5, 3, None);
    apply(&mut state, ROOM, [deleted]);
    assert_eq!(state.unread(), 2);
}

#[test]
fn the_replies_of_a_deleted_root_are_still_counted() {
    let mut state = state();
    let events = [
        created(ROOT, GRACE),
        replied(2, GRACE, 1),
        replied(3, GRACE, 2),
        deleted(4, ROOT, GRACE),
        reply_deleted(5, 3, Some(thread(1, 2))),
    ];
    apply(&mut state, ROOM, events);
    assert_eq!(root(&state).thread, Some(thread(1, 2)));
    let last = reply_deleted(6, 2, None);
    apply(&mut state, ROOM, [last]);
    assert_eq!(root(&state).thread, None);
}

#[test]
fn an_open_thread_shows_its_root_at_once_and_its_replies_as_they_come() {
    let mut state = state();
    let events = [created(ROOT, ADA), replied(2, GRACE, 1)];
    apply(&mut state, ROOM, events);
    state.open_thread(EVERYONE, id(ROOT));
    assert_eq!(in_thread(&state), [ROOT]);
    let old = MessagePage {
        messages: vec![message(ROOT, ADA)],
        ..page([], 1)
    };
    assert!(!state.load(conversation(), old, newest(50)));
    let fresh = MessagePage {
        messages: vec![message(ROOT, ADA), reply(2, GRACE, 1)],
        ..page([], 2)
    };
    assert!(state.load(conversation(), fresh, newest(50)));
    let events = [replied(3, ADA, 2), created(4, GRACE)];
    apply(&mut state, ROOM, events);
    assert_eq!(in_thread(&state), [ROOT, 2, 3]);
    assert_eq!(held(&state), [ROOT, 4]);
}

#[test]
fn a_thread_that_was_opened_between_the_roots_ack_and_its_event_shows_what_the_server_stored() {
    let mut state = state();
    let local = Message {
        at: Timestamp(1),
        ..message(ROOT, ADA)
    };
    let room = state.rooms.get_mut(&EVERYONE).expect("the room");
    room.timeline.acknowledged(local);
    state.open_thread(EVERYONE, id(ROOT));
    apply(&mut state, ROOM, [created(ROOT, ADA), replied(2, GRACE, 1)]);
    let timeline = state.timeline(conversation()).expect("an open thread");
    let times: Vec<Timestamp> = timeline.messages().map(|message| message.at).collect();
    assert_eq!(times, [message(ROOT, ADA).at, message(2, GRACE).at]);
}

#[test]
fn the_root_of_a_long_thread_is_added_once_no_replies_are_missing() {
    let mut state = state();
    let events = [created(ROOT, ADA), replied(2, GRACE, 1), replied(3, ADA, 2)];
    apply(&mut state, ROOM, events);
    state.open_thread(EVERYONE, id(ROOT));
    let last = MessagePage {
        messages: vec![reply(3, ADA, 2)],
        ..page([], 3)
    };
    assert!(state.load(conversation(), last, newest(1)));
    assert_eq!(in_thread(&state), [3]);
    let rest = MessagePage {
        messages: vec![message(ROOT, ADA), reply(2, GRACE, 1)],
        ..page([], 3)
    };
    assert!(state.load(conversation(), rest, older(3, 3)));
    assert_eq!(in_thread(&state), [ROOT, 2, 3]);
}

#[test]
fn a_message_in_two_windows_changes_in_both() {
    let mut state = state();
    apply(&mut state, ROOM, [created(ROOT, ADA)]);
    state.open_thread(EVERYONE, id(ROOT));
    apply(&mut state, ROOM, [edited(2, ROOT, "Second thoughts")]);
    let room = &state.rooms[&EVERYONE];
    let thread = &room.thread.as_ref().expect("open").timeline;
    for timeline in [&room.timeline, thread] {
        let bodies: Vec<_> = timeline.messages().map(|it| it.body.as_str()).collect();
        assert_eq!(bodies, ["Second thoughts"]);
    }
}

#[test]
fn unread_replies_are_counted_by_the_persons_own_stream() {
    let mut state = State::new(Snapshot {
        threads: vec![follow(1, 2)],
        ..snapshot(0)
    });
    assert_eq!(state.unread_replies(), 2);
    apply(&mut state, MINE, [told(1, follow(1, 3))]);
    assert_eq!(state.unread_replies(), 3);
    apply(&mut state, MINE, [told(2, follow(4, 0))]);
    assert_eq!(state.unread_replies(), 0);
    assert_eq!(state.unread(), 0);
    let gone = removed();
    apply(&mut state, MINE, [event(3, ADA, gone)]);
    assert!(!state.follows[0].following);
}

#[test]
fn thread_state_older_than_an_event_is_requested_again() {
    let mut state = state();
    apply(&mut state, MINE, [told(1, follow(1, 3))]);
    let asked = |seq, unread| FollowState {
        follow: follow(1, unread),
        epoch: EPOCH,
        seq,
    };
    assert!(!state.load_follow(asked(0, 2)));
    assert_eq!(state.unread_in(id(ROOT)), 3);
    assert!(state.load_follow(asked(1, 3)));
    assert!(state.load_follow(asked(2, 4)));
    assert_eq!(state.unread_in(id(ROOT)), 4);
}
