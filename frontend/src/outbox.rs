//! The outbox in this browser: kept in IndexedDB, sent by one tab at a time, and the same in all of them. What does that
//! comes with the code that comes later; until then it is written down here what there is to do.

mod channel;
mod lock;
mod store;
mod worker;

use app::{chat::Chat, load_later};
use client::{Action, Client, OutboxChange, PendingMessage};
use js_sys::Promise;
use leptos::prelude::window;
use protocol::ClientId;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How often the code is asked for from a server that is there, before the outbox does without it.
const TRIES: u32 = 5;
/// How long to wait between, in milliseconds.
const PAUSE_MS: i32 = 2_000;

/// One person's outbox, as this tab sees it.
pub(crate) struct Outbox {
    chat: Chat,
    jobs: RefCell<Vec<Job>>,
    /// Who does the jobs.
    hands: RefCell<Option<Box<dyn Fn()>>>,
}

/// What is to be done; it is done one by one, in order.
enum Job {
    Keep(PendingMessage),
    Forget(ClientId),
    Tell(OutboxChange),
    Restore,
    TakeOver,
}

/// What befalls the client.
type Deed = Box<dyn FnOnce(&mut Client) -> Vec<Action>>;

impl Outbox {
    /// Shows what was kept, and sends it once it is this tab's turn to.
    pub(crate) fn open(chat: Chat) -> Rc<Self> {
        let outbox = Rc::new(Self {
            chat,
            jobs: RefCell::default(),
            hands: RefCell::default(),
        });
        outbox.look();
        let opened = Rc::clone(&outbox);
        spawn_local(async move {
            if !has_code(chat).await || code::start(Rc::clone(&opened)).await.is_err() {
                opened.do_without();
            }
        });
        outbox
    }

    /// Writes a message to storage, and tells the client when it is there.
    pub(crate) fn keep(&self, pending: PendingMessage) {
        self.queue(Job::Keep(pending));
    }

    /// Takes a message out of storage.
    pub(crate) fn forget(&self, id: ClientId) {
        self.queue(Job::Forget(id));
    }

    /// Looks for what a tab has left in storage that was closed before it could tell.
    pub(crate) fn look(&self) {
        self.queue(Job::Restore);
    }

    /// Tells the person's other tabs, once storage is as the notice says: a tab that opens meanwhile finds it there.
    pub(crate) fn tell(&self, notice: OutboxChange) {
        self.queue(Job::Tell(notice));
    }

    fn queue(&self, job: Job) {
        self.jobs.borrow_mut().push(job);
        if let Some(hands) = &*self.hands.borrow() {
            hands();
        }
    }

    // Apart from who does it, so that the queue is not borrowed meanwhile.
    fn next(&self) -> Option<Job> {
        let mut jobs = self.jobs.borrow_mut();
        (!jobs.is_empty()).then(|| jobs.remove(0))
    }

    /// What cannot be kept is sent all the same.
    fn do_without(self: &Rc<Self>) {
        leptos::logging::warn!("what you write cannot be kept in this browser");
        let outbox = Rc::downgrade(self);
        let hands = Box::new(move || {
            // A frame later, since the client is at work when it asks for something to be kept.
            let Some(outbox) = outbox.upgrade() else {
                return;
            };
            spawn_local(async move {
                while let Some(job) = outbox.next() {
                    if let Job::Keep(PendingMessage { client_id, .. }) = job {
                        outbox.act(Box::new(move |client| client.kept(client_id)));
                    }
                }
            });
        });
        hands();
        self.hands.replace(Some(hands));
        self.act(Box::new(|client| client.become_sender(Vec::new())));
    }

    // Of one type for all deeds, so that what it sets off is made once.
    fn act(&self, deed: Deed) {
        self.chat.act(deed);
    }
}

/// Waits for the code, also while the server is away. False when it is there and the code is not.
async fn has_code(chat: Chat) -> bool {
    let mut tries = 0;
    while !load_later().await {
        if chat.peek(|client| client.is_live()) {
            tries += 1;
        }
        if tries == TRIES {
            return false;
        }
        pause().await;
    }
    true
}

async fn pause() {
    let over = Promise::new(&mut |over, _| {
        // It fails only without a window.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&over, PAUSE_MS);
    });
    // A pause has nothing to refuse.
    let _ = JsFuture::from(over).await;
}

#[cfg(feature = "split")]
mod code {
    use super::{Outbox, worker};
    use leptos::wasm_split::SplitLoaderError;
    use std::rc::Rc;

    #[leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub(super) fn start(outbox: Rc<Outbox>) -> Result<(), SplitLoaderError> {
        worker::start(outbox);
        Ok(())
    }
}

#[cfg(not(feature = "split"))]
mod code {
    use super::{Outbox, worker};
    use leptos::wasm_split::SplitLoaderError;
    use std::rc::Rc;

    pub(super) async fn start(outbox: Rc<Outbox>) -> Result<(), SplitLoaderError> {
        worker::start(outbox);
        Ok(())
    }
}
