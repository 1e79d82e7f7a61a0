//! Does what there is to do for the outbox.

use super::{Job, Outbox, channel::Channel, lock, store::Store};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_futures::spawn_local;

struct Worker {
    outbox: Rc<Outbox>,
    store: Store,
    channel: Option<Channel>,
    working: Cell<bool>,
}

/// Does what was written down, and from now on what comes; sends what was kept once it is this tab's turn to.
///
/// Browsers have no locks on a page that came by plain http over a network. Then no tab can know itself the only
/// one: each sends what it wrote and what it finds, tells the others nothing, and the server takes each message once.
pub(super) fn start(outbox: Rc<Outbox>) {
    let user = outbox.chat.peek(|client| client.state.me.id);
    let name = format!("hubbub:outbox:{user}");
    let teller = Rc::downgrade(&outbox);
    let told = move |notice| {
        if let Some(outbox) = teller.upgrade() {
            outbox.act(Box::new(move |client| client.outbox_changed(notice)));
        }
    };
    let channel = lock::exists().then(|| Channel::open(&name, told));
    let worker = Rc::new(Worker {
        outbox: Rc::clone(&outbox),
        store: Store::new(user),
        channel: channel.flatten(),
        working: Cell::default(),
    });
    let hands = Rc::clone(&worker);
    // The outbox lives as long as the page, and so may these hold each other.
    outbox
        .hands
        .replace(Some(Box::new(move || work(Rc::clone(&hands)))));
    work(worker);
    spawn_local(async move {
        lock::hold(&name).await;
        outbox.queue(Job::TakeOver);
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
    async fn perform(&self, job: Job) {
        let Self { outbox, store, .. } = self;
        match job {
            Job::Keep(pending) => {
                if store.put(&pending).await.is_none() {
                    leptos::logging::warn!("this browser refuses to store what you write");
                }
                outbox.act(Box::new(move |client| client.kept(pending.client_id)));
            }
            // If it stays, it is sent once more some day, and the server knows it.
            Job::Forget(id) => drop(store.delete(id).await),
            Job::Tell(notice) => {
                if let Some(channel) = &self.channel {
                    channel.post(&notice);
                }
            }
            Job::Restore => {
                let kept = store.all().await.unwrap_or_default();
                if outbox.chat.peek(|client| client.is_missing(&kept)) {
                    outbox.act(Box::new(move |client| client.restore(kept)));
                }
            }
            Job::TakeOver => {
                let kept = store.all().await.unwrap_or_default();
                outbox.act(Box::new(move |client| client.become_sender(kept)));
            }
        }
    }
}
