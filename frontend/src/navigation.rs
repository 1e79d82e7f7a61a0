//! Navigation: links within the workspace open in this page, Back and Forward work, and other pages are loaded.

use app::{
    chat::Chat,
    page_history::{HistoryChange, HistoryEntry, PageHistory},
};
use leptos::prelude::{GetUntracked, Set, document, set_timeout, window};
use protocol::route::{Route, SIGNED_OUT};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// Follows links for as long as the page lives, so the listener is never removed.
pub(crate) fn follow_links(chat: Chat) {
    let on_click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        if let Some(path) = workspace_link(&event) {
            event.prevent_default();
            chat.go(&path);
        }
    });
    // It never fails for an existing event name.
    let _ = document().add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref());
    on_click.forget();
}

/// Returns the path of the workspace link under a plain click. A click with a key held asks for a new tab or a download.
fn workspace_link(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
        && !event.default_prevented();
    let target: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let here = window().location().origin().ok()?;
    let inside = link.origin() == here && link.target().is_empty();
    let path = link.pathname();
    let route = Route::parse(&path);
    let workspace = route.room_id().is_some() || route.is_threads();
    (plain && inside && workspace).then_some(path)
}

/// Loads another page, leaving this one.
pub(crate) fn load(path: &str) {
    // No browser refuses a path of the same origin.
    let _ = window().location().assign(path);
}

/// Loads this page again.
pub(crate) fn reload() {
    // It never fails for a page of this origin.
    let _ = window().location().reload();
}

/// Leaves for the sign-in page, which leads back here.
pub(crate) fn sign_in_again() {
    let path = window().location().pathname().unwrap_or_default();
    load(&format!("/sign-in?{SIGNED_OUT}&next={path}"));
}

/// The history of this tab, which follows the path and the layers that are open over the page.
#[derive(Default)]
pub(crate) struct TabHistory {
    entries: RefCell<PageHistory>,
    /// The open layers, from the lowest to the highest.
    layers: RefCell<Vec<Layer>>,
    next_id: Cell<u32>,
    /// Whether the history is about to be changed.
    scheduled: Cell<bool>,
}

struct Layer {
    id: u32,
    close: Box<dyn Fn()>,
}

impl TabHistory {
    /// Follows Back and Forward for as long as the page lives, so the listener is never removed.
    pub(crate) fn follow(self: Rc<Self>, chat: Chat) {
        *self.entries.borrow_mut() = PageHistory::new(current_entry());
        // The page may be loaded again at the entry of a layer.
        self.settle();
        let on_back = Closure::<dyn Fn()>::new(move || {
            let may_stay = self.entries.borrow_mut().arrive(current_entry());
            if !self.entries.borrow().is_ahead() {
                let path = window().location().pathname().unwrap_or_default();
                // What is open over the page may close when the path is set.
                if path != chat.path.get_untracked() {
                    chat.path.set(path);
                }
            }
            if let Some(may_stay) = may_stay {
                self.close_above(may_stay);
            }
            self.settle();
        });
        let listener = on_back.as_ref().unchecked_ref();
        // It never fails for an existing event name.
        let _ = window().add_event_listener_with_callback("popstate", listener);
        on_back.forget();
    }

    /// Shows another path as this page's address, as a new step of the history.
    pub(crate) fn push_path(self: &Rc<Self>, path: &str) {
        self.entries.borrow_mut().go(path.to_owned());
        if self.layers.borrow().is_empty() && self.entries.borrow().is_plain() {
            self.settle();
        } else {
            // Layers may close with the change of the path.
            self.schedule();
        }
    }

    /// Adds a layer, which Back closes. Returns its id.
    pub(crate) fn open_layer(self: &Rc<Self>, close: Box<dyn Fn()>) -> u32 {
        let id = self.next_id.get();
        self.next_id.set(id + 1);
        self.layers.borrow_mut().push(Layer { id, close });
        self.schedule();
        id
    }

    /// Removes a layer that has been closed.
    pub(crate) fn close_layer(self: &Rc<Self>, id: u32) {
        self.layers.borrow_mut().retain(|layer| layer.id != id);
        self.schedule();
    }

    /// Closes the layers above the lowest `count`.
    fn close_above(&self, count: u32) {
        loop {
            let mut layers = self.layers.borrow_mut();
            if layers.len() <= count as usize {
                return;
            }
            let Some(layer) = layers.pop() else { return };
            drop(layers);
            (layer.close)();
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
            let open = u32::try_from(self.layers.borrow().len()).unwrap_or(u32::MAX);
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
