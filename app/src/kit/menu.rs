//! Menu beside what opened it. On a small screen it is a sheet at the bottom.

mod item;
mod placement;
mod state;

pub(crate) use item::{MenuItem, menu_choice};
pub(crate) use placement::MenuAnchor;
pub(crate) use state::Menu;

use super::roving_focus::{Axis, items, move_focus};
use crate::{
    browser::listen,
    erased::{effect, when},
    layer::close_on_back,
};
use item::ITEMS;
use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent},
    html,
    prelude::*,
};
use placement::show;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlDialogElement, HtmlElement};

/// Content of a menu.
pub(crate) struct MenuContent {
    /// Shown above the items.
    head: AnyView,
    items: AnyView,
    /// Handles a key that does not move among the items.
    on_key: Box<dyn Fn(&KeyboardEvent)>,
}

impl MenuContent {
    pub(crate) fn new(items: AnyView) -> Self {
        Self {
            head: ().into_any(),
            items,
            on_key: Box::new(|_| ()),
        }
    }

    /// Adds what is shown above the items, and a handler of the keys that do not move among the items.
    pub(crate) fn with(self, head: AnyView, on_key: impl Fn(&KeyboardEvent) + 'static) -> Self {
        Self {
            head,
            on_key: Box::new(on_key),
            ..self
        }
    }
}

/// Element of a menu. It is modal, so a change of the page around it does not take it away.
#[component]
pub(crate) fn MenuDialog(
    menu: Menu,
    name: &'static str,
    /// Called each time the menu opens.
    content: Box<dyn Fn() -> MenuContent + Send>,
) -> impl IntoView {
    let Menu {
        open,
        dialog,
        closing,
        ..
    } = menu;
    close_on_back(open);
    effect(move || {
        if !open.get() {
            closing.close();
        }
    });
    // A press that opens the sheet may end with a click on it: only a press that begins there counts.
    let pressed = StoredValue::new(false);
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        listen(&dialog, "click", move |event| {
            let by_pointer = event.unchecked_ref::<MouseEvent>().detail() > 0;
            if by_pointer && !pressed.get_value() {
                event.prevent_default();
                event.stop_propagation();
            }
        });
    });
    let shown = move |dialog: &HtmlDialogElement| {
        pressed.set_value(false);
        show(dialog, menu.anchor.get_untracked());
        focus_first(dialog);
    };
    let view = move || opened(menu, name, content(), shown);
    let pressed_beside = StoredValue::new(false);
    let is_beside = move |target: Option<EventTarget>| {
        let dialog = dialog.get_untracked().map(EventTarget::from);
        dialog.is_some() && target == dialog
    };
    let on_press = move |event: PointerEvent| {
        pressed.set_value(true);
        pressed_beside.set_value(is_beside(event.target()));
    };
    let on_click = move |event: MouseEvent| {
        if pressed_beside.get_value() && is_beside(event.target()) {
            menu.close();
        }
    };
    // A right click beside the menu closes it too. The browser's own menu would be about the whole page.
    let on_context_menu = move |event: MouseEvent| {
        if is_beside(event.target()) {
            event.prevent_default();
            menu.close();
        }
    };
    let on_cancel = move |event| closing.cancelled(&event, || open.set(false));
    let on_close = move |_| closing.closed(|| open.set(false));
    view! {
        <dialog
            class="menu"
            node_ref=dialog
            aria-label=name
            on:pointerdown=on_press
            on:click=on_click
            on:contextmenu=on_context_menu
            on:cancel=on_cancel
            on:close=on_close
            on:keydown=|event: KeyboardEvent| event.stop_propagation()
        >
            {when(move || open.get(), view)}
        </dialog>
    }
}

/// Returns the content of an open menu. `shown` is called when it is in the dialog, whose place depends on its height.
fn opened(
    menu: Menu,
    name: &'static str,
    content: MenuContent,
    shown: impl Fn(&HtmlDialogElement) + 'static,
) -> AnyView {
    let list = NodeRef::<html::Div>::new();
    effect(move || {
        if let (Some(_), Some(dialog)) = (list.get(), menu.dialog.get_untracked()) {
            shown(&dialog);
        }
    });
    let MenuContent {
        head,
        items,
        on_key,
    } = content;
    let on_key = move |event: KeyboardEvent| {
        let Some(list) = list.get_untracked() else {
            return;
        };
        if !move_focus(&event, &list, ITEMS, Axis::Vertical) {
            on_key(&event);
        }
    };
    view! {
        {head}
        <div
            class="menu-items"
            node_ref=list
            role="menu"
            aria-label=name
            on:keydown=on_key
            on:pointerover=focus_pointed
        >
            {items}
        </div>
    }
    .into_any()
}

/// Focuses the item that is chosen already, otherwise the first one.
fn focus_first(menu: &Element) {
    let items = items(menu, ITEMS);
    let chosen =
        (items.iter()).find(|item| item.get_attribute("aria-checked").as_deref() == Some("true"));
    if let Some(item) = chosen.or(items.first()) {
        item.set_tab_index(0);
        // It fails only if the item has left the page.
        let _ = item.focus();
    }
}

/// Moves the focus to the item under the mouse, so that never two items look chosen.
fn focus_pointed(event: PointerEvent) {
    if event.pointer_type() != "mouse" {
        return;
    }
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let item = target.and_then(|it| it.closest(ITEMS).ok().flatten());
    if let Some(item) = item.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // It fails only if the item has left the page.
        let _ = item.focus();
    }
}
