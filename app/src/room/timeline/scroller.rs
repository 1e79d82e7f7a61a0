//! Scroll position of a timeline.

use super::{history::History, scroll_target::ScrollTarget};
use crate::{browser::observe_children, erased::effect};
use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlCollection, HtmlElement, ResizeObserver};

/// Within this distance from the bottom, in CSS pixels, the view counts as being there.
const AT_BOTTOM: f64 = 32.0;
/// Within this distance from an edge, in heights of the view, more history is loaded.
const NEAR_EDGE: f64 = 3.0;

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
    /// The `seq` of the first and the last message whose end is in view.
    pub(super) in_view: RwSignal<Option<(u64, u64)>>,
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
            in_view: RwSignal::new(None),
            anchor: StoredValue::new(None),
            history,
            top_seq,
        };
        history.scroll_with(move |to| match to {
            ScrollTarget::Newest => scroller.to_newest(),
            ScrollTarget::Middle(seq) => scroller.to_message(seq, 0.5),
            ScrollTarget::Top(seq) => scroller.to_message(seq, 0.2),
        });
        on_cleanup(move || top_seq.set_value(None));
        effect(move || {
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
        observe_children(log, false, move || self.keep_position());
        let observer = StoredValue::new_local((observer, changed));
        on_cleanup(move || observer.with_value(|(observer, _)| observer.disconnect()));
    }

    /// Handles a scroll event, caused by the person or by this scroller.
    pub(super) fn scrolled(self) {
        if self.history.is_travelling() {
            return;
        }
        let Some(scroll) = self.scroll.try_get_untracked().flatten() else {
            return;
        };
        // The end of the loaded window may not be the newest message: what is loaded below it must not move the view.
        let at_bottom = -f64::from(scroll.scroll_top()) < AT_BOTTOM;
        let at_newest = at_bottom && !self.history.has_newer_untracked();
        if self.at_newest.get_untracked() != at_newest {
            self.at_newest.set(at_newest);
        }
        let anchor = self.note_view(&scroll);
        let seq = anchor.as_ref().and_then(|(row, _)| seq_of(row));
        self.top_seq.set_value(seq.filter(|_| !at_newest));
        self.anchor.set_value(anchor.map(SendWrapper::new));
        self.load_near_edges(&scroll);
    }

    fn load_near_edges(self, scroll: &HtmlElement) {
        let below = -f64::from(scroll.scroll_top());
        let above = f64::from(scroll.scroll_height() - scroll.client_height()) - below;
        let near = NEAR_EDGE * f64::from(scroll.client_height());
        if above < near {
            self.history.load_older();
        }
        if below < near {
            self.history.load_newer();
        }
    }

    /// Records which messages are in view. Returns the first one, and the distance of its top from the region's.
    fn note_view(self, scroll: &HtmlElement) -> Option<(Element, f64)> {
        let view = scroll.get_bounding_client_rect();
        let rows = self.log.get_untracked()?.children();
        let mut top = None;
        let mut in_view: Option<(u64, u64)> = None;
        for index in first_below(&rows, view.top())..rows.length() {
            let Some(row) = rows.item(index).filter(|row| row.tag_name() == "ARTICLE") else {
                continue;
            };
            let rect = row.get_bounding_client_rect();
            if top.is_none() {
                top = Some((row.clone(), rect.top() - view.top()));
            }
            // Half a pixel is lost by rounding.
            if rect.bottom() > view.bottom() + 1.0 {
                break;
            }
            if let Some(seq) = seq_of(&row) {
                in_view = Some((in_view.map_or(seq, |(first, _)| first), seq));
            }
        }
        if self.in_view.get_untracked() != in_view {
            self.in_view.set(in_view);
        }
        top
    }

    /// Moves the view back to where it was, after rows were added or removed or have changed their height.
    fn keep_position(self) {
        if self.history.is_travelling() {
            return;
        }
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
        self.note_view(&scroll);
        self.load_near_edges(&scroll);
    }

    /// Scrolls to the newest message.
    fn to_newest(self) {
        if let Some(scroll) = self.scroll.try_get_untracked().flatten() {
            self.at_newest.set(true);
            scroll.set_scroll_top(0);
            self.scrolled();
        }
    }

    /// Scrolls the message at `seq` to a height of the view, from 0 at the top to 1 at the bottom.
    fn to_message(self, seq: u64, height: f64) {
        let Some(scroll) = self.scroll.try_get_untracked().flatten() else {
            return;
        };
        let Ok(Some(message)) = scroll.query_selector(&format!("[data-seq='{seq}']")) else {
            return;
        };
        let rect = message.get_bounding_client_rect();
        let view = scroll.get_bounding_client_rect();
        let place = view.top() + (view.height() - rect.height()) * height;
        scroll.set_scroll_top(scroll.scroll_top() + (rect.top() - place) as i32);
        self.scrolled();
    }
}

/// Returns the `seq` of a message's element; `None` until the server has given it one.
fn seq_of(row: &Element) -> Option<u64> {
    row.get_attribute("data-seq")?.parse().ok()
}

/// Returns the index of the first row that ends below `top`: the rows stand from top to bottom.
fn first_below(rows: &HtmlCollection, top: f64) -> u32 {
    let (mut above, mut below) = (0, rows.length());
    while above < below {
        let middle = (above + below) / 2;
        let row = rows.item(middle);
        if row.is_some_and(|row| row.get_bounding_client_rect().bottom() > top) {
            below = middle;
        } else {
            above = middle + 1;
        }
    }
    above
}
