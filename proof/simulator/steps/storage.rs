//! The storage of a browser at work, and the notices between its tabs.

use crate::simulator::{
    model::browser::{StorageJob, TabId},
    world::World,
};
use client::{OutboxChange, PendingMessage};

impl World {
    pub(crate) fn queue(&mut self, id: TabId, job: StorageJob) {
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
    pub(crate) fn pass_lock(&mut self, browser: usize) {
        if let Some(first) = self.browsers[browser].tabs.first() {
            self.queue(*first, StorageJob::TakeOver);
        }
    }
}
