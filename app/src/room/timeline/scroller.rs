use super::history::History;
use crate::erased::effect;
use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit, ResizeObserver};

/// So near to the bottom, in CSS pixels, the view counts as being there.
const AT_BOTTOM: f64 = 32.0;
/// So near to an edge, in CSS pixels, more is loaded.
const NEAR: f64 = 800.0;

/// Keeps the view where it is while the log changes around it.
///
/// The stylesheet lays the region out in `column-reverse`, so a page shows its newest messages before any of this
/// runs, and `scrollTop` is 0 at the bottom and negative above. Whenever the log changes, the message that
/// was at the top of the view is moved back to where it was, unless the view was at the bottom: there it stays.
#[derive(Clone, Copy)]
pub(crate) struct Scroller {
    scroll: NodeRef<html::Div>,
    log: NodeRef<html::Div>,
    /// Whether the view is at the newest message.
    pub(crate) pinned: RwSignal<bool>,
    /// The message at the top of the view, and where it was. Not stored as bound to a thread: the server makes a scroller
    /// too, on one thread, and drops it on another.
    anchor: StoredValue<Option<SendWrapper<(Element, f64)>>>,
    history: History,
    /// Where the `seq` of the message at the top of the view is noted, while it is not at the newest.
    place: StoredValue<Option<u64>>,
}

impl Scroller {
    /// More of the history is loaded when the person comes near an edge of what is there.
    pub(super) fn new(
        scroll: NodeRef<html::Div>,
        log: NodeRef<html::Div>,
        place: StoredValue<Option<u64>>,
        history: History,
    ) -> Self {
        let scroller = Self {
            scroll,
            log,
            pinned: RwSignal::new(true),
            anchor: StoredValue::new(None),
            history,
            place,
        };
        on_cleanup(move || place.set_value(None));
        effect(move || {
            if let Some(log) = log.get() {
                scroller.observe(&log);
            }
        });
        scroller
    }

    fn observe(self, log: &Element) {
        let settle = Closure::<dyn Fn()>::new(move || self.settle());
        let Ok(observer) = ResizeObserver::new(settle.as_ref().unchecked_ref()) else {
            return;
        };
        observer.observe(log);
        if let Some(scroll) = self.scroll.get_untracked() {
            observer.observe(&scroll);
        }
        // Where as much goes at one end as comes at the other, no height tells of it.
        let rows = MutationObserver::new(settle.as_ref().unchecked_ref()).ok();
        if let Some(rows) = &rows {
            let children = MutationObserverInit::new();
            children.set_child_list(true);
            // It fails only where nothing is to be observed.
            let _ = rows.observe_with_options(log, &children);
        }
        let held = StoredValue::new_local((observer, rows, settle));
        on_cleanup(move || {
            held.with_value(|(observer, rows, _)| {
                observer.disconnect();
                if let Some(rows) = rows {
                    rows.disconnect();
                }
            });
        });
    }

    /// The person, or this, has scrolled.
    pub(super) fn scrolled(self) {
        let Some(scroll) = self.scroll.try_get_untracked().flatten() else {
            return;
        };
        // The end of a window on the past is not the end: what is loaded below it must not move the view.
        let at_bottom = -f64::from(scroll.scroll_top()) < AT_BOTTOM;
        let pinned = at_bottom && !self.history.is_past_now();
        if self.pinned.get_untracked() != pinned {
            self.pinned.set(pinned);
        }
        let anchor = self.top_message(&scroll);
        let seq = anchor
            .as_ref()
            .and_then(|(row, _)| row.get_attribute("data-seq"));
        let seq = seq.and_then(|seq| seq.parse().ok());
        self.place.set_value(seq.filter(|_| !pinned));
        self.anchor.set_value(anchor.map(SendWrapper::new));
        self.look_at_edges(&scroll);
    }

    fn look_at_edges(self, scroll: &HtmlElement) {
        let below = -f64::from(scroll.scroll_top());
        let above = f64::from(scroll.scroll_height() - scroll.client_height()) - below;
        if above < NEAR {
            self.history.older();
        }
        if below < NEAR {
            self.history.newer();
        }
    }

    /// The first message in view, and where its top is in the region.
    fn top_message(self, scroll: &HtmlElement) -> Option<(Element, f64)> {
        let top = scroll.get_bounding_client_rect().top();
        let rows = self.log.get_untracked()?.children();
        (0..rows.length())
            .filter_map(|index| rows.item(index))
            .find_map(|row| {
                let place = row.get_bounding_client_rect();
                (row.tag_name() == "ARTICLE" && place.bottom() > top)
                    .then(|| (row, place.top() - top))
            })
    }

    /// Something changed its height, came or went.
    fn settle(self) {
        let Some(scroll) = self.scroll.try_get_untracked().flatten() else {
            return;
        };
        if self.pinned.get_untracked() {
            scroll.set_scroll_top(0);
        } else if let Some((anchor, was)) = self.anchor.get_value().map(SendWrapper::take)
            && anchor.is_connected()
        {
            let now =
                anchor.get_bounding_client_rect().top() - scroll.get_bounding_client_rect().top();
            scroll.set_scroll_top(scroll.scroll_top() + (now - was).round() as i32);
        }
        self.look_at_edges(&scroll);
    }

    /// Shows the newest message.
    pub(super) fn to_bottom(self) {
        if let Some(scroll) = self.scroll.try_get_untracked().flatten() {
            self.pinned.set(true);
            scroll.set_scroll_top(0);
        }
    }

    /// Shows the message at `seq` in the middle of the view.
    pub(super) fn to_message(self, seq: u64) {
        let Some(scroll) = self.scroll.try_get_untracked().flatten() else {
            return;
        };
        let Ok(Some(message)) = scroll.query_selector(&format!("[data-seq='{seq}']")) else {
            return;
        };
        let place = message.get_bounding_client_rect();
        let view = scroll.get_bounding_client_rect();
        let middle = view.top() + (view.height() - place.height()) / 2.0;
        scroll.set_scroll_top(scroll.scroll_top() + (place.top() - middle) as i32);
        self.scrolled();
    }
}
