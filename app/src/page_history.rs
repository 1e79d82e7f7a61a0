//! The entries of the tab's history: one for each path, and one for each layer that is open over a page.
//!
//! A layer is a dialog, a panel or the drawer. It gets an entry when it opens, so that Back closes it. When it closes by
//! other means, its entry is left again, so that the next Back goes to the previous path.

mod entry;

pub use entry::HistoryEntry;

/// A change for the browser to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryChange {
    /// Add an entry after the current one, with a new path if there is one.
    Push(HistoryEntry, Option<String>),
    /// Replace the state of the current entry.
    Replace(HistoryEntry),
    /// Go this many entries forward, or back if negative. The browser does that later, and reports the entry.
    Traverse(i32),
}

/// The history of one page, as far as the page has made it.
#[derive(Debug, Default)]
pub struct PageHistory {
    current: HistoryEntry,
    /// Position of the last entry that is known.
    newest: u32,
    /// Whether the last traversal went forward.
    forward: bool,
    /// Whether the browser has yet to report a traversal that this history asked for.
    traversing: bool,
    /// The path to add an entry for.
    path: Option<String>,
}

impl PageHistory {
    /// Makes the history of a page that is loaded at `current`.
    pub fn new(current: HistoryEntry) -> Self {
        Self {
            current,
            newest: current.position,
            ..Self::default()
        }
    }

    /// Asks for an entry for a path. It replaces a path that has no entry yet.
    pub fn go(&mut self, path: String) {
        self.path = Some(path);
    }

    /// Returns whether no layer has an entry and no traversal is under way: then a path gets its entry at once.
    pub fn is_plain(&self) -> bool {
        self.current.layers == 0 && !self.traversing
    }

    /// Returns whether the page shows a path that has no entry yet, so that the address is not to be followed.
    pub fn is_ahead(&self) -> bool {
        self.path.is_some()
    }

    /// Notes that the browser has gone to another entry. Returns the number of layers that may stay open: if the person
    /// went back, those of the entry. `None` if this history asked for it.
    pub fn arrive(&mut self, entry: HistoryEntry) -> Option<u32> {
        let asked = std::mem::take(&mut self.traversing);
        // A traversal that was asked for to pass an entry goes on in its direction.
        self.forward = entry.position > self.current.position;
        self.newest = self.newest.max(entry.position);
        self.current = entry;
        (!asked).then_some(entry.layers)
    }

    /// Returns the next change, until the history fits the path and the number of open layers.
    pub fn next_change(&mut self, open: u32) -> Option<HistoryChange> {
        if self.traversing {
            return None;
        }
        let HistoryEntry {
            layers, is_layer, ..
        } = self.current;
        if layers > open && is_layer {
            // The layer of this entry is closed. Forward, a path may follow.
            self.traversing = true;
            let forward = self.forward && self.current.position < self.newest;
            return Some(HistoryChange::Traverse(if forward { 1 } else { -1 }));
        }
        if layers > open {
            self.current.layers = open;
            return Some(HistoryChange::Replace(self.current));
        }
        if let Some(path) = self.path.take() {
            return Some(self.push(false, Some(path)));
        }
        (layers < open).then(|| self.push(true, None))
    }

    fn push(&mut self, is_layer: bool, path: Option<String>) -> HistoryChange {
        self.current = HistoryEntry {
            position: self.current.position + 1,
            layers: self.current.layers + u32::from(is_layer),
            is_layer,
        };
        self.newest = self.current.position;
        self.forward = false;
        HistoryChange::Push(self.current, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A browser's history with the page's on top of it.
    struct Tab {
        entries: Vec<(HistoryEntry, String)>,
        at: usize,
        history: PageHistory,
        open: u32,
    }

    impl Tab {
        fn new() -> Self {
            Self {
                entries: vec![(HistoryEntry::default(), "/a".into())],
                at: 0,
                history: PageHistory::default(),
                open: 0,
            }
        }

        fn settle(&mut self) {
            while let Some(change) = self.history.next_change(self.open) {
                match change {
                    HistoryChange::Push(entry, path) => {
                        let path = path.unwrap_or_else(|| self.path().to_owned());
                        self.entries.truncate(self.at + 1);
                        self.entries.push((entry, path));
                        self.at += 1;
                    }
                    HistoryChange::Replace(entry) => self.entries[self.at].0 = entry,
                    HistoryChange::Traverse(by) => self.traverse(by),
                }
            }
        }

        /// Goes to another entry, if there is one, and closes layers as the page does.
        fn traverse(&mut self, by: i32) {
            let at = self.at as i32 + by;
            if at < 0 || at as usize >= self.entries.len() {
                return;
            }
            self.at = at as usize;
            if let Some(layers) = self.history.arrive(self.entries[self.at].0) {
                self.open = self.open.min(layers);
            }
        }

        fn press(&mut self, by: i32) {
            self.traverse(by);
            self.settle();
        }

        fn open(&mut self, open: u32) {
            self.open = open;
            self.settle();
        }

        fn go(&mut self, path: &str) {
            self.history.go(path.into());
            self.settle();
        }

        fn path(&self) -> &str {
            &self.entries[self.at].1
        }
    }

    #[test]
    fn back_closes_nested_layers_one_by_one_and_then_goes_to_the_previous_path() {
        let mut tab = Tab::new();
        tab.go("/b");
        tab.open(1);
        tab.open(2);
        for (path, open) in [("/b", 1), ("/b", 0), ("/a", 0)] {
            tab.press(-1);
            assert_eq!((tab.path(), tab.open), (path, open));
        }
    }

    #[test]
    fn a_layer_that_is_closed_leaves_no_entry_behind() {
        let mut tab = Tab::new();
        tab.go("/b");
        tab.open(1);
        tab.open(2);
        tab.open(0);
        tab.press(-1);
        assert_eq!(tab.path(), "/a");
    }

    #[test]
    fn a_path_chosen_in_a_layer_takes_the_place_of_its_entry() {
        let mut tab = Tab::new();
        tab.open(1);
        tab.open(2);
        tab.history.go("/b".into());
        tab.open(0);
        assert_eq!((tab.path(), tab.entries.len()), ("/b", 2));
        tab.press(-1);
        assert_eq!(tab.path(), "/a");
    }

    #[test]
    fn a_layer_that_stays_over_several_paths_is_closed_where_it_was_opened() {
        let mut tab = Tab::new();
        tab.open(1);
        tab.go("/b");
        tab.press(-1);
        assert_eq!((tab.path(), tab.open), ("/a", 1));
        tab.press(-1);
        assert_eq!((tab.path(), tab.open), ("/a", 0));
    }

    #[test]
    fn closing_a_layer_does_not_leave_a_path_that_was_opened_under_it() {
        let mut tab = Tab::new();
        tab.open(1);
        tab.go("/b");
        tab.open(0);
        assert_eq!(tab.path(), "/b");
        // The entry of the layer, between the two paths, is passed in both directions.
        tab.press(-1);
        assert_eq!((tab.path(), tab.at), ("/a", 0));
        tab.press(1);
        assert_eq!(tab.path(), "/b");
    }

    #[test]
    fn forward_to_a_closed_layer_returns_to_the_page() {
        let mut tab = Tab::new();
        tab.open(1);
        tab.press(-1);
        tab.press(1);
        assert_eq!((tab.path(), tab.at, tab.open), ("/a", 0, 0));
        tab.open(1);
        assert_eq!(tab.entries.len(), 2);
    }

    #[test]
    fn a_page_that_is_loaded_again_leaves_the_entries_of_layers() {
        let mut tab = Tab::new();
        tab.go("/b");
        tab.open(1);
        tab.open(2);
        tab.history = PageHistory::new(tab.entries[tab.at].0);
        tab.open(0);
        assert_eq!((tab.path(), tab.at), ("/b", 1));
        tab.press(-1);
        assert_eq!(tab.path(), "/a");
    }

    #[test]
    fn a_layer_that_opens_while_another_ones_entry_is_left_stays_open() {
        let mut history = PageHistory::default();
        history.next_change(1);
        assert_eq!(history.next_change(0), Some(HistoryChange::Traverse(-1)));
        assert_eq!(history.next_change(1), None);
        assert_eq!(history.arrive(HistoryEntry::default()), None);
        assert!(matches!(
            history.next_change(1),
            Some(HistoryChange::Push(_, None))
        ));
    }
}
