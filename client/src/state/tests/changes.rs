//! Edits, deletions and reactions, combined with pages of history and of the log read at every moment.

mod story;

use super::*;
use crate::fixtures::LINUS;
use story::{END, FIRST, history, log, log_page, messages, present};

#[test]
fn the_story_ends_in_the_expected_state() {
    let end = messages(&present(END));
    let reaction = |emoji: &str, users: &[UserId]| Reaction {
        emoji: emoji.into(),
        users: users.into(),
    };
    assert_eq!(end[0].body, "Third thoughts");
    assert_eq!(end[0].edited_at, Some(Timestamp(12)));
    assert_eq!(
        end[0].reactions,
        [reaction("🎉", &[ADA, LINUS]), reaction("👍", &[GRACE])]
    );
    assert_eq!((end[0].previews.len(), end[0].pinned), (1, true));
    assert!(end[2].deleted && end[2].previews.is_empty());
    assert!(end[1].deleted && end[1].body.is_empty() && end[1].reactions.is_empty());
}

#[test]
fn a_client_that_was_away_sees_the_same_as_one_that_stayed() {
    for left in 0..END {
        for (back, pages) in [(END, 1), (END, 4)] {
            let mut state = present(left);
            let mut cursor = left;
            while cursor < back {
                let events = log_page(cursor, back, (back as usize).div_ceil(pages));
                cursor += events.len() as u64;
                apply(&mut state, ROOM, events);
            }
            assert_eq!(messages(&state), messages(&present(END)), "left at {left}");
            assert_eq!(state.unread(), present(END).unread(), "left at {left}");
        }
    }
}

#[test]
fn the_log_read_in_pages_during_changes_has_the_same_result() {
    // Each page is read at a different moment, and so has different texts.
    for left in 0..END {
        for first in left..END {
            let mut state = present(left);
            for now in [first, END] {
                let after = state.cursors[&ROOM];
                apply(&mut state, ROOM, log(after, now));
                assert_eq!(
                    messages(&state),
                    messages(&present(now)),
                    "left at {left}, back at {first}, now at {now}"
                );
            }
        }
    }
}

#[test]
fn a_page_of_history_from_any_moment_converges_or_is_requested_again() {
    for cursor in 0..=END {
        for read in 0..=END {
            for load in [newest(50), around(FIRST, 50)] {
                let at = format!("{load:?} read at {read}, client at {cursor}");
                // A client that started with an empty room at 0; its window holds the messages since.
                let mut held = present(cursor);
                if !held.load(EVERYONE, history(read), load) {
                    assert!(read < cursor, "{at}: only what is stale is refused");
                    assert!(held.load(EVERYONE, history(cursor), load), "{at}: again");
                }
                apply(&mut held, ROOM, log(cursor, END));
                ends_well(&mut held, &at);

                // A client whose snapshot was made at the cursor: its window is empty.
                let mut empty = started_at(cursor);
                if !empty.load(EVERYONE, history(read), load) {
                    assert!(read < cursor, "{at}: only what is stale is refused");
                    assert!(empty.load(EVERYONE, history(cursor), load), "{at}: again");
                }
                apply(&mut empty, ROOM, log(cursor, END));
                ends_well(&mut empty, &at);
            }
        }
    }
}

/// Loads the messages after the window, as scrolling down does, and compares them.
fn ends_well(state: &mut State, at: &str) {
    let timeline = &state.rooms[&EVERYONE].timeline;
    if timeline.newer {
        let load = newest(50);
        assert!(state.load(EVERYONE, history(END), load), "{at}: scrolled");
    }
    assert_eq!(messages(state), messages(&present(END)), "{at}");
}

fn started_at(seq: u64) -> State {
    State::new(snapshot(seq))
}

#[test]
fn a_change_to_a_message_beyond_the_window_makes_older_pages_stale() {
    let mut state = started_at(4);
    assert!(state.load(
        EVERYONE,
        MessagePage {
            messages: vec![message(4, GRACE)],
            ..page([], 4)
        },
        newest(1)
    ));
    let edit = edited(5, 3, "Edited while its page was on its way");
    apply(&mut state, ROOM, [edit]);
    let older = older(4, 2);
    assert!(!state.load(EVERYONE, page(2..=3, 4), older));
    assert!(state.load(EVERYONE, page(2..=3, 5), older));
    assert_eq!(held(&state), [2, 3, 4]);
}

#[test]
fn a_change_to_a_message_that_the_window_holds_makes_no_page_stale() {
    let mut state = started_at(4);
    state.load(EVERYONE, page(3..=4, 4), newest(2));
    let edit = edited(5, 4, "Edited in sight");
    apply(&mut state, ROOM, [edit]);
    let older = older(3, 2);
    assert!(state.load(EVERYONE, page(1..=2, 4), older));
    assert_eq!(held(&state), [1, 2, 3, 4]);
}

#[test]
fn dropped_messages_do_not_come_back_in_an_older_version() {
    let mut state = started_at(9);
    state.load(EVERYONE, page(1..=4, 9), around(1, 4));
    apply(
        &mut state,
        ROOM,
        [edited(10, 2, "Edited, then out of sight")],
    );
    state.load(EVERYONE, page(7..=9, 10), around(9, 6));
    assert_eq!(held(&state), [7, 8, 9]);
    let back = around(2, 4);
    assert!(!state.load(EVERYONE, page(1..=4, 9), back));
    assert!(state.load(EVERYONE, page(1..=4, 10), back));
}

#[test]
fn an_acknowledged_message_is_replaced_by_its_event_or_a_page() {
    let acked = Message {
        body: "As it was sent".into(),
        ..message(1, ADA)
    };
    let stored = Message {
        body: "As it was edited since".into(),
        ..message(1, ADA)
    };
    let created = EventKind::MessageCreated {
        message: stored.clone(),
    };
    let created = event(1, ADA, created);

    // The event has more than the ack.
    let mut state = state();
    let timeline = |state: &mut State, message| {
        let room = state.rooms.get_mut(&EVERYONE).expect("the room");
        room.timeline.acknowledged(message);
    };
    timeline(&mut state, acked.clone());
    assert_eq!(messages(&state), std::slice::from_ref(&acked));
    apply(&mut state, ROOM, [created.clone()]);
    assert_eq!(messages(&state), std::slice::from_ref(&stored));

    // So does a page, whichever of them arrives first.
    for page_first in [true, false] {
        let mut state = super::state();
        let page = MessagePage {
            messages: vec![stored.clone()],
            ..page([], 2)
        };
        if page_first {
            state.load(EVERYONE, page.clone(), newest(5));
        }
        timeline(&mut state, acked.clone());
        if !page_first {
            state.load(EVERYONE, page, newest(5));
        }
        assert_eq!(messages(&state), std::slice::from_ref(&stored));
    }
}

#[test]
fn a_room_that_was_deleted_is_gone_and_known_to_be_deleted() {
    let mut state = state();
    let deleted = true;
    let room = EVERYONE;
    let removed = EventKind::RoomRemoved { room, deleted };
    apply(&mut state, MINE, [event(1, GRACE, removed)]);
    assert!(state.rooms.is_empty());
    assert_eq!(state.deleted, [EVERYONE]);
}

#[test]
fn a_room_is_hidden_until_the_server_says_otherwise() {
    let mut state = state();
    for (seq, hidden) in [(1, true), (2, false)] {
        let room = EVERYONE;
        let changed = EventKind::HiddenChanged { room, hidden };
        apply(&mut state, MINE, [event(seq, ADA, changed)]);
        assert_eq!(state.rooms[&EVERYONE].hidden, hidden);
    }
}
