//! The outbox in this browser: kept in IndexedDB, sent by one tab at a time, and the same in all of them.

mod channel;
mod lock;
mod storage;
mod store;

use app::{
    chat::Chat,
    client::{Action, Client, Notice, Pending},
    model::ClientId,
};
use channel::Channel;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use storage::{Order, Storage};
use wasm_bindgen_futures::spawn_local;

/// One person's outbox, as this tab sees it.
pub(crate) struct Outbox {
    chat: Chat,
    storage: Storage,
    channel: Option<Channel>,
    jobs: RefCell<Vec<Job>>,
    working: Cell<bool>,
}

/// What storage is to do; it is done one by one, in order.
enum Job {
    Keep(Pending),
    Forget(ClientId),
    Tell(Notice),
    Restore,
    TakeOver,
}

/// What befalls the client.
type Deed = Box<dyn FnOnce(&mut Client) -> Vec<Action>>;

impl Outbox {
    /// Shows what was kept, and sends it once it is this tab's turn to.
    ///
    /// Browsers have no locks on a page that came by plain http over a network. Then no tab can know itself the only
    /// one: each sends what it wrote and what it finds, tells the others nothing, and the server takes each message once.
    pub(crate) fn open(chat: Chat) -> Rc<Self> {
        let user = chat.peek(|client| client.state.me.id);
        let name = format!("hubbub:outbox:{user}");
        let told = move |notice| act(chat, Box::new(move |client| client.told(notice)));
        let channel = lock::exists().then(|| Channel::open(&name, told));
        let outbox = Rc::new(Self {
            chat,
            storage: Storage::of(user),
            channel: channel.flatten(),
            jobs: RefCell::default(),
            working: Cell::default(),
        });
        outbox.look();
        let sender = Rc::clone(&outbox);
        spawn_local(async move {
            lock::hold(&name).await;
            sender.queue(Job::TakeOver);
        });
        outbox
    }

    /// Writes a message to storage, and tells the client when it is there.
    pub(crate) fn keep(self: &Rc<Self>, pending: Pending) {
        self.queue(Job::Keep(pending));
    }

    /// Takes a message out of storage.
    pub(crate) fn forget(self: &Rc<Self>, id: ClientId) {
        self.queue(Job::Forget(id));
    }

    /// Looks for what a tab has left in storage that was closed before it could tell.
    pub(crate) fn look(self: &Rc<Self>) {
        self.queue(Job::Restore);
    }

    /// Tells the person's other tabs, once storage is as the notice says: a tab that opens meanwhile finds it there.
    pub(crate) fn tell(self: &Rc<Self>, notice: Notice) {
        self.queue(Job::Tell(notice));
    }

    fn queue(self: &Rc<Self>, job: Job) {
        self.jobs.borrow_mut().push(job);
        if self.working.replace(true) {
            return;
        }
        let outbox = Rc::clone(self);
        spawn_local(async move {
            while let Some(job) = outbox.next() {
                outbox.perform(job).await;
            }
            outbox.working.set(false);
        });
    }

    // Apart from the loop, so that the queue is not borrowed while a job is done.
    fn next(&self) -> Option<Job> {
        let mut jobs = self.jobs.borrow_mut();
        (!jobs.is_empty()).then(|| jobs.remove(0))
    }

    async fn perform(&self, job: Job) {
        match job {
            Job::Keep(pending) => {
                let id = pending.client_id;
                if self.storage.perform(Order::Put(pending)).await.is_none() {
                    leptos::logging::warn!("this browser refuses to store what you write");
                }
                self.act(move |client| client.kept(id));
            }
            // If it stays, it is sent once more some day, and the server knows it.
            Job::Forget(id) => drop(self.storage.perform(Order::Delete(id)).await),
            Job::Tell(notice) => {
                if let Some(channel) = &self.channel {
                    channel.post(&notice);
                }
            }
            Job::Restore => {
                let kept = self.storage.perform(Order::All).await.unwrap_or_default();
                if self.chat.peek(|client| client.lacks(&kept)) {
                    self.act(move |client| client.restore(kept));
                }
            }
            Job::TakeOver => {
                let kept = self.storage.perform(Order::All).await.unwrap_or_default();
                self.act(move |client| client.take_over(kept));
            }
        }
    }

    fn act(&self, deed: impl FnOnce(&mut Client) -> Vec<Action> + 'static) {
        act(self.chat, Box::new(deed));
    }
}

// Of one type for all deeds, so that what it sets off is made once.
fn act(chat: Chat, deed: Deed) {
    chat.act(deed);
}
