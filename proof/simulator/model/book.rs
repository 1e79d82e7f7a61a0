//! A record of people's actions, for the checks.

use super::{
    browser::TabId,
    disk::{Change, ChangeResult, SimulatedDisk},
};
use protocol::{ClientId, Command, RoomId, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// The record of a run.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) sends: BTreeMap<ClientId, SentRecord>,
    /// Messages that the server refused at least once.
    pub(crate) refused: BTreeSet<ClientId>,
}

/// A message that a person sent.
#[derive(Clone, Debug)]
pub(crate) struct SentRecord {
    pub(crate) user: UserId,
    pub(crate) browser: usize,
    /// The tab in which it was written.
    pub(crate) tab: TabId,
    /// Whether it was ever in storage.
    pub(crate) kept: bool,
    pub(crate) room: RoomId,
    pub(crate) body: String,
    /// Whether the person retried it after a refusal: it has lost its place in the order.
    pub(crate) retried: bool,
    /// Whether the person discarded it.
    pub(crate) discarded: bool,
    /// Whether it may be lost: a backup without it was restored, or its tab was closed before it was in storage.
    pub(crate) excused: bool,
}

impl Book {
    /// Notes that a change was made or refused.
    pub(crate) fn answered(&mut self, change: &Change, answer: &ChangeResult) {
        if let Change::Command { command, .. } = change
            && let Command::Send(message) = command
            && answer.is_err()
        {
            self.refused.insert(message.client_id);
        }
    }

    /// Notes that a tab was closed: its messages that are not in storage may be lost.
    pub(crate) fn closed(&mut self, tab: TabId) {
        for sent in self.sends.values_mut() {
            sent.excused |= sent.tab == tab && !sent.kept;
        }
    }

    /// Notes that a backup was restored: acknowledged messages that it does not have may be lost.
    pub(crate) fn restored(&mut self, disk: &SimulatedDisk, backup: &SimulatedDisk) {
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
