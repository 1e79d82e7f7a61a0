//! The layers that are open over the page, such as dialogs and panels, and the path that the page shows.

use std::cell::{Cell, OnceCell, RefCell};

/// What the tab's history is to follow. Its code is loaded with the connection (`tab_history.rs`).
#[derive(Default)]
pub(crate) struct Layers {
    /// The open layers, from the lowest to the highest.
    open: RefCell<Vec<Layer>>,
    next_id: Cell<u32>,
    /// The path that the page shows, if the history does not have it yet.
    path: RefCell<Option<String>>,
    /// Called after each change.
    changed: OnceCell<Box<dyn Fn()>>,
}

struct Layer {
    id: u32,
    close: Box<dyn Fn()>,
}

impl Layers {
    /// Calls `changed` after each change from now on.
    pub(crate) fn follow(&self, changed: Box<dyn Fn()>) {
        // Only the history of this tab follows.
        let _ = self.changed.set(changed);
    }

    /// Shows another path.
    pub(crate) fn push_path(&self, path: &str) {
        self.path.replace(Some(path.to_owned()));
        self.notify();
    }

    /// Replaces the path that the history does not have yet. Returns whether there is one.
    pub(crate) fn replace_path(&self, path: &str) -> bool {
        let mut waiting = self.path.borrow_mut();
        let is_waiting = waiting.is_some();
        if is_waiting {
            *waiting = Some(path.to_owned());
        }
        is_waiting
    }

    /// Takes the path that the history does not have yet.
    pub(crate) fn take_path(&self) -> Option<String> {
        self.path.take()
    }

    /// Adds a layer, which Back closes. Returns its id.
    pub(crate) fn open(&self, close: Box<dyn Fn()>) -> u32 {
        let id = self.next_id.get();
        self.next_id.set(id + 1);
        self.open.borrow_mut().push(Layer { id, close });
        self.notify();
        id
    }

    /// Removes a layer that has been closed.
    pub(crate) fn close(&self, id: u32) {
        self.open.borrow_mut().retain(|layer| layer.id != id);
        self.notify();
    }

    /// Returns the number of open layers.
    pub(crate) fn count(&self) -> usize {
        self.open.borrow().len()
    }

    /// Removes the highest layer. Returns the function that closes it.
    pub(crate) fn take_highest(&self) -> Option<Box<dyn Fn()>> {
        let layer = self.open.borrow_mut().pop();
        layer.map(|layer| layer.close)
    }

    fn notify(&self) {
        if let Some(changed) = self.changed.get() {
            changed();
        }
    }
}
