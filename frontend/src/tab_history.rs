//! The history of this tab, which follows the path and the layers that are open over the page: Back closes them.

use crate::{address, layers::Layers};
use app::{
    chat::Chat,
    page_history::{HistoryChange, HistoryEntry, PageHistory},
};
use leptos::prelude::{GetUntracked, Set, set_timeout, window};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// The history of this tab.
struct TabHistory {
    chat: Chat,
    layers: Rc<Layers>,
    entries: RefCell<PageHistory>,
    /// Whether the history is about to be changed.
    scheduled: Cell<bool>,
}

/// Follows the path, the layers, Back and Forward for as long as the page lives.
pub(crate) fn follow(chat: Chat, layers: Rc<Layers>) {
    let history = Rc::new(TabHistory {
        chat,
        layers,
        entries: RefCell::new(PageHistory::new(current_entry())),
        scheduled: Cell::new(false),
    });
    // The page may be loaded again at the entry of a layer, and may have changed before this code was loaded.
    history.take_path();
    history.settle();
    let changed = Rc::clone(&history);
    let layers = &history.layers;
    layers.follow(Box::new(move || changed.update()));
    let arrived = Rc::clone(&history);
    let on_back = Closure::<dyn Fn()>::new(move || arrived.arrive());
    // It never fails for an existing event name.
    let listener = on_back.as_ref().unchecked_ref();
    let _ = window().add_event_listener_with_callback("popstate", listener);
    // The listener is never removed.
    on_back.forget();
}

impl TabHistory {
    /// Handles that the browser has gone to another entry.
    fn arrive(&self) {
        let may_stay = self.entries.borrow_mut().arrive(current_entry());
        if !self.entries.borrow().is_ahead() {
            let path = address::path();
            // What is open over the page may close when the path is set.
            if path != self.chat.path.get_untracked() {
                self.chat.path.set(path);
            }
        }
        if let Some(may_stay) = may_stay {
            self.close_above(may_stay);
        }
        self.settle();
    }

    /// Handles a change of the path or of the layers.
    fn update(self: &Rc<Self>) {
        let has_path = self.take_path();
        if has_path && self.layers.count() == 0 && self.entries.borrow().is_plain() {
            self.settle();
        } else {
            // Layers may close with the change of the path.
            self.schedule();
        }
    }

    fn take_path(&self) -> bool {
        let path = self.layers.take_path();
        let has_path = path.is_some();
        if let Some(path) = path {
            self.entries.borrow_mut().go(path);
        }
        has_path
    }

    /// Closes the layers above the lowest `count`.
    fn close_above(&self, count: u32) {
        while self.layers.count() > count as usize {
            if let Some(close) = self.layers.take_highest() {
                close();
            }
        }
    }

    /// Changes the history soon: when one layer opens as another closes, no entry changes.
    fn schedule(self: &Rc<Self>) {
        if !self.scheduled.replace(true) {
            let history = Rc::clone(self);
            set_timeout(move || history.settle(), Duration::ZERO);
        }
    }

    /// Changes the history until it fits the path and the open layers.
    fn settle(&self) {
        self.scheduled.set(false);
        loop {
            let open = u32::try_from(self.layers.count()).unwrap_or(u32::MAX);
            let change = self.entries.borrow_mut().next_change(open);
            let Some(change) = change else { return };
            apply(change);
        }
    }
}

/// Returns the entry that the browser is at.
fn current_entry() -> HistoryEntry {
    let state = window().history().and_then(|history| history.state());
    let state = state.ok().and_then(|state| state.as_string());
    let entry = state.and_then(|state| HistoryEntry::from_state(&state));
    entry.unwrap_or_default()
}

fn apply(change: HistoryChange) {
    let Ok(history) = window().history() else {
        return;
    };
    // A page may change the history so often that the browser refuses; then the page changes and its address does not.
    let _ = match change {
        HistoryChange::Push(entry, path) => {
            let state = JsValue::from_str(&entry.to_state());
            history.push_state_with_url(&state, "", path.as_deref())
        }
        HistoryChange::Replace(entry) => {
            history.replace_state(&JsValue::from_str(&entry.to_state()), "")
        }
        HistoryChange::Traverse(by) => history.go_with_delta(by),
    };
}
