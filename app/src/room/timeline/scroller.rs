//! Scroll position of a timeline.

use super::history::History;
use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit, ResizeObserver};

/// Within this distance from the bottom, in CSS pixels, the view counts as being there.
const AT_BOTTOM: f64 = 32.0;
/// Within this distance from an edge, in CSS pixels, more history is loaded.
const NEAR_EDGE: f64 = 800.0;

/// Keeps the view in place while the log changes around it.
///
/// The stylesheet lays the region out in `column-reverse`, so a page shows its newest messages before any of this
/// runs, and `scrollTop` is 0 at the bottom and negative above. Whenever the log changes, the message that
/// was at the top of the view is moved back to where it was. A view that was at the bottom stays there.
#[derive(Clone, Copy)]
pub(crate) struct Scroller {
    scroll: NodeRef<html::Div>,
    log: NodeRef<html::Div>,
    /// Whether the view is at the newest message.
    pub(crate) at_newest: RwSignal<bool>,
    /// The message at the top of the view, and where it was. Not stored as thread-local: the server also creates a
    /// scroller, on one thread, and may drop it on another.
    anchor: StoredValue<Option<SendWrapper<(Element, f64)>>>,
    history: History,
    /// `seq` of the message at the top of the view; `None` at the newest message.
    top_seq: StoredValue<Option<u64>>,
}

impl Scroller {
    /// Creates a scroller that loads more history when the view comes near an edge of what is loaded.
    pub(super) fn new(
        scroll: NodeRef<html::Div>,
        log: NodeRef<html::Div>,
        top_seq: StoredValue<Option<u64>>,
        history: History,
    ) -> Self {
        let scroller = Self {
            scroll,
            log,
            at_newest: RwSignal::new(true),
            anchor: StoredValue::new(None),
            history,
            top_seq,
        };
        history.scroll_with(move |seq| match seq {
            Some(seq) => scroller.to_message(seq),
            None => scroller.to_newest(),
        });
        on_cleanup(move || top_seq.set_value(None));
        Effect::new(move || {
            if let Some(log) = log.get() {
                scroller.observe(&log);
            }
        });
        scroller
    }

    fn observe(self, log: &Element) {
        let changed = Closure::<dyn Fn()>::new(move || self.keep_position());
        let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) else {
            return;
        };
        observer.observe(log);
        if let Some(scroll) = self.scroll.get_untracked() {
            observer.observe(&scroll);
        }
        // If as much is removed at one end as is added at the other, the height does not change.
        let rows = MutationObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let Some(rows) = &rows {
            let children = MutationObserverInit::new();
            children.set_child_list(true);
            // It fails only if the options observe nothing.
            let _ = rows.observe_with_options(log, &children);
        }
        let observers = StoredValue::new_local((observer, rows, changed));
        on_cleanup(move || {
            observers.with_value(|(observer, rows, _)| {
                observer.disconnect();
                if let Some(rows) = rows {
                    rows.disconnect();
                }
            });
        });
    }

    /// Handles a scroll event, caused by the person or by this scroller.
    pub(super) fn scrolled(self) {
        let Some(scroll) = self.scroll.try_get_untracked().flatten() else {
            return;
        };
        // The end of the loaded window may not be the newest message: what is loaded below it must not move the view.
        let at_bottom = -f64::from(scroll.scroll_top()) < AT_BOTTOM;
        let at_newest = at_bottom && !self.history.has_newer_untracked();
        if self.at_newest.get_untracked() != at_newest {
            self.at_newest.set(at_newest);
        }
        let anchor = self.top_message(&scroll);
        let seq = anchor
            .as_ref()
            .and_then(|(row, _)| row.get_attribute("data-seq"));
        let seq = seq.and_then(|seq| seq.parse().ok());
        self.top_seq.set_value(seq.filter(|_| !at_newest));
        self.anchor.set_value(anchor.map(SendWrapper::new));
        self.load_near_edges(&scroll);
    }

    fn load_near_edges(self, scroll: &HtmlElement) {
        let below = -f64::from(scroll.scroll_top());
        let above = f64::from(scroll.scroll_height() - scroll.client_height()) - below;
        if above < NEAR_EDGE {
            self.history.load_older();
        }
        if below < NEAR_EDGE {
            self.history.load_newer();
        }
    }

    /// Returns the first message in view, and the distance of its top from the region's.
    fn top_message(self, scroll: &HtmlElement) -> Option<(Element, f64)> {
        let top = scroll.get_bounding_client_rect().top();
        let rows = self.log.get_untracked()?.children();
        (0..rows.length())
            .filter_map(|index| rows.item(index))
            .find_map(|row| {
                let rect = row.get_bounding_client_rect();
                (row.tag_name() == "ARTICLE" && rect.bottom() > top)
                    .then(|| (row, rect.top() - top))
            })
    }

    /// Moves the view back to where it was, after rows were added or removed or have changed their height.
    fn keep_position(self) {
        let Some(scroll) = self.scroll.try_get_untracked().flatten() else {
            return;
        };
        if self.at_newest.get_untracked() {
            scroll.set_scroll_top(0);
        } else if let Some((anchor, was)) = self.anchor.get_value().map(SendWrapper::take)
            && anchor.is_connected()
        {
            let now =
                anchor.get_bounding_client_rect().top() - scroll.get_bounding_client_rect().top();
            scroll.set_scroll_top(scroll.scroll_top() + (now - was).round() as i32);
        }
        self.load_near_edges(&scroll);
    }

    /// Scrolls to the newest message.
    fn to_newest(self) {
        if let Some(scroll) = self.scroll.try_get_untracked().flatten() {
            self.at_newest.set(true);
            scroll.set_scroll_top(0);
        }
    }

    /// Scrolls the message at `seq` to the middle of the view.
    fn to_message(self, seq: u64) {
        let Some(scroll) = self.scroll.try_get_untracked().flatten() else {
            return;
        };
        let Ok(Some(message)) = scroll.query_selector(&format!("[data-seq='{seq}']")) else {
            return;
        };
        let rect = message.get_bounding_client_rect();
        let view = scroll.get_bounding_client_rect();
        let middle = view.top() + (view.height() - rect.height()) / 2.0;
        scroll.set_scroll_top(scroll.scroll_top() + (rect.top() - middle) as i32);
        self.scrolled();
    }
}
