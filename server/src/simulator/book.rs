//! A record of people's actions, for the checks.

use super::{
    disk::{Change, SimulatedDisk},
    tab::TabId,
    writer::ChangeResult,
};
use protocol::{ClientId, Command, RoomId, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// The record of a run.
#[derive(Default)]
pub(super) struct Book {
    pub(super) sends: BTreeMap<ClientId, SentRecord>,
    /// Messages that the server refused at least once.
    pub(super) refused: BTreeSet<ClientId>,
}

/// A message that a person sent.
#[derive(Clone, Debug)]
pub(super) struct SentRecord {
    pub(super) user: UserId,
    pub(super) browser: usize,
    /// The tab in which it was written.
    pub(super) tab: TabId,
    /// Whether it was ever in storage.
    pub(super) kept: bool,
    pub(super) room: RoomId,
    pub(super) body: String,
    /// Whether the person retried it after a refusal: it has lost its place in the order.
    pub(super) retried: bool,
    /// Whether the person discarded it.
    pub(super) discarded: bool,
    /// Whether it may be lost: a backup without it was restored, or its tab was closed before it was in storage.
    pub(super) excused: bool,
}

impl Book {
    /// Notes that a change was made or refused.
    pub(super) fn answered(&mut self, change: &Change, answer: &ChangeResult) {
        if let Change::Command { command, .. } = change
            && let Command::Send(message) = command
            && answer.is_err()
        {
            self.refused.insert(message.client_id);
        }
    }

    /// Notes that a tab was closed: its messages that are not in storage may be lost.
    pub(super) fn closed(&mut self, tab: TabId) {
        for sent in self.sends.values_mut() {
            sent.excused |= sent.tab == tab && !sent.kept;
        }
    }

    /// Notes that a backup was restored: acknowledged messages that it does not have may be lost.
    pub(super) fn restored(&mut self, disk: &SimulatedDisk, backup: &SimulatedDisk) {
        for ((_, client_id), _) in disk
            .sent
            .iter()
            .filter(|(key, _)| !backup.sent.contains_key(key))
        {
            if let Some(sent) = self.sends.get_mut(client_id) {
                sent.excused = true;
            }
        }
    }
}
