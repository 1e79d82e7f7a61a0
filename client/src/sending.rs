//! From the outbox to the ack, or to the refusal.

use super::{Action, Client, OutboxChange, PendingMessage, outbox, read_id};
use protocol::{
    ClientId, CommandId, Conversation, ErrorCode, Message, MessageId, RoomId, StreamId,
};

/// How long a command waits that the server cannot take now, where it does not say, in milliseconds.
const RETRY_MS: u64 = 1_000;
/// The longest that a server's word for it counts, in milliseconds.
const RETRY_MOST_MS: u64 = 5 * 60 * 1_000;

impl Client {
    /// A new message: kept first, then sent as soon as those before it are acknowledged. Its `client_id` must be
    /// beyond all that the outbox holds: that is the order in which they are sent.
    pub fn send(&mut self, pending: PendingMessage) -> Vec<Action> {
        self.resume_reading(pending.room);
        self.outbox.write(pending.clone());
        vec![Action::Keep(pending)]
    }

    /// The message of an [`Action::Keep`] is in storage as it was given there: now the others may know, and it may go.
    pub fn kept(&mut self, id: ClientId) -> Vec<Action> {
        let Some(pending) = self.outbox.kept(id) else {
            return Vec::new();
        };
        let mut actions = vec![Action::Broadcast(OutboxChange::Kept(pending))];
        actions.extend(self.next_send());
        actions
    }

    /// Tries a message that was refused again.
    pub fn try_again(&mut self, id: ClientId) -> Vec<Action> {
        self.outbox
            .try_again(id)
            .map(Action::Keep)
            .into_iter()
            .collect()
    }

    /// Throws a message away that was refused.
    pub fn discard(&mut self, id: ClientId) -> Vec<Action> {
        self.outbox.remove(id);
        let mut actions = vec![
            Action::Forget(id),
            Action::Broadcast(OutboxChange::Discarded(id)),
        ];
        actions.extend(self.next_send());
        actions
    }

    /// The time of a [`Action::RetryIn`] has come.
    pub fn retry(&mut self) -> Vec<Action> {
        self.told_to_wait = false;
        let mut actions = self.next_send();
        actions.extend(self.next_commands());
        actions
    }

    /// One message is in flight at a time: a later one could otherwise overtake one that is told to wait.
    pub(super) fn next_send(&mut self) -> Vec<Action> {
        if !self.is_live() || self.told_to_wait || !self.sender {
            return Vec::new();
        }
        self.outbox
            .next()
            .map(Action::Transmit)
            .into_iter()
            .collect()
    }

    pub(super) fn acked(
        &mut self,
        id: &CommandId,
        stream: Option<StreamId>,
        seq: Option<u64>,
        message: Option<MessageId>,
    ) -> Vec<Action> {
        if self.commands.acked(id, stream, seq) {
            self.commands.come(&self.state.cursors);
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

    /// Shows an acknowledged message at its place until its event comes, so that it never leaves the screen.
    pub(super) fn show_acked(
        &mut self,
        pending: PendingMessage,
        room: RoomId,
        seq: u64,
        id: MessageId,
    ) {
        let cursor = self
            .state
            .cursors
            .get(&StreamId::Room(room))
            .copied()
            .unwrap_or_default();
        if seq <= cursor {
            return;
        }
        if pending.edits.is_some() {
            return self
                .commands
                .edited(outbox::frame(&pending), StreamId::Room(room), seq);
        }
        let author = self.state.me.id;
        let PendingMessage {
            client_id,
            body,
            reply_to,
            attachments,
            at,
            ..
        } = pending;
        let at_place = Conversation {
            room,
            thread: reply_to,
        };
        if let Some(timeline) = self.state.timeline_mut(at_place) {
            timeline.acknowledged(Message {
                id,
                seq,
                room,
                author,
                client_id,
                body,
                reply_to,
                attachments,
                at,
                ..Message::default()
            });
        }
    }

    pub(super) fn refused(
        &mut self,
        id: Option<&CommandId>,
        code: ErrorCode,
        message: String,
        retry_ms: Option<u64>,
    ) -> Vec<Action> {
        let Some(id) = id else {
            return Vec::new();
        };
        if retry_ms.is_none() && !is_passing(code) {
            return self.refused_for_good(id, message);
        }
        if *id == read_id() {
            self.reading = None;
        } else if self.outbox.wait(id) || self.commands.wait(id) {
            self.told_to_wait = true;
        } else {
            return Vec::new();
        }
        let ms = retry_ms.unwrap_or(RETRY_MS).min(RETRY_MOST_MS);
        vec![Action::RetryIn(ms as u32)]
    }

    fn refused_for_good(&mut self, id: &CommandId, why: String) -> Vec<Action> {
        if self.commands.refuse(id) {
            self.notice = why;
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

/// Whether it is the server's trouble, which passes, and not the command's own.
fn is_passing(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::Busy
            | ErrorCode::CannotSave
            | ErrorCode::ShuttingDown
            | ErrorCode::Internal
            | ErrorCode::TooManyRequests
    )
}
