//! Edits, deletions and reactions, met by pages of history and of the log at every moment.

use super::*;
use crate::fixtures::LINUS;
use protocol::Preview;

/// The seqs of the two messages that the story is about.
const FIRST: u64 = 1;
const SECOND: u64 = 2;

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

fn reacted(seq: u64, message: u64, user: UserId, emoji: &str, on: bool) -> Event {
    let changed = EventKind::ReactionChanged {
        message: id(message),
        user,
        emoji: emoji.into(),
        on,
    };
    event(seq, user, changed)
}

fn previewed(seq: u64, message: u64, titles: &[&str]) -> Event {
    let preview = |title: &&str| Preview {
        title: (*title).to_owned(),
        ..Preview::default()
    };
    let changed = EventKind::PreviewChanged {
        message: id(message),
        previews: titles.iter().map(preview).collect(),
    };
    event(seq, GRACE, changed)
}

fn pinned(seq: u64, message: u64, on: bool) -> Event {
    let message = id(message);
    event(seq, GRACE, EventKind::PinChanged { message, on })
}

fn deleted(seq: u64, message: u64) -> Event {
    let deleted = EventKind::MessageDeleted {
        message: id(message),
        message_seq: message,
        author: GRACE,
        reply_to: None,
        thread: None,
    };
    event(seq, GRACE, deleted)
}

/// What happened, in the order in which it did. Reactions come, go and come again, so that their order is put to the
/// test as well.
fn story() -> Vec<Event> {
    vec![
        created(FIRST, GRACE),
        created(SECOND, GRACE),
        reacted(3, FIRST, ADA, "🎉", true),
        reacted(4, FIRST, LINUS, "🎉", true),
        edited(5, FIRST, "Second thoughts"),
        reacted(6, SECOND, LINUS, "👍", true),
        reacted(7, FIRST, ADA, "🎉", false),
        reacted(8, FIRST, GRACE, "👍", true),
        reacted(9, FIRST, ADA, "🎉", true),
        reacted(10, FIRST, LINUS, "🎉", false),
        edited(11, SECOND, "Never mind"),
        edited(12, FIRST, "Third thoughts"),
        deleted(13, SECOND),
        reacted(14, FIRST, LINUS, "🎉", true),
        created(15, GRACE),
        previewed(16, FIRST, &["Engine", "Notes"]),
        pinned(17, FIRST, true),
        pinned(18, 15, true),
        previewed(19, 15, &["Engine"]),
        pinned(20, 15, false),
        deleted(21, 15),
        previewed(22, FIRST, &["Notes"]),
    ]
}

/// The room as the server has it after the event `now`: a client that was there all along.
fn present(now: u64) -> State {
    let mut state = state();
    let events = story().into_iter().filter(|event| event.seq <= now);
    apply(&mut state, ROOM, events);
    state
}

fn messages(state: &State) -> Vec<Message> {
    let timeline = &state.rooms[&EVERYONE].timeline;
    timeline.messages().cloned().collect()
}

/// A page of the room's history read after the event `now`.
fn history(now: u64) -> MessagePage {
    MessagePage {
        messages: messages(&present(now)),
        ..page([], now)
    }
}

/// What is left of the log after the event `after`, read after the event `now`.
fn log(after: u64, now: u64) -> Vec<Event> {
    log_page(after, now, usize::MAX)
}

/// A page of the log as it is read after the event `now`: with the texts of then, each of them once, and no reactions but
/// in their own events.
fn log_page(after: u64, now: u64, limit: usize) -> Vec<Event> {
    let texts = messages(&present(now));
    let text = |id| texts.iter().find(|message| message.id == id).expect("it");
    let mut events = story();
    events.retain(|event| event.seq <= now);
    let all = events.clone();
    events.retain(|event| event.seq > after);
    events.truncate(limit);
    let page = events.clone();
    for event in &mut events {
        let (seq, kind) = (event.seq, event.kind.clone());
        let follows = |events: &[Event]| {
            let mut later = events.iter().filter(|later| later.seq > seq);
            later.any(|later| match (&kind, &later.kind) {
                (
                    EventKind::MessageCreated { message },
                    EventKind::MessageEdited {
                        message: edited, ..
                    },
                ) => message.id == *edited,
                (
                    EventKind::MessageEdited { message, .. },
                    EventKind::MessageEdited { message: later, .. },
                )
                | (
                    EventKind::PreviewChanged { message, .. },
                    EventKind::PreviewChanged { message: later, .. },
                ) => message == later,
                _ => false,
            })
        };
        match &mut event.kind {
            EventKind::MessageCreated { message } => {
                *message = text(message.id).clone();
                message.reactions.clear();
                message.previews.clear();
                message.pinned = false;
                if follows(&page) {
                    message.body.clear();
                }
            }
            EventKind::PreviewChanged { .. } if follows(&page) => {
                event.kind = EventKind::Superseded;
            }
            EventKind::PreviewChanged { message, previews } => {
                previews.clone_from(&text(*message).previews);
            }
            EventKind::MessageEdited { .. } if follows(&all) => event.kind = EventKind::Superseded,
            EventKind::MessageEdited { message, body } => body.clone_from(&text(*message).body),
            _ => {}
        }
    }
    events
}

const END: u64 = 22;

#[test]
fn the_story_ends_as_it_should() {
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
fn one_who_was_away_sees_what_one_who_stayed_sees() {
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
fn the_log_read_page_by_page_while_things_happen_comes_to_the_same() {
    // Each page is read at another moment, and so with other texts.
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
fn a_page_of_history_read_at_any_moment_converges_or_is_asked_for_again() {
    for cursor in 0..=END {
        for read in 0..=END {
            for load in [
                PageRequest::Newest { limit: 50 },
                PageRequest::Around {
                    seq: FIRST,
                    limit: 50,
                },
            ] {
                let at = format!("{load:?} read at {read}, client at {cursor}");
                // A client that started from nothing at 0, with a window that holds what came since.
                let mut held = present(cursor);
                if !held.load(EVERYONE, history(read), load) {
                    assert!(read < cursor, "{at}: only what is stale is refused");
                    assert!(held.load(EVERYONE, history(cursor), load), "{at}: again");
                }
                apply(&mut held, ROOM, log(cursor, END));
                ends_well(&mut held, &at);

                // One whose snapshot was made at the cursor: it holds nothing yet.
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

/// Loads what is after the window, as one who scrolls down would, and looks.
fn ends_well(state: &mut State, at: &str) {
    let timeline = &state.rooms[&EVERYONE].timeline;
    if timeline.newer {
        let load = PageRequest::Newest { limit: 50 };
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
        PageRequest::Newest { limit: 1 }
    ));
    let edit = edited(5, 3, "Edited while its page was on its way");
    apply(&mut state, ROOM, [edit]);
    let older = PageRequest::Older {
        before: 4,
        limit: 2,
    };
    assert!(!state.load(EVERYONE, page(2..=3, 4), older));
    assert!(state.load(EVERYONE, page(2..=3, 5), older));
    assert_eq!(held(&state), [2, 3, 4]);
}

#[test]
fn a_change_to_a_message_that_the_window_holds_makes_no_page_stale() {
    let mut state = started_at(4);
    state.load(EVERYONE, page(3..=4, 4), PageRequest::Newest { limit: 2 });
    let edit = edited(5, 4, "Edited in sight");
    apply(&mut state, ROOM, [edit]);
    let older = PageRequest::Older {
        before: 3,
        limit: 2,
    };
    assert!(state.load(EVERYONE, page(1..=2, 4), older));
    assert_eq!(held(&state), [1, 2, 3, 4]);
}

#[test]
fn what_the_window_forgot_comes_back_no_older_than_it_was() {
    let mut state = started_at(9);
    state.load(
        EVERYONE,
        page(1..=4, 9),
        PageRequest::Around { seq: 1, limit: 4 },
    );
    apply(
        &mut state,
        ROOM,
        [edited(10, 2, "Edited, then out of sight")],
    );
    state.load(
        EVERYONE,
        page(7..=9, 10),
        PageRequest::Around { seq: 9, limit: 6 },
    );
    assert_eq!(held(&state), [7, 8, 9]);
    let back = PageRequest::Around { seq: 2, limit: 4 };
    assert!(!state.load(EVERYONE, page(1..=4, 9), back));
    assert!(state.load(EVERYONE, page(1..=4, 10), back));
}

#[test]
fn an_acknowledged_message_gives_way_to_what_is_known_of_it() {
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

    // Its event tells more than its ack.
    let mut state = state();
    let timeline = |state: &mut State, message| {
        let room = state.rooms.get_mut(&EVERYONE).expect("the room");
        room.timeline.acknowledged(message);
    };
    timeline(&mut state, acked.clone());
    assert_eq!(messages(&state), std::slice::from_ref(&acked));
    apply(&mut state, ROOM, [created.clone()]);
    assert_eq!(messages(&state), std::slice::from_ref(&stored));

    // So does a page, whichever comes first.
    for page_first in [true, false] {
        let mut state = super::state();
        let page = MessagePage {
            messages: vec![stored.clone()],
            ..page([], 2)
        };
        if page_first {
            state.load(EVERYONE, page.clone(), PageRequest::Newest { limit: 5 });
        }
        timeline(&mut state, acked.clone());
        if !page_first {
            state.load(EVERYONE, page, PageRequest::Newest { limit: 5 });
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
