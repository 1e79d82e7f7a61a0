//! A browser: its storage outlives its tabs, one of them holds the lock of the outbox, and each hears the others.

use super::{tab::TabId, world::World};
use crate::token::TokenHash;
use client::{OutboxChange, PendingMessage};
use protocol::{ClientId, UserId};
use std::collections::BTreeMap;

/// One browser of one person.
pub(super) struct Browser {
    pub(super) user: UserId,
    pub(super) token: TokenHash,
    pub(super) storage: BTreeMap<ClientId, PendingMessage>,
    /// In the order of their opening: the first holds the lock of the outbox, and is the one that sends.
    pub(super) tabs: Vec<TabId>,
    /// Counts the attempts to load the page: only the last one counts.
    pub(super) opening: u64,
    /// Until when no connection comes about.
    pub(super) dark_until: u64,
}

/// What storage is to do for a tab; it is done one by one, in order, and not at all once the tab is gone.
pub(super) enum Job {
    Keep(PendingMessage),
    Forget(ClientId),
    Tell(OutboxChange),
    Restore,
    TakeOver,
}

impl Browser {
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
    pub(super) fn queue(&mut self, id: TabId, job: Job) {
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

    fn do_job(&mut self, id: TabId, job: Job) {
        let Some(tab) = self.tabs.get(&id) else {
            return;
        };
        let browser = &mut self.browsers[tab.browser];
        match job {
            Job::Keep(pending) => {
                let message = pending.client_id;
                browser.storage.insert(message, pending);
                if let Some(sent) = self.book.sends.get_mut(&message) {
                    sent.kept = true;
                }
                self.act(id, |client| client.kept(message));
            }
            Job::Forget(message) => {
                browser.storage.remove(&message);
            }
            Job::Tell(notice) => self.tell(id, &notice),
            Job::Restore => {
                let kept: Vec<PendingMessage> = browser.storage.values().cloned().collect();
                if tab.client.is_missing(&kept) {
                    self.act(id, |client| client.restore(kept));
                }
            }
            Job::TakeOver => {
                let kept = browser.storage.values().cloned().collect();
                self.act(id, |client| client.become_sender(kept));
            }
        }
    }

    /// Tells the person's other tabs in the browser.
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

    /// The first tab takes the lock that the one before has left.
    pub(super) fn pass_lock(&mut self, browser: usize) {
        if let Some(first) = self.browsers[browser].tabs.first() {
            self.queue(*first, Job::TakeOver);
        }
    }
}
