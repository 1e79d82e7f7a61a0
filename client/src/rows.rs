//! What the timeline shows, from top to bottom: days, messages grouped by author, and the line where unread begins.

use crate::{
    Client, PendingMessage, PendingState,
    calendar::{Day, LocalTime},
    previews::cards,
};
use protocol::{ClientId, Conversation, Message, MessageId, Reaction, Role, Timestamp, UserId};

/// Messages of one author within this time stand together, in milliseconds.
const GROUP_MS: i64 = 5 * 60 * 1_000;

/// Names a row, the same for as long as it stands for the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// A new day begins.
    Day(Day),
    /// The unread messages begin.
    New,
    /// A message, named by its author and the author's own id for it.
    Message(UserId, ClientId),
}

/// One message as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MessageRow {
    /// The server's name for it, once it has one.
    pub id: Option<MessageId>,
    pub name: String,
    /// Its author's status as it follows their name: the emoji, and set off from it, since it shows only when it is
    /// pointed at, the text. Empty where they have none.
    pub status: String,
    pub body: String,
    pub at: LocalTime,
    /// Its place in the room's stream, once it has one.
    pub seq: Option<u64>,
    /// Whether it begins a group and so shows its author.
    pub head: bool,
    pub delivery: Delivery,
    pub edited: bool,
    pub deleted: bool,
    pub reactions: Vec<ReactionRow>,
    /// What its links lead to, as markup.
    pub previews: String,
    pub pinned: bool,
    /// Whether files came with it.
    pub attached: bool,
    /// What the person may do with it.
    pub rights: Rights,
    /// Whether there are replies to it.
    pub replied: bool,
    /// The edit in the outbox, if it was refused.
    pub refused: Option<ClientId>,
}

impl MessageRow {
    /// Whether the person has set this reaction.
    pub fn has_mine(&self, emoji: &str) -> bool {
        self.reactions
            .iter()
            .any(|reaction| reaction.mine && reaction.emoji == emoji)
    }
}

/// One emoji under a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReactionRow {
    pub emoji: String,
    pub count: usize,
    pub mine: bool,
    /// Who set it, as a sentence has it: `Ada, Grace and you`.
    pub names: String,
}

/// What a person may do with a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    pub edit: bool,
    pub delete: bool,
}

/// How far a message has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// On the server's disk.
    #[default]
    Delivered,
    /// In the outbox, on its way.
    Pending,
    /// In the outbox, refused for this reason.
    Refused(String),
}

impl Delivery {
    /// Why the message was refused; empty when it was not.
    pub fn refusal(&self) -> &str {
        match self {
            Self::Refused(why) => why,
            Self::Delivered | Self::Pending => "",
        }
    }
}

/// The rows of one conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// From top to bottom; a message's row with what it shows.
    rows: Vec<(RowKey, Option<MessageRow>)>,
}

/// Where to draw the line of the unread, and by which clock to show times.
pub struct RowOptions<'a> {
    /// The line stands before the first message of another person after this `seq`.
    pub unread_after: Option<u64>,
    /// Minutes to add to UTC at a moment.
    pub offset_minutes: &'a dyn Fn(Timestamp) -> i32,
    /// The time, to tell which statuses have ended; none where it is not known.
    pub now: Option<Timestamp>,
}

impl Rows {
    /// The rows of a conversation as `client` knows it. Of a room that is gone what was not sent is left.
    pub fn new(client: &Client, at: impl Into<Conversation>, look: &RowOptions<'_>) -> Self {
        let at = at.into();
        let mut rows = Builder {
            client,
            look,
            rows: Self::default(),
            day: None,
            group: None,
            new_drawn: false,
        };
        let mut editable = Vec::new();
        if let Some(timeline) = client.state.timeline(at) {
            for message in timeline.messages() {
                rows.message(message);
                if !message.deleted {
                    editable.push(message.id);
                }
            }
        }
        client
            .outbox
            .within(at)
            .for_each(|pending| rows.pending(pending));
        // A text that was refused is not lost, though the message that it was for is gone from here.
        for (message, edit) in client.outbox.refused_edits(at.room) {
            if at.thread.is_none() && !editable.contains(&message) {
                rows.pending(edit);
            }
        }
        rows.rows
    }

    /// The rows' keys from top to bottom.
    pub fn keys(&self) -> Vec<RowKey> {
        self.rows.iter().map(|(key, _)| *key).collect()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The message of a row.
    pub fn message(&self, key: RowKey) -> Option<&MessageRow> {
        self.rows.iter().find(|(row, _)| *row == key)?.1.as_ref()
    }
}

fn delivery(pending: &PendingMessage) -> Delivery {
    match &pending.state {
        PendingState::New | PendingState::Waiting | PendingState::InFlight => Delivery::Pending,
        PendingState::Refused(why) => Delivery::Refused(why.clone()),
    }
}

/// `Ada`, `Ada and Grace`, `Ada, Grace and you`.
fn sentence(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

struct Builder<'a> {
    client: &'a Client,
    look: &'a RowOptions<'a>,
    rows: Rows,
    day: Option<Day>,
    /// The author and time of the message before, while the group goes on.
    group: Option<(UserId, Timestamp)>,
    new_drawn: bool,
}

impl Builder<'_> {
    fn message(&mut self, message: &Message) {
        let key = RowKey::Message(message.author, message.client_id);
        self.day(message.at);
        let unread = self.look.unread_after.is_some_and(|seq| message.seq > seq);
        if unread && !self.new_drawn && message.author != self.client.state.me.id {
            self.new_drawn = true;
            self.group = None;
            self.rows.rows.push((RowKey::New, None));
        }
        let message = self.client.foreseen(message);
        let edit = self.client.outbox.edit_of(message.id);
        let edit = edit.filter(|_| !message.deleted);
        let body = edit.map_or(&message.body, |edit| &edit.body);
        let row = self.row(message.author, body, message.at);
        let me = &self.client.state.me;
        let mine = message.author == me.id;
        let administers = me.role == Role::Administrator;
        let row = MessageRow {
            id: Some(message.id),
            seq: Some(message.seq),
            delivery: edit.map_or(Delivery::Delivered, delivery),
            edited: message.edited_at.is_some(),
            deleted: message.deleted,
            reactions: self.reactions(&message),
            previews: cards(&message.previews),
            pinned: message.pinned,
            attached: !message.attachments.is_empty(),
            rights: Rights {
                edit: mine && !message.deleted,
                delete: (mine || administers) && !message.deleted,
            },
            refused: edit.map(|edit| edit.client_id),
            replied: message.thread.is_some(),
            ..row
        };
        self.push(key, row);
    }

    fn reactions(&self, message: &Message) -> Vec<ReactionRow> {
        let state = &self.client.state;
        let row = |reaction: &Reaction| {
            let others = reaction.users.iter().filter(|user| **user != state.me.id);
            let mut names: Vec<&str> = others.map(|user| state.name_of(*user)).collect();
            let mine = names.len() < reaction.users.len();
            if mine {
                names.push("you");
            }
            ReactionRow {
                emoji: reaction.emoji.clone(),
                count: names.len(),
                mine,
                names: sentence(&names),
            }
        };
        message.reactions.iter().map(row).collect()
    }

    fn pending(&mut self, pending: &PendingMessage) {
        let me = self.client.state.me.id;
        let key = RowKey::Message(me, pending.client_id);
        // Kept by the browser although it arrived: its ack was lost.
        if self.rows.message(key).is_some() {
            return;
        }
        self.day(pending.at);
        let row = self.row(me, &pending.body, pending.at);
        let row = MessageRow {
            delivery: delivery(pending),
            attached: !pending.attachments.is_empty(),
            ..row
        };
        self.push(key, row);
    }

    fn row(&mut self, author: UserId, body: &str, at: Timestamp) -> MessageRow {
        let goes_on = |(last, then): (UserId, Timestamp)| {
            last == author && at.millis() - then.millis() <= GROUP_MS
        };
        let head = !self.group.is_some_and(goes_on);
        self.group = Some((author, at));
        MessageRow {
            name: self.client.state.name_of(author).to_owned(),
            status: self.status(author),
            body: body.to_owned(),
            at: self.local(at),
            head,
            ..MessageRow::default()
        }
    }

    fn status(&self, author: UserId) -> String {
        match self.client.state.status_of(author) {
            Some(status) if status.is_current(self.look.now) => {
                format!("\u{a0}{}\u{2003}{}", status.emoji, status.text)
            }
            _ => String::new(),
        }
    }

    fn push(&mut self, key: RowKey, row: MessageRow) {
        self.rows.rows.push((key, Some(row)));
    }

    /// Draws the day's line when the day is new. Pending messages carry another clock's time than the server's: a day
    /// never begins twice.
    fn day(&mut self, at: Timestamp) {
        let day = self.local(at).day();
        if self.day.is_none_or(|last| day > last) {
            self.day = Some(day);
            self.group = None;
            self.rows.rows.push((RowKey::Day(day), None));
        }
    }

    fn local(&self, at: Timestamp) -> LocalTime {
        LocalTime::new(at, (self.look.offset_minutes)(at))
    }
}

#[cfg(test)]
mod tests;
