//! The signed-in person's chat: the client as a signal, and what components do with it.

mod loading;
mod people;
mod rooms;
mod sending;
mod unread;

use crate::browser::BrowserHandle;
use client::{Action, Client, calendar::LocalTime};
use leptos::prelude::*;
use protocol::{Conversation, Notification, RoomId, Timestamp, route::Route};
pub(crate) use sending::set_mention_parser;

/// One signed-in person's chat in one tab.
#[derive(Clone, Copy)]
pub struct Chat {
    pub client: RwSignal<Client>,
    pub browser: BrowserHandle,
    /// The path of the address.
    pub path: RwSignal<String>,
    /// The time, precise enough to name days and show local hours. `None` until the page is hydrated, so that server and
    /// browser render the same first screen.
    pub clock: RwSignal<Option<Timestamp>>,
    /// The room in which the person has seen everything and looks at the newest message: nothing in it counts as unread.
    pub watched: RwSignal<Option<RoomId>>,
    /// The `seq` of the message at the top of the view, while the person reads history.
    pub place: StoredValue<Option<u64>>,
    /// Notifications that the server has sent to this page and that are not shown yet.
    pub alerts: RwSignal<Vec<Notification>>,
    /// Conversations that the person has left with a draft before the server's was known. It is told to the server then.
    pub(crate) untold_drafts: RwSignal<Vec<Conversation>>,
    /// Notified when the person sends a message: they want to see it.
    pub sent: Trigger,
    /// Notified when the person sends a reply.
    pub replied: Trigger,
}

impl Chat {
    /// Makes the chat of a client that has not been started.
    pub fn new(client: Client, browser: BrowserHandle, path: String) -> Self {
        Self {
            client: RwSignal::new(client),
            browser,
            path: RwSignal::new(path),
            clock: RwSignal::new(None),
            watched: RwSignal::new(None),
            place: StoredValue::new(None),
            alerts: RwSignal::new(Vec::new()),
            untold_drafts: RwSignal::new(Vec::new()),
            sent: Trigger::new(),
            replied: Trigger::new(),
        }
    }

    /// Returns what `read` finds in the client, and tracks the client.
    pub fn look<T>(self, read: impl FnOnce(&Client) -> T) -> T {
        read(&self.client.read())
    }

    /// Returns what `read` finds in the client, without tracking it.
    pub fn peek<T>(self, read: impl FnOnce(&Client) -> T) -> T {
        read(&self.client.read_untracked())
    }

    /// Changes the client, and performs the actions that it returns.
    pub fn act(self, change: impl FnOnce(&mut Client) -> Vec<Action>) {
        let mut actions = Vec::new();
        self.client.update(|client| actions = change(client));
        if !actions.is_empty() {
            self.browser.get().perform(actions);
        }
    }

    /// As [`Chat::act`], for a change that no view shows: it wakes none.
    pub fn act_untracked(self, change: impl FnOnce(&mut Client) -> Vec<Action>) {
        let actions = self
            .client
            .try_maybe_update(|client| (false, change(client)));
        self.browser.get().perform(actions.unwrap_or_default());
    }

    /// Goes to another page of the workspace.
    pub fn go(self, path: &str) {
        self.browser.get().push_path(path);
        self.path.set(path.to_owned());
    }

    /// Replaces the path of the page that is shown, such as when the person changes what it looks for.
    pub(crate) fn replace_path(self, path: &str) {
        self.browser.get().replace_path(path);
        self.path.set(path.to_owned());
    }

    /// Returns the page that the address leads to, and tracks the address.
    pub fn route(self) -> Route {
        self.path.with(|path| Route::parse(path))
    }

    /// Returns the local time of a moment in this browser.
    pub fn local_time(self, at: Timestamp) -> LocalTime {
        LocalTime::new(at, self.browser.get().offset_minutes(at))
    }

    /// Shows the person a notice.
    pub fn notify(self, notice: &str) {
        self.act(|client| {
            client.notice = Some(notice.to_owned());
            Vec::new()
        });
    }

    /// Removes the notice that is shown.
    pub fn dismiss_notice(self) {
        self.act(|client| {
            client.notice = None;
            Vec::new()
        });
    }
}

/// Returns the chat of the person who is signed in.
pub fn use_chat() -> Chat {
    expect_context::<Chat>()
}
