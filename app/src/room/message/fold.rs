//! Folding of long messages. The stylesheet cuts a text that may be long after 20 lines, from the first screen on, and the
//! button that shows the rest lies over the cut: so nothing moves when this code is loaded.

use crate::browser::{closest, listen};
use leptos::prelude::*;
use locale::text;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, ResizeObserver};

/// Button in the text of each message that may be long.
const BUTTON: &str = "message-fold";
/// Class of a text that is shown as a whole.
const UNFOLDED: &str = "is-unfolded";
/// Class of a text that is shorter than the cut.
const SHORT: &str = "is-short";
/// Custom property of a log: the least height from its top to its first row.
const BLANK: &str = "--blank";

/// Folds and unfolds the messages of a log that `scroll` scrolls, until the reactive owner is disposed.
pub(crate) fn use_folding(log: &Element, scroll: HtmlElement) {
    let Some(log) = log.dyn_ref::<HtmlElement>() else {
        return;
    };
    let view = View {
        log: log.clone(),
        scroll,
    };
    let clicked = view.clone();
    listen(log, "click", move |event| {
        if let Some(button) = closest(event.target(), ".message-fold") {
            clicked.toggle(&button);
        }
    });
    let scrolled = view.clone();
    listen(&view.scroll, "scroll", move |_| scrolled.release_blank());
    listen(log, "scroll", move |event| view.reveal(&event));
    observe(log);
}

/// Finds out which texts are cut, now and whenever the log changes its size.
fn observe(log: &Element) {
    let target = log.clone();
    let changed = Closure::<dyn Fn()>::new(move || measure(&target));
    let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(log);
    let observer = StoredValue::new_local((observer, changed));
    on_cleanup(move || observer.with_value(|(observer, _)| observer.disconnect()));
}

fn measure(log: &Element) {
    let buttons = log.get_elements_by_class_name(BUTTON);
    for index in 0..buttons.length() {
        let button = buttons
            .item(index)
            .and_then(|it| it.dyn_into::<HtmlElement>().ok());
        let Some((button, text)) = button.and_then(|it| Some((it.clone(), it.parent_element()?)))
        else {
            continue;
        };
        let class = text.class_list();
        if class.contains(UNFOLDED) {
            continue;
        }
        // These fail only for invalid names.
        let _ = class.remove_1(SHORT);
        let cut = button.offset_top() + button.offset_height();
        // Half a pixel is lost by rounding.
        if text.scroll_height() <= cut + 1 {
            let _ = class.add_1(SHORT);
        }
    }
}

/// A log and the region that scrolls it.
#[derive(Clone)]
struct View {
    log: HtmlElement,
    scroll: HtmlElement,
}

impl View {
    /// Unfolds the text of a button, or folds it again.
    fn toggle(&self, button: &Element) {
        let Some(text) = button.parent_element() else {
            return;
        };
        let unfold = !text.class_list().contains(UNFOLDED);
        let top = text.get_bounding_client_rect().top();
        let view_top = self.scroll.get_bounding_client_rect().top();
        // Its beginning stays where it is. If that is above the view, a folded text comes into the view.
        if unfold {
            self.hold_blank();
            set_unfolded(&text, button, true);
            self.move_to(&text, top);
        } else {
            set_unfolded(&text, button, false);
            self.move_to(&text, top.max(view_top + 32.0));
        }
    }

    /// Unfolds a text in which the browser has scrolled to something that is cut off: found by a search in the page, or a
    /// link that has the focus now.
    fn reveal(&self, event: &Event) {
        let text = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let Some(text) = text.filter(|it| it.class_list().contains("message-body")) else {
            return;
        };
        let down = text.scroll_top();
        let button = text.query_selector(".message-fold").ok().flatten();
        let Some(button) = button.filter(|_| down > 0) else {
            return;
        };
        let top = text.get_bounding_client_rect().top();
        text.set_scroll_top(0);
        self.hold_blank();
        set_unfolded(&text, &button, true);
        self.move_to(&text, top - f64::from(down));
    }

    /// Scrolls a text to where its top is at `top` in the window.
    fn move_to(&self, text: &Element, top: f64) {
        let now = text.get_bounding_client_rect().top();
        let scroll = &self.scroll;
        scroll.set_scroll_top(scroll.scroll_top() + (now - top).round() as i32);
        // The timeline keeps its view in place when the height of a message changes. It must know the new view before that.
        if let Ok(event) = Event::new("scroll") {
            // No listener cancels it.
            let _ = scroll.dispatch_event(&event);
        }
    }

    /// Keeps the blank above few messages, which stand at the bottom of the view. A message that grows would take up the
    /// blank and so move up.
    fn hold_blank(&self) {
        let top = self.log.get_bounding_client_rect().top();
        let first = self.log.first_element_child();
        let first = first.map_or(top, |it| it.get_bounding_client_rect().top());
        // It fails only for an invalid name.
        let _ = self
            .log
            .style()
            .set_property(BLANK, &format!("{}px", first - top));
    }

    /// Removes the held blank once that moves nothing: the region is scrolled from its bottom.
    fn release_blank(&self) {
        let style = self.log.style();
        let held = style.get_property_value(BLANK).unwrap_or_default();
        let Ok(blank) = held.trim_end_matches("px").parse::<f64>() else {
            return;
        };
        let scroll = &self.scroll;
        let spare = f64::from(scroll.scroll_height() - scroll.client_height()) - blank;
        if f64::from(-scroll.scroll_top()) <= spare.max(0.0) {
            // It fails only for an invalid name.
            let _ = style.remove_property(BLANK);
        }
    }
}

fn set_unfolded(body: &Element, button: &Element, unfolded: bool) {
    // These fail only for invalid names.
    let _ = body.class_list().toggle_with_force(UNFOLDED, unfolded);
    let _ = button.set_attribute("aria-expanded", &unfolded.to_string());
    button.set_text_content(Some(if unfolded {
        text().message_show_less()
    } else {
        text().message_show_more()
    }));
}
