//! Keeps the keyboard's place: when the element with the focus leaves the page, the focus goes to its neighbour.
//!
//! Without this the browser moves the focus to the page's body, and a person without a mouse starts again at the top.

use super::waiting_dialog::WAITING;
use crate::{
    browser::{listen, observe_children},
    erased::effect,
};
use leptos::{prelude::*, web_sys::HtmlElement};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlDialogElement};

/// Elements that the Tab key reaches.
const FOCUSABLE: &str =
    "a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex]";

thread_local! {
    /// Where the focus was last, unless the person has left that place by a press on something without focus.
    static LAST: RefCell<Option<FocusPlace>> = const { RefCell::new(None) };
    /// The open dialogs, each with the place from which it was opened.
    static OPENED: RefCell<Vec<(HtmlDialogElement, Option<FocusPlace>)>> = const { RefCell::new(Vec::new()) };
    /// Whether a button of the mouse is down.
    static PRESSED: Cell<bool> = const { Cell::new(false) };
    /// Whether the focus is being moved because its element has left the page.
    static MOVING: Cell<bool> = const { Cell::new(false) };
}

/// A place of the focus on the page. It is useful even after its element has left the page.
#[derive(Clone)]
struct FocusPlace {
    /// The element and its ancestors, innermost first.
    chain: Vec<ChainLink>,
}

/// An element with its neighbours at the time when the focus came.
#[derive(Clone)]
struct ChainLink {
    element: Element,
    next: Option<Element>,
    previous: Option<Element>,
}

impl FocusPlace {
    fn of(element: Element) -> Self {
        let ancestors = std::iter::successors(Some(element), |element| element.parent_element());
        let chain = ancestors.map(|element| ChainLink {
            next: element.next_element_sibling(),
            previous: element.previous_element_sibling(),
            element,
        });
        Self {
            chain: chain.collect(),
        }
    }

    /// Focuses the element, or what is nearest to it on the page now.
    fn restore(&self) {
        // What was in a dialog that is closed gives way to what opened the dialog.
        if let Some(Some(opener)) = self.closed_dialog().map(|dialog| opener_of(&dialog)) {
            return opener.restore();
        }
        let Some(first) = self.chain.first() else {
            return;
        };
        if focus(&first.element) {
            return;
        }
        for (place, link) in self.chain.iter().enumerate() {
            // A message stands for what was in it.
            let parent = self.chain.get(place + 1).map(|link| &link.element);
            if parent.is_some_and(|parent| parent.has_attribute("tabindex") && focus(parent)) {
                return;
            }
            let neighbours = [&link.next, &link.previous];
            if (neighbours.into_iter().flatten()).any(|it| focus_within(it, &first.element)) {
                return;
            }
        }
    }

    /// Returns the outermost dialog around the element that is not open any more.
    fn closed_dialog(&self) -> Option<HtmlDialogElement> {
        let dialogs = self.chain.iter().rev().filter_map(|link| {
            let element = link.element.clone();
            element.dyn_into::<HtmlDialogElement>().ok()
        });
        { dialogs }.find(|dialog| !dialog.open() || !dialog.is_connected())
    }
}

/// Follows the focus until the reactive owner is disposed.
pub(crate) fn use_kept_focus() {
    effect(move || {
        let document = document();
        if let Some(element) = focused() {
            remember(element);
        }
        listen(&document, "focusin", |_| {
            PRESSED.set(false);
            if let Some(element) = focused() {
                remember(element);
            }
        });
        listen(&document, "focusout", |event| {
            let event: FocusEvent = event.unchecked_into();
            if event.related_target().is_none() && PRESSED.get() {
                LAST.set(None);
            }
        });
        listen(&document, "mousedown", |_| PRESSED.set(true));
        listen(&document, "mouseup", |_| PRESSED.set(false));
        if let Some(body) = document.body() {
            observe_children(&body, true, restore_last);
        }
    });
}

fn restore_last() {
    if focused().is_some() || PRESSED.get() {
        return;
    }
    if let Some(place) = LAST.with_borrow(Clone::clone) {
        MOVING.set(true);
        place.restore();
        MOVING.set(false);
    }
}

/// Returns whether the focus is being moved because its element has left the page, and not by the person.
pub(crate) fn is_moving() -> bool {
    MOVING.get()
}

/// Notes from where a dialog is opened. To be called before the dialog takes the focus.
pub(crate) fn dialog_opens(dialog: &HtmlDialogElement) {
    let place = LAST.with_borrow(Clone::clone);
    OPENED.with_borrow_mut(|opened| {
        opened.retain(|(other, _)| other != dialog && other.is_connected());
        opened.push((dialog.clone(), place));
    });
}

/// Gives the focus back to where a dialog was opened. The browser does that itself as long as the element is there.
pub(crate) fn dialog_closed(dialog: &HtmlDialogElement) {
    let opener = opener_of(dialog);
    if !dialog.open() {
        OPENED.with_borrow_mut(|opened| opened.retain(|(other, _)| other != dialog));
    }
    if let Some(place) = opener.filter(|_| focused().is_none()) {
        place.restore();
    }
}

fn opener_of(dialog: &HtmlDialogElement) -> Option<FocusPlace> {
    OPENED.with_borrow(|opened| {
        let (_, place) = opened.iter().find(|(other, _)| other == dialog)?;
        place.clone()
    })
}

/// Remembers where the focus is, except in the dialog that waits for another one.
fn remember(element: Element) {
    if element
        .closest(&format!("#{WAITING}"))
        .ok()
        .flatten()
        .is_none()
    {
        LAST.set(Some(FocusPlace::of(element)));
    }
}

/// Returns the element with the focus, `None` if it is the page's body.
fn focused() -> Option<Element> {
    let element = document().active_element()?;
    (element.tag_name() != "BODY").then_some(element)
}

/// Focuses an element, or the one in it that is like another, or the first in it. Returns whether one took the focus.
fn focus_within(place: &Element, like: &Element) -> bool {
    if place.has_attribute("tabindex") && focus(place) || is_like(place, like) && focus(place) {
        return true;
    }
    let Ok(found) = place.query_selector_all(FOCUSABLE) else {
        return false;
    };
    let found = (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok());
    let found: Vec<Element> = found.collect();
    let alike = found.iter().find(|element| is_like(element, like));
    alike.is_some_and(focus)
        || place.matches(FOCUSABLE).unwrap_or(false) && focus(place)
        || found.iter().any(focus)
}

/// Returns whether two elements are the same control of two items, such as two buttons "Remove".
fn is_like(one: &Element, other: &Element) -> bool {
    one.tag_name() == other.tag_name()
        && one.class_name() == other.class_name()
        && one.text_content() == other.text_content()
}

/// Focuses an element, unless it is out of view: the page must not scroll. Returns whether it took the focus.
fn focus(element: &Element) -> bool {
    let view = element.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|it| it.as_f64());
    if view.bottom() < 0.0 || view.top() > height.unwrap_or_default() {
        return false;
    }
    let Some(html) = element.dyn_ref::<HtmlElement>() else {
        return false;
    };
    // Whether it takes the focus shows below.
    let _ = html.focus();
    focused().as_ref() == Some(element)
}
