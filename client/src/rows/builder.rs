//! Builds the rows of a conversation.

use super::{DeliveryState, MessageRow, ReactionRow, RowKey, RowOptions, Rows};
use crate::{
    Client, PendingMessage,
    calendar::{Day, LocalTime},
    previews::cards,
};
use locale::text;
use protocol::{Conversation, Message, MessageId, Reaction, Timestamp, UserId};

/// Maximum time between messages of a group, in milliseconds.
const GROUP_MS: i64 = 5 * 60 * 1_000;

/// Returns whether a message belongs to the group of the one above it: by the same author, within five minutes.
pub fn continues(above: (UserId, Timestamp), message: (UserId, Timestamp)) -> bool {
    above.0 == message.0 && message.1.millis() - above.1.millis() <= GROUP_MS
}

impl Rows {
    /// Builds the rows of a conversation. If the person is no longer in the room, only unsent messages are left.
    pub fn new(
        client: &Client,
        conversation: impl Into<Conversation>,
        options: &RowOptions<'_>,
    ) -> Self {
        let conversation = conversation.into();
        let timeline = client.state.timeline(conversation);
        let begin = options.unread_after.zip(timeline);
        let has_unread_begin = begin.is_some_and(|(seq, timeline)| timeline.holds_position(seq));
        let mut rows = RowBuilder {
            client,
            options,
            rows: Self::default(),
            day: None,
            group: None,
            // Where the unread messages begin is not known if that part is not loaded.
            has_unread_line: !has_unread_begin,
        };
        let mut editable = Vec::new();
        if let Some(timeline) = timeline {
            for message in timeline.messages() {
                rows.add_message(message);
                if !message.deleted {
                    editable.push(message.id);
                }
            }
        }
        for pending in client.outbox.within(conversation) {
            rows.add_pending(pending);
        }
        // The text of a refused edit is not lost, even if the message is gone.
        for (message, edit) in client.outbox.refused_edits(conversation.room) {
            if conversation.thread.is_none() && !editable.contains(&message) {
                rows.add_pending(edit);
            }
        }
        rows.rows
    }
}

/// Builds rows from top to bottom.
struct RowBuilder<'a> {
    client: &'a Client,
    options: &'a RowOptions<'a>,
    rows: Rows,
    day: Option<Day>,
    /// The author and time of the last message, if the next one may join its group.
    group: Option<(UserId, Timestamp)>,
    /// Whether the line was added, or must not be.
    has_unread_line: bool,
}

impl RowBuilder<'_> {
    fn add_message(&mut self, message: &Message) {
        let key = RowKey::Message(message.author, message.client_id);
        self.add_day(message.at);
        let unread = self
            .options
            .unread_after
            .is_some_and(|seq| message.seq > seq);
        if unread && !self.has_unread_line && message.author != self.client.state.me.id {
            self.has_unread_line = true;
            self.group = None;
            self.rows.push(RowKey::New, None);
        }
        let message = self.client.with_pending_commands(message);
        let edit = self.client.outbox.edit_of(message.id);
        let edit = edit.filter(|_| !message.deleted);
        let body = edit.map_or(&message.body, |edit| &edit.body);
        let also_of = message.reply_to.filter(|_| message.also_in_room);
        let row = self.row(message.author, body, message.at, also_of);
        let row = MessageRow {
            id: Some(message.id),
            seq: Some(message.seq),
            delivery: edit.map_or(DeliveryState::Delivered, DeliveryState::of),
            edited: message.edited_at.is_some(),
            deleted: message.deleted,
            reactions: self.reactions(&message),
            previews: cards(&message.previews),
            pinned: message.pinned,
            attached: !message.attachments.is_empty(),
            rights: self.client.rights(&message),
            refused: edit.map(|edit| edit.client_id),
            replied: message.thread.is_some(),
            ..row
        };
        self.rows.push(key, Some(row));
    }

    fn reactions(&self, message: &Message) -> Vec<ReactionRow> {
        let state = &self.client.state;
        let row = |reaction: &Reaction| {
            let others = reaction.users.iter().filter(|user| **user != state.me.id);
            let mut names: Vec<&str> = others.map(|user| state.name_of(*user)).collect();
            let mine = names.len() < reaction.users.len();
            if mine {
                names.push(text().you());
            }
            ReactionRow {
                emoji: reaction.emoji.clone(),
                count: names.len(),
                mine,
                names: text().list(&names),
            }
        };
        message.reactions.iter().map(row).collect()
    }

    fn add_pending(&mut self, pending: &PendingMessage) {
        let me = self.client.state.me.id;
        let key = RowKey::Message(me, pending.client_id);
        // Still in the browser's storage although it arrived: its ack was lost.
        if self.rows.message(key).is_some() {
            return;
        }
        self.add_day(pending.at);
        let also_of = pending.reply_to.filter(|_| pending.also_in_room);
        let row = self.row(me, &pending.body, pending.at, also_of);
        let row = MessageRow {
            delivery: DeliveryState::of(pending),
            attached: !pending.attachments.is_empty(),
            ..row
        };
        self.rows.push(key, Some(row));
    }

    /// Returns a row with what is the same for sent and unsent messages. A reply that is also sent to the room is in no group:
    /// in the room, the messages around it are of another talk, and its mark must not seem to belong to the one above.
    fn row(
        &mut self,
        author: UserId,
        body: &str,
        at: Timestamp,
        also_of: Option<MessageId>,
    ) -> MessageRow {
        let alone = also_of.is_some();
        let head = alone || !(self.group).is_some_and(|above| continues(above, (author, at)));
        self.group = (!alone).then_some((author, at));
        MessageRow {
            name: self.client.state.name_of(author).to_owned(),
            status: self.status(author),
            body: body.to_owned(),
            at: self.local(at),
            head,
            also_of,
            ..MessageRow::default()
        }
    }

    fn status(&self, author: UserId) -> Option<String> {
        let status = self.client.state.status_of(author)?;
        let text = status.text.as_deref().unwrap_or_default();
        status
            .is_current(self.options.now)
            .then(|| format!("\u{a0}{}\u{2003}{text}", status.emoji))
    }

    /// Adds a line if a new day begins. A pending message has the time of the browser's clock, which may be behind the
    /// server's: no day begins twice.
    fn add_day(&mut self, at: Timestamp) {
        let day = self.local(at).day();
        if self.day.is_none_or(|last| day > last) {
            self.day = Some(day);
            self.group = None;
            self.rows.push(RowKey::Day(day), None);
        }
    }

    fn local(&self, at: Timestamp) -> LocalTime {
        LocalTime::new(at, (self.options.offset_minutes)(at))
    }
}
