//! The outbox in this browser: stored in IndexedDB, sent by one tab at a time, and the same in all tabs. The code that does
//! this is loaded later; until then the jobs wait here.

mod channel;
mod lock;
mod store;
mod worker;

use crate::clock::pause_before_retry;
use app::{chat::Chat, load_later};
use client::{Action, Client, OutboxChange, PendingMessage};
use protocol::ClientId;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;

/// How often to try to load the code while the server is reachable, before the outbox works without storage.
const TRIES: u32 = 5;

/// One person's outbox in this tab.
pub(crate) struct StoredOutbox {
    chat: Chat,
    jobs: RefCell<Vec<OutboxJob>>,
    /// Wakes the worker; `None` until its code is loaded.
    wake_worker: RefCell<Option<Box<dyn Fn()>>>,
}

/// A job of the worker. Jobs are done one by one, in order.
enum OutboxJob {
    Keep(PendingMessage),
    Forget(ClientId),
    Tell(OutboxChange),
    Restore,
    TakeOver,
}

/// A change of the client.
type Change = Box<dyn FnOnce(&mut Client) -> Vec<Action>>;

impl StoredOutbox {
    /// Restores the stored messages, and sends them once this tab holds the lock.
    pub(crate) fn open(chat: Chat) -> Rc<Self> {
        let outbox = Rc::new(Self {
            chat,
            jobs: RefCell::default(),
            wake_worker: RefCell::default(),
        });
        outbox.check_storage();
        let opened = Rc::clone(&outbox);
        spawn_local(async move {
            if !is_code_loaded(chat).await || code::start(Rc::clone(&opened)).await.is_err() {
                opened.work_without_storage();
            }
        });
        outbox
    }

    /// Stores a message, and tells the client when it is stored.
    pub(crate) fn keep(&self, pending: PendingMessage) {
        self.queue(OutboxJob::Keep(pending));
    }

    /// Removes a message from storage.
    pub(crate) fn forget(&self, id: ClientId) {
        self.queue(OutboxJob::Forget(id));
    }

    /// Looks in storage for messages of a tab that was closed before it could tell the others.
    pub(crate) fn check_storage(&self) {
        self.queue(OutboxJob::Restore);
    }

    /// Sends a notice to the person's other tabs, once storage agrees with it: a tab that opens meanwhile reads storage.
    pub(crate) fn tell(&self, notice: OutboxChange) {
        self.queue(OutboxJob::Tell(notice));
    }

    fn queue(&self, job: OutboxJob) {
        self.jobs.borrow_mut().push(job);
        if let Some(wake_worker) = &*self.wake_worker.borrow() {
            wake_worker();
        }
    }

    // A function of its own, so that the queue is not borrowed while the job is done.
    fn next(&self) -> Option<OutboxJob> {
        let mut jobs = self.jobs.borrow_mut();
        (!jobs.is_empty()).then(|| jobs.remove(0))
    }

    /// Sends messages without storing them.
    fn work_without_storage(self: &Rc<Self>) {
        leptos::logging::warn!("what you write cannot be kept in this browser");
        let outbox = Rc::downgrade(self);
        let work = Box::new(move || {
            // In a task of its own, since the client is borrowed when it asks to keep a message.
            let Some(outbox) = outbox.upgrade() else {
                return;
            };
            spawn_local(async move {
                while let Some(job) = outbox.next() {
                    if let OutboxJob::Keep(PendingMessage { client_id, .. }) = job {
                        outbox.act(Box::new(move |client| client.kept(client_id)));
                    }
                }
            });
        });
        work();
        self.wake_worker.replace(Some(work));
        self.act(Box::new(|client| client.become_sender(Vec::new())));
    }

    // One type for all changes, so that the code of `Chat::act` is made once.
    fn act(&self, change: Change) {
        self.chat.act(change);
    }
}

/// Loads the code, and waits while the server is unreachable. Returns whether the code is loaded.
async fn is_code_loaded(chat: Chat) -> bool {
    let mut tries = 0;
    while !load_later().await {
        if chat.peek(|client| client.is_live()) {
            tries += 1;
        }
        if tries == TRIES {
            return false;
        }
        pause_before_retry().await;
    }
    true
}

#[cfg(feature = "split")]
mod code {
    use super::{StoredOutbox, worker};
    use leptos::wasm_split::SplitLoaderError;
    use std::rc::Rc;

    #[leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub(super) fn start(outbox: Rc<StoredOutbox>) -> Result<(), SplitLoaderError> {
        worker::start(outbox);
        Ok(())
    }
}

#[cfg(not(feature = "split"))]
mod code {
    use super::{StoredOutbox, worker};
    use leptos::wasm_split::SplitLoaderError;
    use std::rc::Rc;

    pub(super) async fn start(outbox: Rc<StoredOutbox>) -> Result<(), SplitLoaderError> {
        worker::start(outbox);
        Ok(())
    }
}
