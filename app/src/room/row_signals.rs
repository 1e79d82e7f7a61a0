//! Signals of a conversation's rows.

use crate::erased::effect;
use client::rows::{MessageRow, RowKey, Rows};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The rows of a conversation, with a signal for each message that is shown.
///
/// A message's signal changes only with that message. If each message read the memo of all rows instead, every change of one
/// would check all effects of the others: about 25 for each of up to 300 messages.
#[derive(Clone, Copy)]
pub(crate) struct RowSignals {
    rows: Memo<Rows>,
    /// The keys of the rows from top to bottom.
    keys: RwSignal<Vec<RowKey>>,
    messages: StoredValue<BTreeMap<RowKey, RwSignal<MessageRow>>>,
}

impl RowSignals {
    pub(crate) fn new(rows: Memo<Rows>) -> Self {
        let messages = StoredValue::<BTreeMap<RowKey, RwSignal<MessageRow>>>::default();
        let keys = RwSignal::new(rows.with_untracked(Rows::keys));
        effect(move || {
            rows.with(|rows| {
                messages.with_value(|messages| {
                    for (key, now) in rows.messages() {
                        if let Some(shown) = messages.get(&key) {
                            set_if_changed(*shown, now);
                        }
                    }
                });
                // Last, so that what is within the rows changes before the log does: the scroller then sees both at once.
                set_if_changed(keys, &rows.keys());
            });
        });
        Self {
            rows,
            keys,
            messages,
        }
    }

    /// Returns the keys of the rows from top to bottom, and tracks them.
    pub(crate) fn keys(self) -> Vec<RowKey> {
        self.keys.get()
    }

    /// Returns whether there are no rows, and tracks that.
    pub(crate) fn is_empty(self) -> bool {
        self.keys.with(Vec::is_empty)
    }

    /// Returns the message of a row. It is followed until the calling component is disposed, and keeps its last value when the
    /// row is gone.
    pub(crate) fn message(self, key: RowKey) -> ReadSignal<MessageRow> {
        let now = self.rows.read_untracked().message(key).cloned();
        let message = RwSignal::new(now.unwrap_or_default());
        self.messages.update_value(|messages| {
            messages.insert(key, message);
        });
        on_cleanup(move || {
            self.messages.try_update_value(|messages| {
                // Another component may show the same row by now.
                if messages.get(&key) == Some(&message) {
                    messages.remove(&key);
                }
            });
        });
        message.read_only()
    }
}

fn set_if_changed<T: Clone + PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, now: &T) {
    if signal.try_with_untracked(|shown| shown != now) == Some(true) {
        signal.set(now.clone());
    }
}
