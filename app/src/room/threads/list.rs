//! List of followed threads, loaded from the server.

use crate::{
    api,
    chat::{Chat, use_chat},
    kit::form_request::FormRequest,
};
use leptos::{prelude::*, task::spawn_local};
use protocol::{FollowedThread, MessageId, Problem, ThreadPage};
use std::time::Duration;

/// Number of threads loaded at first, and of those added each time.
const PAGE: usize = 50;
/// Pause after each load, so that threads that change often are not loaded all the time.
const PAUSE: Duration = Duration::from_millis(800);

/// The threads that the person follows, the most recently active first.
#[derive(Clone, Copy)]
pub(super) struct ThreadList {
    pub(super) chat: Chat,
    pub(super) request: FormRequest,
    /// `None` until the server has answered.
    page: RwSignal<Option<ThreadPage>>,
    limit: StoredValue<usize>,
    /// A load, or the pause after it, is under way.
    busy: StoredValue<bool>,
    /// The list must be loaded again after the pause.
    stale: StoredValue<bool>,
}

impl ThreadList {
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
    async fn pages(self) -> Result<ThreadPage, Problem> {
        let mut found = ThreadPage {
            threads: Vec::new(),
            more: true,
        };
        loop {
            // The person may have left the page meanwhile.
            let wanted = self.limit.try_get_value().unwrap_or_default();
            let missing = wanted.saturating_sub(found.threads.len());
            if missing == 0 || !found.more {
                return Ok(found);
            }
            let after = found.threads.last().map(|last| last.root.id);
            let path = api::threads(missing, after);
            let page: ThreadPage = api::get(self.chat.browser, path).await?;
            // A thread that became active meanwhile has moved up, and may come a second time.
            let mut threads = page.threads;
            threads.retain(|new| found.threads.iter().all(|old| old.root.id != new.root.id));
            found.more = page.more && !threads.is_empty();
            found.threads.extend(threads);
        }
    }

    fn end_pause(self) {
        // The person may have left the page meanwhile.
        self.busy.try_set_value(false);
        if self.stale.try_get_value() == Some(true) {
            self.load();
        }
    }

    /// Loads more threads than before.
    pub(super) fn show_more(self) {
        self.limit.update_value(|limit| *limit += PAGE);
        self.load();
    }

    pub(super) fn is_empty(self) -> bool {
        self.page
            .with(|page| page.as_ref().is_some_and(|page| page.threads.is_empty()))
    }

    pub(super) fn has_more(self) -> bool {
        self.page
            .with(|page| page.as_ref().is_some_and(|page| page.more))
    }

    pub(super) fn thread(self, root: MessageId) -> Option<FollowedThread> {
        self.page.with(|page| {
            let mut threads = page.as_ref()?.threads.iter();
            threads.find(|thread| thread.root.id == root).cloned()
        })
    }

    pub(super) fn roots(self) -> Vec<MessageId> {
        self.page.with(|page| {
            let threads = page.iter().flat_map(|page| &page.threads);
            threads.map(|thread| thread.root.id).collect()
        })
    }
}
