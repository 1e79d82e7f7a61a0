//! The tabs of one person in one browser share an outbox: one of them sends, and all show the same.

use super::{Action, Client, ConnectionState, PendingMessage};
use protocol::{ClientId, MessageId};
use serde::Serialize;

/// What a tab tells the others of the outbox. It may come late, or twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutboxChange {
    /// A message is in storage as it stands here: new, to be tried again, or refused.
    Kept(PendingMessage),
    /// A message has arrived, at this place in its room's stream.
    Acked {
        client_id: ClientId,
        seq: u64,
        message: MessageId,
    },
    /// The person has thrown a message away.
    Discarded(ClientId),
}

impl Client {
    /// Takes in what storage holds, also what a tab has left there that was closed before it could tell.
    pub fn restore(&mut self, kept: Vec<PendingMessage>) -> Vec<Action> {
        self.outbox.restore(kept);
        self.next_send()
    }

    /// From now on this tab sends what the outbox holds: at any time one tab of a person does, and it begins with what
    /// storage has kept. Until then a client sends nothing.
    pub fn become_sender(&mut self, kept: Vec<PendingMessage>) -> Vec<Action> {
        self.sender = true;
        self.restore(kept)
    }

    /// Another tab tells of the outbox.
    pub fn outbox_changed(&mut self, notice: OutboxChange) -> Vec<Action> {
        match notice {
            OutboxChange::Kept(pending) => self.outbox.merge(pending),
            OutboxChange::Acked {
                client_id,
                seq,
                message,
            } => {
                if let Some(pending) = self.outbox.take(client_id) {
                    let room = pending.room;
                    self.show_acked(pending, room, seq, message);
                }
            }
            OutboxChange::Discarded(id) => {
                self.outbox.remove(id);
            }
        }
        // The person writes in another tab, while this one may be far in the background and slow to come back.
        if self.sender && self.connection == ConnectionState::Reconnecting && !self.outbox.is_idle()
        {
            return vec![Action::Connect];
        }
        self.next_send()
    }

    /// Whether [`Client::restore`] would change anything: reading need not wake the whole interface.
    pub fn is_missing(&self, kept: &[PendingMessage]) -> bool {
        self.outbox.is_missing(kept)
    }
}
