//! Menu of a message with all its actions in words. On a phone it is a sheet at the bottom of the screen.

mod placement;

use super::{
    actions::{GROUPS, MessageAction, MessageFacts},
    actor::MessageActor,
    emoji::QUICK,
    tools::{MessageSubject, use_tools},
};
use crate::{
    browser::listen,
    chat::use_chat,
    erased::{effect, when},
    kit::{
        emoji,
        focus::dialog_closed,
        icon::{Glyph, Icon},
        input_event::{has_modifier, pressed_key},
        roving_focus::{Axis, move_focus},
    },
    layer::close_on_back,
    room::last_known,
};
use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent},
    html,
    prelude::*,
};
use placement::show;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

/// The menu of the message that the tools are about. It is modal and belongs to the page, so nothing that happens to the
/// message takes it away.
#[component]
pub(super) fn MessageMenu() -> impl IntoView {
    let tools = use_tools();
    let open = tools.menu_open;
    let dialog = NodeRef::<html::Dialog>::new();
    close_on_back(open);
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let close = move || {
        open.set(false);
        if let Some(dialog) = dialog.get_untracked() {
            // At once, for what the action focuses is inert until then.
            dialog.close();
            dialog_closed(&dialog);
        }
    };
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
    let content = move || match tools.menu.get_untracked() {
        Some((subject, anchor)) => {
            let shown = move || {
                pressed.set_value(false);
                if let Some(dialog) = dialog.get_untracked() {
                    show(&dialog, anchor);
                }
            };
            view! { <MenuContent subject shown close /> }.into_any()
        }
        None => ().into_any(),
    };
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
            close();
        }
    };
    let on_close = move |_| {
        open.set(false);
        if let Some(dialog) = dialog.get_untracked() {
            dialog_closed(&dialog);
        }
    };
    view! {
        <dialog
            class="message-menu"
            node_ref=dialog
            aria-label="Message actions"
            on:pointerdown=on_press
            on:click=on_click
            on:close=on_close
            on:keydown=|event: KeyboardEvent| event.stop_propagation()
        >
            {when(move || open.get(), content)}
        </dialog>
    }
}

#[component]
fn MenuContent(
    subject: MessageSubject,
    /// Called when the content is in the dialog, whose place depends on its height.
    shown: impl Fn() + 'static,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let chat = use_chat();
    let actor = MessageActor::get();
    let facts = last_known(move || actor.facts(subject));
    let menu = NodeRef::<html::Div>::new();
    effect(move || {
        if menu.get().is_some() {
            shown();
        }
    });
    let perform = move |action| {
        close();
        actor.perform(action, subject);
    };
    let on_key = move |event: KeyboardEvent| {
        let Some(menu) = menu.get_untracked() else {
            return;
        };
        if move_focus(&event, &menu, "[role=menuitem]", Axis::Vertical) || has_modifier(&event) {
            return;
        }
        let action = MessageAction::of_key(&pressed_key(&event));
        if let Some(action) = action.filter(|action| action.is_offered(&facts.get_untracked())) {
            event.prevent_default();
            perform(action);
        }
    };
    let reactions = NodeRef::<html::Div>::new();
    let on_reaction_key = move |event: KeyboardEvent| {
        if let Some(reactions) = reactions.get_untracked() {
            move_focus(&event, &reactions, "button", Axis::Horizontal);
        }
    };
    let about = chat.peek(|client| {
        let message = client.shown_message(subject.conversation, subject.id)?;
        let name = client.state.name_of(message.author).to_owned();
        let gist = markdown::gist(&message.body, &client.state, emoji::lookup());
        Some((name, gist))
    });
    let (name, gist) = about.unwrap_or_default();
    let quick = move |index: usize| {
        let (emoji, name) = QUICK[index];
        let mine = move || {
            let message = chat
                .look(|client| client.shown_message(subject.conversation, subject.id))
                .unwrap_or_default();
            let mut mine = { message.reactions }.into_iter();
            mine.any(|it| it.emoji == emoji && it.users.contains(&chat.me()))
        };
        let react = move |_| {
            let on = !untrack(mine);
            close();
            actor.react(subject.id, emoji, on);
        };
        view! {
            <button
                class="menu-reaction"
                type="button"
                tabindex=if index == 0 { "0" } else { "-1" }
                aria-label=format!("React with {name}")
                aria-pressed=move || mine().to_string()
                on:click=react
            >
                {emoji}
            </button>
        }
        .into_any()
    };
    let row = move || {
        view! {
            <div
                class="menu-reactions"
                node_ref=reactions
                role="toolbar"
                aria-label="Quick reactions"
                on:keydown=on_reaction_key
            >
                <For each=|| 0..QUICK.len() key=|key| *key children=quick />
                <button
                    class="menu-reaction"
                    type="button"
                    tabindex="-1"
                    aria-label="Add reaction"
                    on:click=move |_| perform(MessageAction::AddReaction)
                >
                    <Icon glyph=Glyph::SMILE />
                </button>
            </div>
        }
        .into_any()
    };
    let group = move |index: usize| {
        let actions = move || {
            let facts = facts.get();
            let offered = GROUPS[index].iter().copied();
            offered
                .filter(|action| action.is_offered(&facts))
                .collect::<Vec<_>>()
        };
        let item = move |action| {
            view! { <MenuItem action facts perform=Box::new(move || perform(action)) /> }.into_any()
        };
        view! {
            <div class="menu-group" role="group"><For each=actions key=|key| *key children=item /></div>
        }
        .into_any()
    };
    view! {
        <p class="menu-about" dir="auto"><strong>{name}</strong>" "{gist}</p>
        {when(move || !facts.get().deleted, row)}
        <div
            class="menu"
            node_ref=menu
            role="menu"
            aria-label="Message actions"
            on:keydown=on_key
            on:pointerover=focus_pointed
        >
            <For each=|| 0..GROUPS.len() key=|key| *key children=group />
        </div>
    }
}

#[component]
fn MenuItem(
    action: MessageAction,
    facts: Memo<MessageFacts>,
    perform: Box<dyn Fn()>,
) -> impl IntoView {
    let hint = action
        .key_hint()
        .map(|key| view! { <kbd aria-hidden="true">{key}</kbd> });
    view! {
        <button
            class="menu-item"
            class:is-danger=action.is_dangerous()
            class:is-in-row=action == MessageAction::AddReaction
            type="button"
            role="menuitem"
            tabindex="-1"
            aria-keyshortcuts=action.key()
            on:click=move |_| perform()
        >
            <Icon glyph=action.glyph() />
            <span>{move || action.label(&facts.get()).to_owned()}</span>
            {hint}
        </button>
    }
}

/// Moves the focus to the item under the mouse, so that never two items look chosen.
fn focus_pointed(event: PointerEvent) {
    if event.pointer_type() != "mouse" {
        return;
    }
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let item = target.and_then(|it| it.closest("[role=menuitem]").ok().flatten());
    if let Some(item) = item.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // It fails only if the item has left the page.
        let _ = item.focus();
    }
}
