//! Results of a search, loaded from the server.

use super::{
    address::SearchAddress, latest::LatestTask, marks, offline_search::search_offline_copy,
};
use crate::{
    api,
    chat::{Chat, use_chat},
};
use client::Client;
use leptos::prelude::*;
use protocol::{
    MessageId, Problem, SearchPage, SearchProblem, SearchResult, limits, route::permalink,
};
use std::{cell::RefCell, time::Duration};

/// Pause after a keystroke until the server is asked.
const PAUSE: Duration = Duration::from_millis(200);
/// Number of pages that are loaded at once if they have few results: matches may be far between.
const PAGES_AT_ONCE: usize = 5;

thread_local! {
    /// The results of the page that was left last, and how far they were scrolled: Back returns to them.
    static LEFT: RefCell<Option<(Found, i32)>> = const { RefCell::new(None) };
}

/// What a search has found so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) address: SearchAddress,
    pub(crate) results: Vec<SearchResult>,
    /// Leads to the next page. `None` if there is none.
    cursor: Option<String>,
    pub(super) problems: Vec<SearchProblem>,
    pub(super) indexing: bool,
    /// Whether only what is saved on this device was searched, without a network.
    pub(super) only_saved: bool,
}

impl Found {
    fn add(&mut self, page: SearchPage) {
        let is_new = |new: &SearchResult| {
            let mut known = self.results.iter();
            known.all(|old| old.message.id != new.message.id)
        };
        let new: Vec<_> = page.results.into_iter().filter(is_new).collect();
        self.results.extend(new);
        self.cursor = page.cursor;
        self.problems = page.problems;
        self.indexing = page.indexing;
    }
}

/// Results of the search that is typed.
#[derive(Clone, Copy)]
pub(crate) struct SearchResults {
    chat: Chat,
    /// `None` until the server has answered, and while nothing is looked for.
    pub(crate) found: RwSignal<Option<Found>>,
    /// Whether the server is asked, or is about to be.
    pub(crate) pending: RwSignal<bool>,
    /// Why the last request failed.
    pub(super) problem: RwSignal<Option<String>>,
    /// The search that was asked for last.
    asked: StoredValue<SearchAddress>,
    task: StoredValue<LatestTask, LocalStorage>,
    /// How far the page is scrolled.
    pub(super) scrolled: StoredValue<i32>,
}

impl SearchResults {
    pub(crate) fn new() -> Self {
        let results = Self {
            chat: use_chat(),
            found: RwSignal::new(None),
            pending: RwSignal::new(false),
            problem: RwSignal::new(None),
            asked: StoredValue::new(SearchAddress::default()),
            task: StoredValue::new_local(LatestTask::default()),
            scrolled: StoredValue::new(0),
        };
        on_cleanup(move || results.task.with_value(LatestTask::cancel));
        results
    }

    /// Keeps the results for when the person returns to the page.
    pub(super) fn keep(self) {
        // The signals may be gone with the page: then a result that was followed has kept them.
        if let (Some(Some(found)), Some(scrolled)) = (
            self.found.try_get_untracked(),
            self.scrolled.try_get_value(),
        ) {
            LEFT.set(Some((found, scrolled)));
        }
    }

    /// Keeps the results when the person follows one of them. The address may not yet name what was typed last.
    pub(super) fn leave(self) {
        self.keep();
        let path = self.asked.with_value(SearchAddress::path);
        if self.chat.path.with_untracked(|shown| *shown != path) {
            self.chat.replace_path(&path);
        }
    }

    /// Shows the results that were kept, if they are of this search. Returns how far they were scrolled.
    pub(super) fn restore(self, address: &SearchAddress) -> Option<i32> {
        let (found, scrolled) = LEFT.take()?;
        if found.address != *address {
            return None;
        }
        self.asked.set_value(found.address.clone());
        self.found.set(Some(found));
        Some(scrolled)
    }

    /// Searches, in place of what is being searched: after a pause if the person is typing. Asks for nothing twice.
    pub(crate) fn search(self, address: SearchAddress, is_typing: bool) {
        let is_same = self.asked.with_value(|asked| *asked == address);
        if is_same && self.problem.with_untracked(Option::is_none) {
            return;
        }
        self.task.with_value(LatestTask::cancel);
        self.asked.set_value(address.clone());
        if address.query.trim().is_empty() {
            self.pending.set(false);
            self.problem.set(None);
            self.found.set(None);
        } else if is_typing {
            self.pending.set(true);
            let start = move || {
                // Something else is asked for by then, or the page is left.
                let current = self.asked.try_with_value(|asked| *asked == address);
                if current == Some(true) {
                    self.start(address);
                }
            };
            set_timeout(start, PAUSE);
        } else {
            self.start(address);
        }
    }

    fn start(self, address: SearchAddress) {
        let found = Found {
            address,
            ..Found::default()
        };
        self.load(found);
    }

    /// Loads the next page, if there is one and nothing is being loaded.
    pub(super) fn load_more(self) {
        let found = self.found.get_untracked();
        if let Some(found) = found.filter(|found| found.cursor.is_some())
            && !self.pending.get_untracked()
            && self.problem.with_untracked(Option::is_none)
        {
            self.load(found);
        }
    }

    /// Repeats the request that failed.
    pub(super) fn retry(self) {
        let found = self.found.get_untracked();
        let only_saved = found.as_ref().is_some_and(|found| found.only_saved);
        if self.problem.with_untracked(Option::is_none) && !only_saved {
            return;
        }
        self.problem.set(None);
        let asked = self.asked.get_value();
        match found.filter(|found| !found.only_saved && found.address == asked) {
            Some(found) => self.load(found),
            None => self.start(asked),
        }
    }

    /// Loads pages until there are enough results to fill the screen.
    fn load(self, mut found: Found) {
        self.pending.set(true);
        self.problem.set(None);
        let more = async move {
            let wanted = found.results.len() + limits::SEARCH_PAGE / 2;
            for _ in 0..PAGES_AT_ONCE {
                let path = found.address.request(found.cursor.as_deref());
                let was_live = self.chat.peek(Client::is_live);
                let page: Result<SearchPage, Problem> = api::get(self.chat.browser, path).await;
                match page {
                    Ok(page) => found.add(page),
                    // The network came back while the request was failing.
                    Err(_) if !was_live && self.chat.peek(Client::is_live) => continue,
                    // A page that has lost its connection still has what it shows.
                    Err(_) if found.cursor.is_none() && !self.chat.peek(Client::is_live) => {
                        let query = found.address.query.clone();
                        found.add(self.chat.peek(|client| search_offline_copy(client, &query)));
                        found.only_saved = true;
                        break;
                    }
                    Err(problem) => {
                        self.pending.try_set(false);
                        self.problem.try_set(Some(problem.detail));
                        return;
                    }
                }
                if found.cursor.is_none() || found.results.len() >= wanted {
                    break;
                }
            }
            self.pending.try_set(false);
            self.found.try_set(Some(found));
        };
        self.task.with_value(|task| task.run(more));
    }

    /// Returns whether this search was asked for last. `false` if the page was left.
    pub(super) fn is_asked(self, address: &SearchAddress) -> bool {
        self.asked.try_with_value(|asked| asked == address) == Some(true)
    }

    pub(super) fn has_more(self) -> bool {
        let found = self.found.read();
        found.as_ref().is_some_and(|found| found.cursor.is_some())
    }

    /// Returns whether only what is saved on this device was searched.
    pub(crate) fn only_saved(self) -> bool {
        let found = self.found.read();
        found.as_ref().is_some_and(|found| found.only_saved)
    }

    /// Returns the messages that were found.
    pub(crate) fn ids(self) -> Vec<MessageId> {
        let found = self.found.read();
        let results = found.iter().flat_map(|found| &found.results);
        results.map(|result| result.message.id).collect()
    }

    /// Returns the path of a result. Its words will be marked there.
    pub(crate) fn path_to(self, id: MessageId) -> Option<String> {
        let SearchResult { message, marks, .. } = untrack(|| self.result(id))?;
        let path = permalink(message.conversation(), message.seq);
        marks::remember(&path, &marks);
        Some(path)
    }

    pub(crate) fn result(self, id: MessageId) -> Option<SearchResult> {
        let found = self.found.read();
        let mut results = found.iter().flat_map(|found| &found.results);
        results.find(|result| result.message.id == id).cloned()
    }
}
