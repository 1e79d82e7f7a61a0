//! Rendering of a long page of history over several frames, so that none takes long.

use super::History;
use client::rows::{RowKey, Rows, next_slice};
use leptos::prelude::*;

/// Number of rows to render in a frame at first, and at least.
const FEW: usize = 4;
/// Maximum number of rows to render in a frame.
const MANY: usize = 24;
/// A frame that takes longer than this, in milliseconds, is followed by a smaller one.
const LONG: i64 = 34;

/// Returns the rows to render: all at first, then those of `rows`, with a few more each frame.
pub(super) fn use_slices(rows: Memo<Rows>, history: History) -> RwSignal<Vec<RowKey>> {
    let shown = RwSignal::new(rows.with_untracked(Rows::keys));
    let frame = Trigger::new();
    let browser = history.chat().browser;
    let count = StoredValue::new(FEW);
    // When the last frame was asked for, if it has not come.
    let asked = StoredValue::new(None::<i64>);
    Effect::new(move || {
        frame.track();
        let at_once = history.renders_at_once();
        let all = rows.with(Rows::keys);
        let most = if at_once {
            usize::MAX
        } else {
            count.get_value()
        };
        let slice = shown.with_untracked(|shown| next_slice(shown, &all, most.min(all.len())));
        let is_whole = slice.len() == all.len();
        if shown.with_untracked(|shown| *shown != slice) {
            shown.set(slice);
        }
        if is_whole || asked.get_value().is_some() {
            return;
        }
        asked.set_value(Some(browser.get().now().millis()));
        request_animation_frame(move || {
            let before = asked.try_update_value(Option::take).flatten();
            let Some(before) = before else { return };
            let took = browser.get().now().millis() - before;
            count.update_value(|count| {
                *count = if took > LONG { *count / 2 } else { *count + 2 };
                *count = (*count).clamp(FEW, MANY);
            });
            frame.notify();
        });
    });
    shown
}
