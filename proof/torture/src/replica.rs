use protocol::{Event, EventKind, Message, MessageId, MessagePage, Reaction, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// A room's messages as a client has them: a page of history, and the events since. Written anew and as plainly as can
/// be, because it is what the product's own reducer and tables are held against.
#[derive(Clone, Debug, Default)]
pub(crate) struct Replica {
    messages: BTreeMap<MessageId, Copy>,
    events: Vec<Event>,
    /// Messages before this event are not held.
    floor: u64,
}

/// What is to be seen of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) seq: u64,
    pub(crate) author: UserId,
    pub(crate) body: String,
    pub(crate) edited: bool,
    pub(crate) deleted: bool,
    pub(crate) reactions: BTreeMap<String, BTreeSet<UserId>>,
}

#[derive(Clone, Debug)]
struct Copy {
    look: Look,
    /// Events up to here are in it.
    as_of: u64,
}

impl Replica {
    /// Nothing, at the place in the stream from which it is followed.
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

    /// Takes in a page of the newest history, which may be older or newer than what was applied.
    pub(crate) fn load(&mut self, page: &MessagePage, whole: bool) {
        for message in &page.messages {
            let copy = Copy {
                look: Look::of(message),
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

    /// The messages that it holds without a gap: all those from `floor` on.
    pub(crate) fn looks(&self) -> BTreeMap<MessageId, &Look> {
        let held = self.messages.iter().map(|(id, copy)| (*id, &copy.look));
        held.filter(|(_, look)| look.seq >= self.floor).collect()
    }

    pub(crate) fn floor(&self) -> u64 {
        self.floor
    }

    fn step(&mut self, event: &Event) {
        match &event.kind {
            EventKind::MessageCreated { message } => {
                let as_of = event.seq;
                self.messages.entry(message.id).or_insert_with(|| Copy {
                    look: Look::of(message),
                    as_of,
                });
            }
            EventKind::MessageEdited { message, body } => {
                self.change(*message, event.seq, |look| {
                    look.body.clone_from(body);
                    look.edited = true;
                })
            }
            EventKind::MessageDeleted { message, .. } => self.change(*message, event.seq, |look| {
                look.body.clear();
                look.reactions.clear();
                (look.edited, look.deleted) = (false, true);
            }),
            EventKind::ReactionChanged {
                message,
                user,
                emoji,
                on,
            } => self.change(*message, event.seq, |look| {
                let users = look.reactions.entry(emoji.clone()).or_default();
                if *on {
                    users.insert(*user);
                } else {
                    users.remove(user);
                }
                look.reactions.retain(|_, users| !users.is_empty());
            }),
            _ => {}
        }
    }

    fn change(&mut self, message: MessageId, seq: u64, change: impl FnOnce(&mut Look)) {
        if let Some(copy) = self.messages.get_mut(&message)
            && seq > copy.as_of
        {
            copy.as_of = seq;
            if !copy.look.deleted {
                change(&mut copy.look);
            }
        }
    }
}

impl Look {
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
