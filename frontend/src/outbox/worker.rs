//! The worker that does the outbox's jobs.

use super::{OutboxJob, StoredOutbox, channel::Channel, lock, store::OutboxStore};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_futures::spawn_local;

struct Worker {
    outbox: Rc<StoredOutbox>,
    store: OutboxStore,
    channel: Option<Channel>,
    working: Cell<bool>,
}

/// Does the waiting jobs and those to come, and sends the stored messages once this tab holds the lock.
///
/// Browsers have no locks on a page that came by plain http over a network. Then no tab can know that it is the only one:
/// each sends what it wrote and what it finds, tells the others nothing, and the server takes each message once.
pub(super) fn start(outbox: Rc<StoredOutbox>) {
    let user = outbox.chat.peek(|client| client.state.me.id);
    let name = format!("hubbub:outbox:{user}");
    let weak = Rc::downgrade(&outbox);
    let on_notice = move |notice| {
        if let Some(outbox) = weak.upgrade() {
            outbox.act(Box::new(move |client| client.outbox_changed(notice)));
        }
    };
    let channel = lock::exists().then(|| Channel::open(&name, on_notice));
    let worker = Rc::new(Worker {
        outbox: Rc::clone(&outbox),
        store: OutboxStore::new(user),
        channel: channel.flatten(),
        working: Cell::default(),
    });
    let woken = Rc::clone(&worker);
    // Outbox and worker live as long as the page, so they may hold each other.
    outbox
        .wake_worker
        .replace(Some(Box::new(move || work(Rc::clone(&woken)))));
    work(worker);
    spawn_local(async move {
        lock::hold(&name).await;
        outbox.queue(OutboxJob::TakeOver);
    });
}

fn work(worker: Rc<Worker>) {
    if worker.working.replace(true) {
        return;
    }
    spawn_local(async move {
        while let Some(job) = worker.outbox.next() {
            worker.perform(job).await;
        }
        worker.working.set(false);
    });
}

impl Worker {
    async fn perform(&self, job: OutboxJob) {
        let Self { outbox, store, .. } = self;
        match job {
            OutboxJob::Keep(pending) => {
                if store.put(&pending).await.is_none() {
                    leptos::logging::warn!("this browser refuses to store what you write");
                }
                outbox.act(Box::new(move |client| client.kept(pending.client_id)));
            }
            // If it stays, it is sent again, and the server recognizes it.
            OutboxJob::Forget(id) => drop(store.delete(id).await),
            OutboxJob::Tell(notice) => {
                if let Some(channel) = &self.channel {
                    channel.post(&notice);
                }
            }
            OutboxJob::Restore => {
                let kept = store.all().await.unwrap_or_default();
                if outbox.chat.peek(|client| client.is_missing(&kept)) {
                    outbox.act(Box::new(move |client| client.restore(kept)));
                }
            }
            OutboxJob::TakeOver => {
                let kept = store.all().await.unwrap_or_default();
                outbox.act(Box::new(move |client| client.become_sender(kept)));
            }
        }
    }
}
