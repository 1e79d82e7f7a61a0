//! List of followed threads, loaded from the server.

use crate::{
    api,
    chat::{Chat, use_chat},
    kit::form_request::FormRequest,
};
use leptos::{prelude::*, task::spawn_local};
use protocol::{FollowedThread, MessageId, Problem, RoomId, ThreadPage};
use std::time::Duration;

/// Number of threads loaded at first, and of those added each time.
const PAGE: usize = 50;
/// Pause after each load, so that threads that change often are not loaded all the time.
const PAUSE: Duration = Duration::from_millis(800);

/// The threads that the person follows. At first the unread ones are above the others, each group the most recently active
/// first. Threads that the page shows already keep their order: nothing moves away from who reads or answers.
#[derive(Clone, Copy)]
pub(super) struct ThreadList {
    pub(super) chat: Chat,
    pub(super) request: FormRequest,
    /// The thread that is answered in the list.
    pub(super) answering: RwSignal<Option<MessageId>>,
    /// `None` until the server has answered.
    page: RwSignal<Option<ThreadPage>>,
    /// The threads in the order in which they are shown.
    order: RwSignal<Vec<MessageId>>,
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
            answering: RwSignal::new(None),
            page: RwSignal::new(None),
            order: RwSignal::new(Vec::new()),
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
                    let update = |order: &mut Vec<_>| *order = ordered(order, &page.threads);
                    self.order.try_update(update);
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

    pub(super) fn is_loading(self) -> bool {
        self.page.with(Option::is_none) && self.request.problem.with(Option::is_none)
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

    /// Returns the rooms of the loaded threads.
    pub(super) fn rooms(self) -> Vec<RoomId> {
        self.page.with(|page| {
            let threads = page.iter().flat_map(|page| &page.threads);
            threads.map(|thread| thread.root.room).collect()
        })
    }

    pub(super) fn roots(self) -> Vec<MessageId> {
        self.order.get()
    }
}

/// Returns the order in which to show threads that the server lists with the most recently active first. `shown` is the
/// order until now.
fn ordered(shown: &[MessageId], threads: &[FollowedThread]) -> Vec<MessageId> {
    let listed: Vec<MessageId> = threads.iter().map(|thread| thread.root.id).collect();
    let Some(first) = listed.iter().position(|id| shown.contains(id)) else {
        let (unread, read): (Vec<_>, Vec<_>) =
            threads.iter().partition(|thread| thread.follow.unread > 0);
        let all = unread.into_iter().chain(read);
        return all.map(|thread| thread.root.id).collect();
    };
    let (newer, others) = listed.split_at(first);
    let kept = shown.iter().filter(|id| listed.contains(id));
    let older = others.iter().filter(|id| !shown.contains(id));
    newer.iter().chain(kept).chain(older).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::ordered;
    use protocol::{Follow, FollowedThread, Message, MessageId};
    use uuid::Uuid;

    fn id(n: u128) -> MessageId {
        MessageId(Uuid::from_u128(n))
    }

    fn thread(n: u128, unread: u64) -> FollowedThread {
        FollowedThread {
            root: Message {
                id: id(n),
                ..Message::default()
            },
            follow: Follow {
                unread,
                ..Follow::default()
            },
            ..FollowedThread::default()
        }
    }

    #[test]
    fn unread_threads_are_first_when_the_page_opens() {
        let threads = [thread(1, 0), thread(2, 3), thread(3, 0), thread(4, 1)];
        assert_eq!(ordered(&[], &threads), [2, 4, 1, 3].map(id));
    }

    #[test]
    fn a_thread_that_is_shown_stays_where_it_is_whatever_happens_in_it() {
        let shown = [2, 4, 1].map(id);
        // 1 became active and 2 was read, 5 is new, 4 is no longer followed, and 3 comes with the next page.
        let threads = [thread(5, 1), thread(1, 1), thread(2, 0), thread(3, 0)];
        assert_eq!(ordered(&shown, &threads), [5, 2, 1, 3].map(id));
        assert_eq!(ordered(&shown, &[]), []);
    }
}
