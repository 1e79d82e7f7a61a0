//! A browser: its storage outlives its tabs, one tab holds the lock of the outbox, and tabs notify each other.

use super::{tab::TabId, world::World};
use crate::token::TokenHash;
use client::{OutboxChange, PendingMessage};
use protocol::{ClientId, UserId};
use std::collections::BTreeMap;

/// One browser of one person.
pub(super) struct SimulatedBrowser {
    pub(super) user: UserId,
    pub(super) token: TokenHash,
    pub(super) storage: BTreeMap<ClientId, PendingMessage>,
    /// In the order of opening. The first holds the lock of the outbox and sends.
    pub(super) tabs: Vec<TabId>,
    /// Counts the attempts to load the page: only the last one counts.
    pub(super) opening: u64,
    /// Until when no connection can be opened.
    pub(super) dark_until: u64,
}

/// A job of the storage for a tab. Jobs are done in order, and not at all after the tab is closed.
pub(super) enum StorageJob {
    Keep(PendingMessage),
    Forget(ClientId),
    Tell(OutboxChange),
    Restore,
    TakeOver,
}

impl SimulatedBrowser {
    pub(super) fn new(user: UserId, token: TokenHash) -> Self {
        Self {
            user,
            token,
            storage: BTreeMap::new(),
            tabs: Vec::new(),
            opening: 0,
            dark_until: 0,
        }
    }
}

impl World {
    pub(super) fn queue(&mut self, id: TabId, job: StorageJob) {
        let wait = self.dice.below(8);
        let now = self.now();
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        tab.stored_at = tab.stored_at.max(now + wait);
        let at = tab.stored_at;
        self.under_way += 1;
        self.at(at, move |world| {
            world.under_way -= 1;
            world.do_job(id, job);
        });
    }

    fn do_job(&mut self, id: TabId, job: StorageJob) {
        let Some(tab) = self.tabs.get(&id) else {
            return;
        };
        let browser = &mut self.browsers[tab.browser];
        match job {
            StorageJob::Keep(pending) => {
                let message = pending.client_id;
                browser.storage.insert(message, pending);
                if let Some(sent) = self.book.sends.get_mut(&message) {
                    sent.kept = true;
                }
                self.act(id, |client| client.kept(message));
            }
            StorageJob::Forget(message) => {
                browser.storage.remove(&message);
            }
            StorageJob::Tell(notice) => self.tell(id, &notice),
            StorageJob::Restore => {
                let kept: Vec<PendingMessage> = browser.storage.values().cloned().collect();
                if tab.client.is_missing(&kept) {
                    self.act(id, |client| client.restore(kept));
                }
            }
            StorageJob::TakeOver => {
                let kept = browser.storage.values().cloned().collect();
                self.act(id, |client| client.become_sender(kept));
            }
        }
    }

    /// Notifies the other tabs of the browser.
    fn tell(&mut self, id: TabId, notice: &OutboxChange) {
        let wait = self.dice.below(30);
        let now = self.now();
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        tab.told_at = tab.told_at.max(now + wait);
        let at = tab.told_at;
        let others = self.browsers[tab.browser].tabs.clone();
        for other in others.into_iter().filter(|other| *other != id) {
            let notice = notice.clone();
            self.under_way += 1;
            self.at(at, move |world| {
                world.under_way -= 1;
                world.act(other, |client| client.outbox_changed(notice));
            });
        }
    }

    /// Gives the outbox's lock to the first tab.
    pub(super) fn pass_lock(&mut self, browser: usize) {
        if let Some(first) = self.browsers[browser].tabs.first() {
            self.queue(*first, StorageJob::TakeOver);
        }
    }
}
