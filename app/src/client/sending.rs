//! From the outbox to the ack, or to the refusal.

use super::{Action, Client, Link, Pending, read_id};
use crate::{
    model::{ClientId, Message, MessageId, RoomId, StreamId},
    protocol::{CommandId, ErrorCode},
};

/// How long a command waits that the server was too busy for, in milliseconds.
const RETRY_MS: u32 = 1_000;

impl Client {
    /// A new message: kept first, then sent as soon as those before it are acknowledged.
    pub fn send(&mut self, pending: Pending) -> Vec<Action> {
        let mut actions = vec![Action::Keep(pending.clone())];
        self.outbox.push(pending);
        actions.extend(self.next_send());
        actions
    }

    /// Tries a message that was refused again.
    pub fn try_again(&mut self, id: ClientId) -> Vec<Action> {
        let mut actions: Vec<Action> = self
            .outbox
            .try_again(id)
            .map(Action::Keep)
            .into_iter()
            .collect();
        actions.extend(self.next_send());
        actions
    }

    /// Throws a message away that was refused.
    pub fn discard(&mut self, id: ClientId) -> Vec<Action> {
        self.outbox.remove(id);
        let mut actions = vec![Action::Forget(id)];
        actions.extend(self.next_send());
        actions
    }

    /// The time of a [`Action::RetryIn`] has come.
    pub fn retry(&mut self) -> Vec<Action> {
        self.told_to_wait = false;
        self.next_send()
    }

    /// One message is in flight at a time: a later one could otherwise overtake one that is told to wait.
    pub(super) fn next_send(&mut self) -> Vec<Action> {
        if self.link != Link::Live || self.told_to_wait {
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
        let Some(pending) = self.outbox.acked(id) else {
            return Vec::new();
        };
        let mut actions = vec![Action::Forget(pending.client_id)];
        if let (Some(StreamId::Room(room)), Some(seq), Some(message)) = (stream, seq, message) {
            self.show_acked(pending, room, seq, message);
        }
        actions.extend(self.next_send());
        actions
    }

    /// Shows an acknowledged message at its place until its event comes, so that it never leaves the screen.
    fn show_acked(&mut self, pending: Pending, room: RoomId, seq: u64, id: MessageId) {
        let cursor = self
            .state
            .cursors
            .get(&StreamId::Room(room))
            .copied()
            .unwrap_or_default();
        if seq <= cursor {
            return;
        }
        let author = self.state.me.id;
        let Pending {
            client_id,
            body,
            at,
            ..
        } = pending;
        if let Some(state) = self.state.rooms.get_mut(&room) {
            state.timeline.acknowledged(Message {
                id,
                seq,
                room,
                author,
                client_id,
                body,
                at,
                edited_at: None,
                deleted: false,
                reactions: Vec::new(),
            });
        }
    }

    pub(super) fn refused(
        &mut self,
        id: Option<&CommandId>,
        code: ErrorCode,
        message: String,
    ) -> Vec<Action> {
        let Some(id) = id else {
            return Vec::new();
        };
        match code {
            ErrorCode::Busy
            | ErrorCode::ShuttingDown
            | ErrorCode::Internal
            | ErrorCode::TooManyRequests => {
                if *id == read_id() {
                    self.reading = None;
                } else if self.outbox.wait(id) {
                    self.told_to_wait = true;
                } else {
                    return Vec::new();
                }
                vec![Action::RetryIn(RETRY_MS)]
            }
            _ => {
                if let Some(pending) = self.outbox.refuse(id, message) {
                    let mut actions = vec![Action::Keep(pending)];
                    actions.extend(self.next_send());
                    return actions;
                }
                Vec::new()
            }
        }
    }
}
