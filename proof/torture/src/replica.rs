//! A room as a client shows it.

use protocol::{Event, EventKind, Message, MessageId, MessagePage, Reaction, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// A room's messages on a client: a page of history, and the events since. It is independent of the product's reducer and as
/// simple as possible, because both are checked against it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Replica {
    messages: BTreeMap<MessageId, MessageCopy>,
    events: Vec<Event>,
    /// Messages before this event are missing.
    floor: u64,
}

/// The visible parts of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MessageView {
    pub(crate) seq: u64,
    pub(crate) author: UserId,
    pub(crate) body: String,
    pub(crate) edited: bool,
    pub(crate) deleted: bool,
    pub(crate) reactions: BTreeMap<String, BTreeSet<UserId>>,
}

#[derive(Clone, Debug)]
struct MessageCopy {
    view: MessageView,
    /// The last event that is included.
    as_of: u64,
}

impl Replica {
    /// Creates an empty replica that follows the stream after `seq`.
    pub(crate) fn placed(seq: u64) -> Self {
        Self {
            floor: seq + 1,
            ..Self::default()
        }
    }

    pub(crate) fn apply(&mut self, event: &Event) {
        self.step(event);
        self.events.push(event.clone());
    }

    /// Adds a page of the newest history, which may be older or newer than the applied events.
    pub(crate) fn load(&mut self, page: &MessagePage, whole: bool) {
        for message in &page.messages {
            let copy = MessageCopy {
                view: MessageView::of(message),
                as_of: page.seq,
            };
            self.messages.insert(message.id, copy);
        }
        let first = page
            .messages
            .first()
            .map_or(page.seq + 1, |first| first.seq);
        self.floor = self.floor.min(if whole { 0 } else { first });
        for event in std::mem::take(&mut self.events) {
            self.apply(&event);
        }
    }

    /// Returns the messages from `floor` on, which have no gap.
    pub(crate) fn views(&self) -> BTreeMap<MessageId, &MessageView> {
        let held = self.messages.iter().map(|(id, copy)| (*id, &copy.view));
        held.filter(|(_, view)| view.seq >= self.floor).collect()
    }

    pub(crate) fn floor(&self) -> u64 {
        self.floor
    }

    fn step(&mut self, event: &Event) {
        match &event.kind {
            EventKind::MessageCreated { message } => {
                let as_of = event.seq;
                self.messages
                    .entry(message.id)
                    .or_insert_with(|| MessageCopy {
                        view: MessageView::of(message),
                        as_of,
                    });
            }
            EventKind::MessageEdited { message, body } => {
                self.change(*message, event.seq, |view| {
                    view.body.clone_from(body);
                    view.edited = true;
                })
            }
            EventKind::MessageDeleted { message, .. } => self.change(*message, event.seq, |view| {
                view.body.clear();
                view.reactions.clear();
                (view.edited, view.deleted) = (false, true);
            }),
            EventKind::ReactionChanged {
                message,
                user,
                emoji,
                on,
            } => self.change(*message, event.seq, |view| {
                let users = view.reactions.entry(emoji.clone()).or_default();
                if *on {
                    users.insert(*user);
                } else {
                    users.remove(user);
                }
                view.reactions.retain(|_, users| !users.is_empty());
            }),
            _ => {}
        }
    }

    fn change(&mut self, message: MessageId, seq: u64, change: impl FnOnce(&mut MessageView)) {
        if let Some(copy) = self.messages.get_mut(&message)
            && seq > copy.as_of
        {
            copy.as_of = seq;
            if !copy.view.deleted {
                change(&mut copy.view);
            }
        }
    }
}

impl MessageView {
    pub(crate) fn of(message: &Message) -> Self {
        let users = |reaction: &Reaction| reaction.users.iter().copied().collect();
        let reactions = message.reactions.iter();
        Self {
            seq: message.seq,
            author: message.author,
            body: message.body.clone(),
            edited: message.edited_at.is_some() && !message.deleted,
            deleted: message.deleted,
            reactions: reactions
                .map(|reaction| (reaction.emoji.clone(), users(reaction)))
                .collect(),
        }
    }
}
