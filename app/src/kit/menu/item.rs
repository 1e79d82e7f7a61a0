//! Items of a menu.

use super::state::Menu;
use crate::kit::icon::{Glyph, Icon};
use leptos::prelude::*;

/// Selector of the items in a menu.
pub(super) const ITEMS: &str = "[role^=menuitem]";

/// An item of a menu. Choosing it closes the menu.
pub(crate) struct MenuItem {
    glyph: Glyph,
    text: Box<dyn Fn() -> &'static str + Send>,
    /// Key that does the same, as it is shown.
    hint: Option<String>,
    /// The same key as `aria-keyshortcuts` names it.
    key: Option<&'static str>,
    class: &'static str,
}

impl MenuItem {
    pub(crate) fn new(glyph: Glyph, text: impl Fn() -> &'static str + Send + 'static) -> Self {
        Self {
            glyph,
            text: Box::new(text),
            hint: None,
            key: None,
            class: "",
        }
    }

    /// Adds a key that does the same: as it is shown, and as `aria-keyshortcuts` names it.
    pub(crate) fn key(self, hint: Option<String>, key: Option<&'static str>) -> Self {
        Self { hint, key, ..self }
    }

    /// Adds a class to the item: `is-danger` or `is-in-row`.
    pub(crate) fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// Renders the item. `action` runs when the menu is closed.
    pub(crate) fn view(self, menu: Menu, action: impl Fn() + 'static) -> AnyView {
        let choose = move |_| {
            menu.close();
            action();
        };
        let text = self.text;
        let hint = (self.hint).map(|key| view! { <kbd aria-hidden="true">{key}</kbd> });
        view! {
            <button
                class=format!("menu-item {}", self.class)
                type="button"
                role="menuitem"
                tabindex="-1"
                aria-keyshortcuts=self.key
                on:click=choose
            >
                <Icon glyph=self.glyph />
                <span>{move || text()}</span>
                {hint}
            </button>
        }
        .into_any()
    }
}

/// Renders one of several items of a menu of which one is chosen.
pub(crate) fn menu_choice(
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
            class="menu-item"
            type="button"
            role="menuitemradio"
            tabindex="-1"
            aria-checked=move || chosen().to_string()
            on:click=choose
        >
            <span class="menu-mark" aria-hidden="true"></span>
            <span>{text}</span>
        </button>
    }
    .into_any()
}
