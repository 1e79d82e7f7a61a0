//! Unread counts and drafts, which both the person's own stream and the rooms' streams change.

use super::*;
use crate::fixtures::{draft, moved};
use protocol::Draft;

#[test]
fn sending_a_message_marks_the_room_as_read() {
    let mut state = state();
    apply(
        &mut state,
        ROOM,
        [created(1, GRACE), created(2, ADA), created(3, GRACE)],
    );
    assert_eq!(state.unread(), 1);
    assert_eq!(state.rooms[&EVERYONE].read_seq, 2);
}

#[test]
fn unread_counts_agree_whichever_stream_arrives_first() {
    let messages = || (1..=4).map(|seq| created(seq, GRACE)).collect::<Vec<_>>();
    let mut room_first = state();
    apply(&mut room_first, ROOM, messages());
    apply(&mut room_first, MINE, [moved(1, 2, 1, 3)]);
    let mut user_first = state();
    apply(&mut user_first, MINE, [moved(1, 2, 1, 3)]);
    apply(&mut user_first, ROOM, messages());
    assert_eq!(room_first.unread(), 2);
    assert_eq!(user_first, room_first);
}

/// Applies two streams in every order in which their events can arrive. All orders must have the same result.
fn in_every_order(in_room: &[Event], mine: &[Event]) -> State {
    fn arrive(state: &State, in_room: &[Event], mine: &[Event], ends: &mut Vec<State>) {
        if in_room.is_empty() && mine.is_empty() {
            ends.push(state.clone());
        }
        for (stream, events) in [(ROOM, in_room), (MINE, mine)] {
            let Some((first, rest)) = events.split_first() else {
                continue;
            };
            let mut state = state.clone();
            state.apply(stream, vec![first.clone()]).expect("no gap");
            let (in_room, mine) = if stream == ROOM {
                (rest, mine)
            } else {
                (in_room, rest)
            };
            arrive(&state, in_room, mine, ends);
        }
    }
    let mut ends = Vec::new();
    arrive(&state(), in_room, mine, &mut ends);
    let first = ends.pop().expect("an order");
    for end in ends {
        assert_eq!(end.unread(), first.unread());
        assert_eq!(
            end.rooms[&EVERYONE].read_seq,
            first.rooms[&EVERYONE].read_seq
        );
    }
    first
}

#[test]
fn moves_forward_and_back_agree_in_every_order() {
    let in_room: Vec<_> = (1..=5).map(|seq| created(seq, GRACE)).collect();
    // Read up to 3 of 4; marked unread from 2 when 5 existed.
    let end = in_every_order(&in_room, &[moved(1, 3, 1, 4), moved(2, 1, 4, 5)]);
    assert_eq!((end.rooms[&EVERYONE].read_seq, end.unread()), (1, 4));
}

#[test]
fn sending_a_message_and_moving_the_read_position_agree_in_every_order() {
    let in_room = [
        created(1, GRACE),
        created(2, GRACE),
        created(3, ADA),
        created(4, GRACE),
    ];
    let before = [moved(1, 0, 2, 2)];
    assert_eq!(in_every_order(&in_room, &before).unread(), 1);
    // Marked unread directly after the person's own message.
    let just_after = [moved(1, 0, 2, 3)];
    assert_eq!(in_every_order(&in_room, &just_after).unread(), 3);
    // And again after the last.
    let after = [moved(1, 0, 2, 3), moved(2, 1, 2, 4)];
    let end = in_every_order(&in_room, &after);
    assert_eq!((end.rooms[&EVERYONE].read_seq, end.unread()), (1, 2));
}

#[test]
fn a_deleted_message_is_not_unread_in_any_order_of_events() {
    let in_room = [
        created(1, GRACE),
        created(2, GRACE),
        deleted(3, 1, GRACE),
        created(4, GRACE),
        deleted(5, 4, GRACE),
        deleted(6, 2, GRACE),
        created(7, GRACE),
    ];
    // (read_seq, unread, room_seq) as the server would count them.
    for (read_seq, unread, room_seq) in [
        (0, 2, 2),
        (1, 1, 2),
        (0, 1, 3),
        (1, 2, 4),
        (2, 1, 4),
        (0, 1, 5),
        (0, 0, 6),
        (0, 1, 7),
    ] {
        let end = in_every_order(&in_room, &[moved(1, read_seq, unread, room_seq)]);
        assert_eq!(end.unread(), 1, "read to {read_seq} at {room_seq}");
    }
}

#[test]
fn deleting_ones_own_message_does_not_change_the_count() {
    let mut state = state();
    let events = [created(1, ADA), created(2, GRACE), deleted(3, 1, ADA)];
    apply(&mut state, ROOM, events);
    assert_eq!(state.unread(), 1);
}

#[test]
fn a_message_that_the_log_shows_deleted_is_not_unread_either() {
    let mut state = state();
    let gone = Message {
        body: String::new(),
        deleted: true,
        ..message(1, GRACE)
    };
    let created = EventKind::MessageCreated { message: gone };
    apply(&mut state, ROOM, [event(1, GRACE, created)]);
    assert_eq!(state.unread(), 0);
    apply(&mut state, ROOM, [deleted(2, 1, GRACE)]);
    assert_eq!(state.unread(), 0);
}

#[test]
fn drafts_of_other_devices_arrive_and_disappear_with_the_room() {
    let changed = |seq, draft| event(seq, ADA, EventKind::DraftChanged { draft });
    let mut state = state();
    apply(&mut state, MINE, [changed(1, draft("Dear", 5))]);
    assert_eq!(state.draft(EVERYONE.into()), Some(&draft("Dear", 5)));
    apply(&mut state, MINE, [changed(2, draft("", 6))]);
    let emptied = draft("", 6);
    assert_eq!(
        state.draft(EVERYONE.into()),
        Some(&emptied),
        "its time is known"
    );
    let thread = Some(MessageId(Uuid::from_u128(5)));
    let reply = Draft {
        thread,
        ..draft("Yes", 7)
    };
    let room = EVERYONE;
    apply(&mut state, MINE, [changed(3, reply.clone())]);
    assert_eq!(state.draft(Conversation { room, thread }), Some(&reply));
    assert_eq!(state.draft(EVERYONE.into()), Some(&emptied));
    let removed = removed();
    apply(&mut state, MINE, [event(4, GRACE, removed)]);
    assert!(state.drafts.is_empty());
}

#[test]
fn a_page_brings_its_draft_unless_a_later_one_is_known() {
    let mut state = state();
    let at = EVERYONE.into();
    assert!(!state.is_draft_known(at));
    let brings = |draft| MessagePage {
        draft: Some(draft),
        ..page(1..=1, 1)
    };
    let newest = newest(5);
    assert!(state.load(EVERYONE, brings(draft("Dear", 5)), newest));
    assert_eq!(state.draft(at), Some(&draft("Dear", 5)));
    let changed = EventKind::DraftChanged {
        draft: draft("Dear Grace", 7),
    };
    apply(&mut state, MINE, [event(1, ADA, changed)]);
    // A page that was read before that.
    assert!(state.load(EVERYONE, brings(draft("Dear Gr", 6)), newest));
    assert_eq!(state.draft(at), Some(&draft("Dear Grace", 7)));
    assert!(state.load(EVERYONE, brings(draft("", 8)), newest));
    assert_eq!(state.draft(at), Some(&draft("", 8)));
}

#[test]
fn a_draft_that_the_server_dropped_is_removed() {
    let mut state = state();
    let changed = EventKind::DraftChanged {
        draft: draft("Dear", 5),
    };
    let dropped = EventKind::DraftDropped {
        room: EVERYONE,
        thread: None,
    };
    let events = [
        event(1, ADA, changed),
        event(2, ADA, EventKind::Superseded),
        event(3, ADA, dropped),
    ];
    apply(&mut state, MINE, events);
    assert_eq!(state.draft(EVERYONE.into()), None);
    assert_eq!(state.cursors[&MINE], 3);
}
