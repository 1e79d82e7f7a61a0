//! Menu of a message with the actions that are used less often.

use super::tools::use_tools;
use crate::{
    api,
    browser::use_window_event,
    chat::use_chat,
    dialog_opener::DialogOpener,
    erased::{effect, memo, when},
    kit::icon::{Glyph, Icon},
    room::send_command,
};
use client::{
    Client,
    rows::{MessageRow, RowKey},
};
use leptos::{
    ev::{self, KeyboardEvent},
    html,
    prelude::*,
    task::spawn_local,
};
use protocol::{Conversation, MessageId};
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, Node};

/// Height of the menu that needs no scrolling, in pixels. With less space below its button it opens to the larger side.
const ENOUGH_SPACE: f64 = 260.0;

/// Button that opens the menu.
#[component]
pub(super) fn MoreActions(
    conversation: Conversation,
    id: MessageId,
    row: ReadSignal<MessageRow>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let up = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let toggle = move |_| {
        if let Some(button) = button.get_untracked() {
            up.set(opens_upwards(&button));
        }
        open.update(|open| *open = !*open);
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            focus(button);
        }
    };
    let tools = use_tools();
    effect(move || tools.menu_open.set(open.get()));
    on_cleanup(move || {
        tools.menu_open.try_set(false);
    });
    // A press or the focus elsewhere closes the menu.
    let container = NodeRef::<html::Div>::new();
    let leave = move |target: Option<EventTarget>| {
        let target = target.and_then(|it| it.dyn_into::<Node>().ok());
        let container = container.get_untracked();
        let is_inside = container.is_some_and(|it| it.contains(target.as_ref()));
        if open.get_untracked() && !is_inside {
            open.set(false);
        }
    };
    effect(move || {
        use_window_event(ev::pointerdown, move |event| leave(event.target()));
        use_window_event(ev::focusin, move |event| leave(event.target()));
    });
    let menu = move || view! { <Menu conversation id row open up button /> }.into_any();
    view! {
        <div class="more" node_ref=container on:keydown=on_key>
            <button
                class="message-action"
                node_ref=button
                type="button"
                aria-label="More actions"
                title="More actions"
                aria-expanded=move || open.get().to_string()
                on:click=toggle
            >
                <Icon glyph=Glyph::MORE />
            </button>
            {when(move || open.get(), menu)}
        </div>
    }
}

/// Returns whether the menu opens upwards, and limits its height to the space there: what is outside the timeline is cut off.
fn opens_upwards(button: &web_sys::HtmlElement) -> bool {
    use wasm_bindgen::JsCast;
    let timeline = button.closest(".timeline-scroll").ok().flatten();
    let (Some(timeline), Some(container)) = (timeline, button.parent_element()) else {
        return false;
    };
    let (timeline, button) = (
        timeline.get_bounding_client_rect(),
        button.get_bounding_client_rect(),
    );
    let above = button.top() - timeline.top();
    let below = timeline.bottom() - button.bottom();
    let up = below < ENOUGH_SPACE && below < above;
    let space = format!("{}px", if up { above } else { below });
    let style = container.unchecked_into::<web_sys::HtmlElement>().style();
    // It fails only for an invalid name.
    let _ = style.set_property("--more-space", &space);
    up
}

fn focus(button: NodeRef<html::Button>) {
    if let Some(button) = button.get_untracked() {
        // It fails only if the button has left the page.
        let _ = button.focus();
    }
}

#[component]
fn Menu(
    conversation: Conversation,
    id: MessageId,
    row: ReadSignal<MessageRow>,
    open: RwSignal<bool>,
    up: RwSignal<bool>,
    button: NodeRef<html::Button>,
) -> impl IntoView {
    let chat = use_chat();
    let pinned = memo(move || row.with(|row| row.pinned));
    let saved = memo(move || chat.look(|client| client.state.saved(id).is_some()));
    let method = |on| if on { "PUT" } else { "DELETE" };
    let pin = move || send_command(chat, method(!pinned.get_untracked()), api::pin(id));
    let save = move || send_command(chat, method(!saved.get_untracked()), api::saved(id));
    let tools = use_tools();
    let show_author = move || {
        if let Some(RowKey::Message(author, _)) = tools.active.get_untracked() {
            tools.show_person(author);
        }
    };
    let opener = DialogOpener::get();
    let remind = move || opener.remind(id);
    let pin_label = move || if pinned.get() { "Unpin" } else { "Pin to room" };
    let save_label = move || {
        if saved.get() {
            "Remove from saved"
        } else {
            "Save for later"
        }
    };
    let previews = memo(move || chat.look(|client| preview_numbers(client, conversation, id)));
    let removable = move || !previews.with(Vec::is_empty) && row.with(|row| row.rights.edit);
    let remove = move || {
        let numbers = previews.get_untracked();
        spawn_local(async move {
            for number in numbers {
                let path = api::preview(id, number);
                // The change shows when the room's stream says so.
                if let Err(refusal) = api::command(chat.browser, "DELETE", path).await {
                    chat.notify(&refusal.detail);
                    return;
                }
            }
        });
    };
    let remove_label = move || {
        if previews.with(Vec::len) > 1 {
            "Remove previews"
        } else {
            "Remove preview"
        }
    };
    view! {
        <div class="more-menu" class:is-up=move || up.get() role="group" aria-label="More actions">
            <MenuItem label=pin_label glyph=Glyph::PIN open button action=Box::new(pin) />
            <MenuItem label=save_label glyph=Glyph::SAVE open button action=Box::new(save) />
            <MenuItem label=|| "Remind me" glyph=Glyph::CLOCK open button action=Box::new(remind) />
            <MenuItem label=|| "View profile" glyph=Glyph::PEOPLE open button action=Box::new(show_author) />
            {when(removable, move || view! {
                <MenuItem label=remove_label glyph=Glyph::CLOSE open button action=Box::new(remove) />
            }.into_any())}
        </div>
    }
}

/// Returns the numbers that identify a message's previews.
fn preview_numbers(client: &Client, conversation: Conversation, id: MessageId) -> Vec<u16> {
    let timeline = client.state.timeline(conversation).into_iter();
    let mut messages = timeline.flat_map(|timeline| timeline.messages());
    let message = messages.find(|message| message.id == id);
    let previews = message.into_iter().flat_map(|message| &message.previews);
    previews.map(|preview| preview.number).collect()
}

#[component]
fn MenuItem(
    label: impl Fn() -> &'static str + Send + 'static,
    glyph: Glyph,
    open: RwSignal<bool>,
    button: NodeRef<html::Button>,
    action: Box<dyn Fn()>,
) -> impl IntoView {
    let click = move |_| {
        // The item goes away. A dialog that it opens gives the focus back to the menu's button.
        focus(button);
        open.set(false);
        action();
    };
    view! {
        <button class="more-item" type="button" on:click=click>
            <Icon glyph />
            {move || label().to_owned()}
        </button>
    }
}
