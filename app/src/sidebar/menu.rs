//! Menu that opens beside a control of the sidebar. On a phone it is a sheet at the bottom of the screen.

use crate::{
    browser::{closest, use_window_event},
    erased::{effect, when},
    kit::{
        icon::{Glyph, Icon},
        input_event::pressed_key,
    },
    layer::close_on_back,
};
use leptos::{
    ev::{self, KeyboardEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Distance that the menu keeps from the edges of the screen, in pixels.
const MARGIN: f64 = 8.0;

/// State of a menu.
#[derive(Clone, Copy)]
pub(super) struct Menu {
    pub(super) open: RwSignal<bool>,
    /// Place on the screen where its corner stands, if there is space.
    place: RwSignal<(f64, f64)>,
    /// Selector of the control that gets the focus back.
    opener: RwSignal<String>,
}

impl Menu {
    pub(super) fn new() -> Self {
        let menu = Self {
            open: RwSignal::new(false),
            place: RwSignal::new((0.0, 0.0)),
            opener: RwSignal::new(String::new()),
        };
        close_on_back(menu.open);
        menu
    }

    /// Opens the menu at a place on the screen. `opener` is the selector of the control that gets the focus back.
    pub(super) fn open_at(self, place: (f64, f64), opener: String) {
        self.place.set(place);
        self.opener.set(opener);
        self.open.set(true);
    }

    /// Opens the menu below a control.
    pub(super) fn open_below(self, control: &web_sys::Element, opener: String) {
        let view = control.get_bounding_client_rect();
        self.open_at((view.left(), view.bottom()), opener);
    }

    /// Closes the menu, and gives the focus back.
    pub(super) fn close(self) {
        self.open.set(false);
        let opener = self.opener.get_untracked();
        let opener = document().query_selector(&opener).ok().flatten();
        if let Some(opener) = opener.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // It fails only if the control has left the page.
            let _ = opener.focus();
        }
    }

    /// Renders the menu with its items while it is open.
    pub(super) fn view(self, name: &'static str, items: fn(Menu) -> AnyView) -> AnyView {
        effect(move || {
            use_window_event(ev::pointerdown, move |event| {
                if self.open.get_untracked() && closest(event.target(), ".popup").is_none() {
                    self.open.set(false);
                }
            });
        });
        let open = move || view! { <OpenMenu menu=self name items /> }.into_any();
        when(move || self.open.get(), open)
    }
}

#[component]
fn OpenMenu(menu: Menu, name: &'static str, items: fn(Menu) -> AnyView) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    effect(move || {
        if let Some(element) = element.get() {
            stand(&element, menu.place.get_untracked());
            let chosen = elements(&element, "[aria-checked=true]");
            match chosen.first() {
                // It fails only if the item has left the page.
                Some(chosen) => drop(chosen.focus()),
                None => focus_item(&element, |_, _| Some(0)),
            }
        }
    });
    let on_key = move |event: KeyboardEvent| {
        let Some(element) = element.get_untracked() else {
            return;
        };
        match pressed_key(&event).as_str() {
            "ArrowDown" => focus_item(&element, |at, count| {
                Some(at.map_or(0, |at| at + 1) % count)
            }),
            "ArrowUp" => focus_item(&element, |at, count| {
                Some((at.unwrap_or(0) + count - 1) % count)
            }),
            "Home" => focus_item(&element, |_, _| Some(0)),
            "End" => focus_item(&element, |_, count| count.checked_sub(1)),
            "Escape" | "Tab" => menu.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div class="popup" node_ref=element role="menu" aria-label=name on:keydown=on_key>
            {items(menu)}
        </div>
    }
}

/// Places the menu on the screen.
fn stand(menu: &HtmlElement, (left, top): (f64, f64)) {
    let view = menu.get_bounding_client_rect();
    let size = |length: Result<wasm_bindgen::JsValue, _>| length.ok().and_then(|it| it.as_f64());
    let width = size(window().inner_width()).unwrap_or_default();
    let height = size(window().inner_height()).unwrap_or_default();
    let fit = |at: f64, length: f64, space: f64| at.min(space - length - MARGIN).max(MARGIN);
    let style = menu.style();
    for (name, value) in [
        ("--menu-left", fit(left, view.width(), width)),
        ("--menu-top", fit(top, view.height(), height)),
    ] {
        // It fails only for an invalid name.
        let _ = style.set_property(name, &format!("{value}px"));
    }
}

/// Focuses the item that `choose` returns, given the item with the focus and the number of items.
fn focus_item(menu: &HtmlElement, choose: impl FnOnce(Option<usize>, usize) -> Option<usize>) {
    let items = elements(menu, ".popup-item");
    let active = document().active_element();
    let at = items
        .iter()
        .position(|item| active.as_ref() == Some(item.as_ref()));
    if !items.is_empty()
        && let Some(item) = choose(at, items.len()).and_then(|index| items.get(index))
    {
        // It fails only if the item has left the page.
        let _ = item.focus();
    }
}

/// Returns the elements in another one that match a selector.
pub(super) fn elements(root: &web_sys::Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    let found = (0..found.length()).filter_map(|index| found.get(index));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

/// An item of a menu. Choosing it closes the menu.
pub(super) fn item(
    menu: Menu,
    glyph: Glyph,
    text: &'static str,
    key: &'static str,
    action: impl Fn() + 'static,
) -> AnyView {
    let choose = move |_| {
        menu.close();
        action();
    };
    view! {
        <button class="popup-item" type="button" role="menuitem" tabindex="-1" on:click=choose>
            <Icon glyph />
            <span class="popup-text">{text}</span>
            <kbd class="popup-key">{key}</kbd>
        </button>
    }
    .into_any()
}

/// One of several items of a menu of which one is chosen.
pub(super) fn choice(
    menu: Menu,
    text: &'static str,
    chosen: impl Fn() -> bool + Send + Sync + 'static,
    action: impl Fn() + 'static,
) -> AnyView {
    let choose = move |_| {
        menu.close();
        action();
    };
    view! {
        <button
            class="popup-item"
            type="button"
            role="menuitemradio"
            tabindex="-1"
            aria-checked=move || chosen().to_string()
            on:click=choose
        >
            <span class="popup-mark" aria-hidden="true"></span>
            <span class="popup-text">{text}</span>
        </button>
    }
    .into_any()
}
