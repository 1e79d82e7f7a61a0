use super::{
    disk::{Change, Disk},
    tab::TabId,
    writer::Answer,
};
use protocol::{ClientId, Command, RoomId, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// What people have done, for the checks.
#[derive(Default)]
pub(super) struct Book {
    pub(super) sends: BTreeMap<ClientId, Sent>,
    /// Messages that the server refused, at least once.
    pub(super) refused: BTreeSet<ClientId>,
}

/// A message that a person has sent.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) user: UserId,
    pub(super) browser: usize,
    /// Where it was written.
    pub(super) tab: TabId,
    /// Whether it has ever been in storage.
    pub(super) kept: bool,
    pub(super) room: RoomId,
    pub(super) body: String,
    /// The person tried it again after a refusal: it has lost its place.
    pub(super) retried: bool,
    /// The person has thrown it away.
    pub(super) discarded: bool,
    /// It may be lost: it was on disk when a backup without it was restored, or its tab was closed at once.
    pub(super) excused: bool,
}

impl Book {
    /// A change was made, or refused.
    pub(super) fn answered(&mut self, change: &Change, answer: &Answer) {
        if let Change::Command { command, .. } = change
            && let Command::Send(message) = command
            && answer.is_err()
        {
            self.refused.insert(message.client_id);
        }
    }

    /// What a tab has not had the time to store goes with it.
    pub(super) fn closed(&mut self, tab: TabId) {
        for sent in self.sends.values_mut() {
            sent.excused |= sent.tab == tab && !sent.kept;
        }
    }

    /// What the backup does not have may be lost, if its sender was told that it arrived.
    pub(super) fn restored(&mut self, disk: &Disk, backup: &Disk) {
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
