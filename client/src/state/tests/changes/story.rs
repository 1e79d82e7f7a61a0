//! A story of two messages: its events, and the pages of history and of the log at every moment of it.

use super::*;
use protocol::Preview;

/// The seqs of the two messages that the story is about.
pub(super) const FIRST: u64 = 1;
pub(super) const SECOND: u64 = 2;
/// The seq of the last event.
pub(super) const END: u64 = 22;

pub(super) fn reacted(seq: u64, message: u64, user: UserId, emoji: &str, on: bool) -> Event {
    let changed = EventKind::ReactionChanged {
        message: id(message),
        user,
        emoji: emoji.into(),
        on,
    };
    event(seq, user, changed)
}

pub(super) fn previewed(seq: u64, message: u64, titles: &[&str]) -> Event {
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

pub(super) fn pinned(seq: u64, message: u64, on: bool) -> Event {
    let message = id(message);
    event(seq, GRACE, EventKind::PinChanged { message, on })
}

/// The events in order. Reactions are added, removed and added again, to test their order as
/// well.
pub(super) fn story() -> Vec<Event> {
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
        deleted(13, SECOND, GRACE),
        reacted(14, FIRST, LINUS, "🎉", true),
        created(15, GRACE),
        previewed(16, FIRST, &["Engine", "Notes"]),
        pinned(17, FIRST, true),
        pinned(18, 15, true),
        previewed(19, 15, &["Engine"]),
        pinned(20, 15, false),
        deleted(21, 15, GRACE),
        previewed(22, FIRST, &["Notes"]),
    ]
}

/// The room as the server has it after the event `now`, and as a client shows it that received every event.
pub(super) fn present(now: u64) -> State {
    let mut state = state();
    let events = story().into_iter().filter(|event| event.seq <= now);
    apply(&mut state, ROOM, events);
    state
}

pub(super) fn messages(state: &State) -> Vec<Message> {
    let timeline = &state.rooms[&EVERYONE].timeline;
    timeline.messages().cloned().collect()
}

/// A page of the room's history read after the event `now`.
pub(super) fn history(now: u64) -> MessagePage {
    MessagePage {
        messages: messages(&present(now)),
        ..page([], now)
    }
}

/// What is left of the log after the event `after`, read after the event `now`.
pub(super) fn log(after: u64, now: u64) -> Vec<Event> {
    log_page(after, now, usize::MAX)
}

/// A page of the log as it is read after the event `now`: with the texts of that moment, each once, and reactions only
/// in their own events.
pub(super) fn log_page(after: u64, now: u64, limit: usize) -> Vec<Event> {
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
