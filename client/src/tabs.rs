//! Sharing the outbox between the tabs of one browser: one of them sends, and all show the same.

use crate::{Action, Client, ConnectionState, OutboxChange, PendingMessage};

impl Client {
    /// Adds the messages in storage to the outbox, also those of a tab that was closed before it could tell of them.
    pub fn restore(&mut self, kept: Vec<PendingMessage>) -> Vec<Action> {
        self.outbox.restore(kept);
        self.next_send()
    }

    /// Makes this tab the one that sends the outbox, starting with the messages in storage. Only one tab of a browser does so
    /// at a time; the others send nothing.
    pub fn become_sender(&mut self, kept: Vec<PendingMessage>) -> Vec<Action> {
        self.sender = true;
        self.restore(kept)
    }

    /// Applies a change that another tab made to the outbox.
    pub fn outbox_changed(&mut self, change: OutboxChange) -> Vec<Action> {
        match change {
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
        // The person is writing in another tab; this one may be in the background, where its reconnect timer is slow.
        if self.sender && self.connection == ConnectionState::Reconnecting && !self.outbox.is_idle()
        {
            return vec![Action::Connect];
        }
        self.next_send()
    }

    /// Returns whether [`Client::restore`] would change anything, so that reading storage need not redraw the interface.
    pub fn is_missing(&self, kept: &[PendingMessage]) -> bool {
        self.outbox.is_missing(kept)
    }
}
