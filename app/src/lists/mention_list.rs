//! The messages that mention the person, loaded from the server.

use crate::{
    api,
    chat::{Chat, use_chat},
    kit::form_request::FormRequest,
};
use leptos::{prelude::*, task::spawn_local};
use protocol::{Cursors, MentionPage, Message, MessageId, Problem, StreamId};
use std::time::Duration;

/// Number of messages loaded at first, and of those added each time.
const PAGE: usize = 50;
/// Pause after each load, so that a list that changes often is not loaded all the time.
const PAUSE: Duration = Duration::from_millis(800);

/// The messages that mention the person, the newest first.
#[derive(Clone, Copy)]
pub(super) struct MentionList {
    chat: Chat,
    pub(super) request: FormRequest,
    /// `None` until the server has answered.
    page: RwSignal<Option<MentionPage>>,
    limit: StoredValue<usize>,
    /// A load, or the pause after it, is under way.
    busy: StoredValue<bool>,
    /// The list must be loaded again after the pause.
    stale: StoredValue<bool>,
}

impl MentionList {
    pub(super) fn new() -> Self {
        Self {
            chat: use_chat(),
            request: FormRequest::new(),
            page: RwSignal::new(None),
            limit: StoredValue::new(PAGE),
            busy: StoredValue::new(false),
            stale: StoredValue::new(false),
        }
    }

    /// Returns what changes when the list may have changed: the number of unread mentions, and the streams of the person and
    /// of the rooms in the list. Tracks the client and the list.
    pub(super) fn version(self) -> (bool, u64, Cursors) {
        let listed: Vec<_> = {
            let page = self.page.read();
            let messages = page.iter().flat_map(|page| &page.messages);
            messages.map(|message| message.room).collect()
        };
        self.chat.look(|client| {
            let mut cursors = client.state.cursors.clone();
            cursors.retain(|stream, _| match stream {
                StreamId::Room(room) => listed.contains(room),
                StreamId::User(_) => true,
                StreamId::Workspace => false,
            });
            let mentions = client
                .state
                .rooms
                .values()
                .map(|room| room.mentions())
                .sum();
            (client.is_live(), mentions, cursors)
        })
    }

    /// Loads the list again, after the pause if one is under way.
    pub(super) fn load(self) {
        if self.busy.get_value() {
            return self.stale.set_value(true);
        }
        self.busy.set_value(true);
        self.stale.set_value(false);
        spawn_local(async move {
            match self.pages().await {
                Ok(page) => {
                    self.request.problem.try_set(None);
                    self.page.try_set(Some(page));
                }
                Err(refusal) => self.request.fail(refusal.detail),
            }
            set_timeout(move || self.end_pause(), PAUSE);
        });
    }

    /// Loads pages until the limit is reached.
    async fn pages(self) -> Result<MentionPage, Problem> {
        let mut found = MentionPage {
            more: true,
            ..MentionPage::default()
        };
        loop {
            // The person may have left the page meanwhile.
            let wanted = self.limit.try_get_value().unwrap_or_default();
            let missing = wanted.saturating_sub(found.messages.len());
            if missing == 0 || !found.more {
                return Ok(found);
            }
            let after = found.messages.last().map(|last| last.id);
            let path = api::mentions(missing, after);
            let page: MentionPage = api::get(self.chat.browser, path).await?;
            // The list begins anew if the last message is gone for good.
            let mut messages = page.messages;
            messages.retain(|new| found.messages.iter().all(|old| old.id != new.id));
            found.more = page.more && !messages.is_empty();
            found.messages.extend(messages);
        }
    }

    fn end_pause(self) {
        // The person may have left the page meanwhile.
        self.busy.try_set_value(false);
        if self.stale.try_get_value() == Some(true) {
            self.load();
        }
    }

    /// Loads more messages than before.
    pub(super) fn show_more(self) {
        self.limit.update_value(|limit| *limit += PAGE);
        self.load();
    }

    pub(super) fn is_loading(self) -> bool {
        self.page.read().is_none() && self.request.problem.read().is_none()
    }

    pub(super) fn is_empty(self) -> bool {
        let page = self.page.read();
        page.as_ref().is_some_and(|page| page.messages.is_empty())
    }

    pub(super) fn has_more(self) -> bool {
        let page = self.page.read();
        page.as_ref().is_some_and(|page| page.more)
    }

    pub(super) fn ids(self) -> Vec<MessageId> {
        let page = self.page.read();
        let messages = page.iter().flat_map(|page| &page.messages);
        messages.map(|message| message.id).collect()
    }

    pub(super) fn message(self, id: MessageId) -> Option<Message> {
        let page = self.page.read();
        let mut messages = page.iter().flat_map(|page| &page.messages);
        messages.find(|message| message.id == id).cloned()
    }
}
