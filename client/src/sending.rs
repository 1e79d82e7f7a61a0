//! Sending messages: from the outbox to the ack or the refusal.

use crate::{Action, Client, OutboxChange, PendingMessage, commands::read_id, outbox};
use protocol::{ClientId, CommandId, ErrorCode, Message, MessageId, RoomId, StreamId};

/// Time to wait before trying again if a busy server names none, in milliseconds.
const RETRY_MS: u64 = 1_000;
/// Longest wait that a server can ask for, in milliseconds.
const MAX_RETRY_MS: u64 = 5 * 60 * 1_000;

impl Client {
    /// Adds a message to the outbox. It is stored first, then sent once the earlier ones are acknowledged. Its `client_id`
    /// must be higher than all in the outbox: they are sent in this order.
    pub fn send(&mut self, pending: PendingMessage) -> Vec<Action> {
        self.resume_reading(pending.room);
        self.outbox.write(pending.clone());
        vec![Action::Keep(pending)]
    }

    /// The message of an [`Action::Keep`] is in storage: now it may be sent, and the other tabs are told.
    pub fn kept(&mut self, id: ClientId) -> Vec<Action> {
        let Some(pending) = self.outbox.kept(id) else {
            return Vec::new();
        };
        let mut actions = vec![Action::Broadcast(OutboxChange::Kept(pending))];
        actions.extend(self.next_send());
        actions
    }

    /// Sends a refused message again.
    pub fn try_again(&mut self, id: ClientId) -> Vec<Action> {
        self.outbox
            .try_again(id)
            .map(Action::Keep)
            .into_iter()
            .collect()
    }

    /// Discards a refused message.
    pub fn discard(&mut self, id: ClientId) -> Vec<Action> {
        self.outbox.remove(id);
        let mut actions = vec![
            Action::Forget(id),
            Action::Broadcast(OutboxChange::Discarded(id)),
        ];
        actions.extend(self.next_send());
        actions
    }

    /// The wait of an [`Action::RetryIn`] is over.
    pub fn retry(&mut self) -> Vec<Action> {
        self.backing_off = false;
        let mut actions = self.next_send();
        actions.extend(self.next_commands());
        actions
    }

    /// Sends the next message, if none is in flight: a later one could overtake one that the server asks to wait.
    pub(crate) fn next_send(&mut self) -> Vec<Action> {
        if !self.is_live() || self.backing_off || !self.sender {
            return Vec::new();
        }
        self.outbox
            .next()
            .map(Action::Transmit)
            .into_iter()
            .collect()
    }

    pub(crate) fn acked(
        &mut self,
        id: &CommandId,
        stream: Option<StreamId>,
        seq: Option<u64>,
        message: Option<MessageId>,
    ) -> Vec<Action> {
        if self.commands.acked(id, stream, seq) {
            self.commands.remove_confirmed(&self.state.cursors);
            return Vec::new();
        }
        let Some(pending) = self.outbox.acked(id) else {
            return Vec::new();
        };
        let mut actions = vec![Action::Forget(pending.client_id)];
        if let (Some(StreamId::Room(room)), Some(seq), Some(message)) = (stream, seq, message) {
            actions.push(Action::Broadcast(OutboxChange::Acked {
                client_id: pending.client_id,
                seq,
                message,
            }));
            self.show_acked(pending, room, seq, message);
        }
        actions.extend(self.next_send());
        actions
    }

    /// Shows an acknowledged message in the timeline until its event arrives, so that it never leaves the screen.
    pub(crate) fn show_acked(
        &mut self,
        pending: PendingMessage,
        room: RoomId,
        seq: u64,
        id: MessageId,
    ) {
        let cursor = self.state.cursor(StreamId::Room(room)).unwrap_or_default();
        if seq <= cursor {
            return;
        }
        if pending.edits.is_some() {
            return self
                .commands
                .add_edit(outbox::command(&pending), StreamId::Room(room), seq);
        }
        let message = Message {
            id,
            seq,
            room,
            author: self.state.me.id,
            client_id: pending.client_id,
            body: pending.body,
            reply_to: pending.reply_to,
            also_in_room: pending.also_in_room,
            attachments: pending.attachments,
            at: pending.at,
            ..Message::default()
        };
        if message.also_in_room
            && let Some(timeline) = self.state.timeline_mut(room.into())
        {
            timeline.acknowledged(message.clone());
        }
        if let Some(timeline) = self.state.timeline_mut(message.conversation()) {
            timeline.acknowledged(message);
        }
    }

    pub(crate) fn refused(
        &mut self,
        id: Option<&CommandId>,
        code: ErrorCode,
        message: String,
        retry_ms: Option<u64>,
    ) -> Vec<Action> {
        let Some(id) = id else {
            return Vec::new();
        };
        if retry_ms.is_none() && !code.is_temporary() {
            return self.refused_for_good(id, message);
        }
        if *id == read_id() {
            self.reading = None;
        } else if self.outbox.wait(id) || self.commands.wait(id) {
            self.backing_off = true;
        } else {
            return Vec::new();
        }
        let ms = retry_ms.unwrap_or(RETRY_MS).min(MAX_RETRY_MS);
        vec![Action::RetryIn(ms as u32)]
    }

    fn refused_for_good(&mut self, id: &CommandId, why: String) -> Vec<Action> {
        if self.commands.refuse(id) {
            self.notice = Some(why);
            return Vec::new();
        }
        let Some(pending) = self.outbox.refuse(id, why) else {
            return Vec::new();
        };
        let mut actions = vec![Action::Keep(pending)];
        actions.extend(self.next_send());
        actions
    }
}
