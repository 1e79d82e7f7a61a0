//! Attaching files to what one writes, and looking at pictures. All of it listens to the page, and shows nothing until
//! something is attached or looked at. A room and the thread beside it each take what is done in them.

mod transfers;
mod tray;
mod viewer;

use super::scheduled_line::ScheduledLine;
use crate::{
    browser::closest,
    chat::{Chat, use_chat},
    erased::{effect, part, when},
    later::{Later, soon},
};
use leptos::{ev, prelude::*};
use protocol::Conversation;
use tray::Tray;
use viewer::{Viewer, ViewerDialog};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, Element, EventTarget, File, FileList, HtmlElement, HtmlInputElement};

/// Where files are picked; the composer draws it.
const PICKER: &str = ".composer-attach > input";
const COMPOSER: &str = ".composer-text";
const ROOM: &str = ".room";
const THREAD: &str = ".thread";

/// What a conversation has for files, as soon as its code is there.
pub(crate) fn files(at: Conversation) -> AnyView {
    soon(Later::Files(at), false)
}

#[component]
pub(crate) fn Files(at: Conversation) -> impl IntoView {
    let dropping = RwSignal::new(false);
    use_picking(at);
    use_pasting(at);
    use_dropping(at, dropping);
    let hint = || {
        part! {
            <div class="drop-hint"><p>"Drop files to attach them"</p></div>
        }
    };
    part! {
        {when(move || dropping.get(), hint)}
        <ScheduledLine at />
        <Tray at />
        // The room's shows the pictures of the page, those of the thread among them.
        {when(move || at.thread.is_none(), || part! { <Pictures /> })}
    }
}

#[component]
fn Pictures() -> impl IntoView {
    let viewer = Viewer::new();
    viewer.listen();
    part! { <ViewerDialog viewer /> }
}

/// Attaches what is picked, also what was before this was there.
fn use_picking(at: Conversation) {
    let chat = use_chat();
    let take = move |picker: HtmlInputElement| {
        transfers::add(chat, at, listed(picker.files()));
        // So that the same file can be picked again.
        picker.set_value("");
        focus_composer(at);
    };
    effect(move || {
        if let Some(picker) = find(at, PICKER).and_then(|picker| picker.dyn_into().ok()) {
            let picker: HtmlInputElement = picker;
            if picker.files().is_some_and(|files| files.length() > 0) {
                take(picker);
            }
        }
    });
    let picked = window_event_listener(ev::change, move |event| {
        if is_within(at, event.target())
            && let Some(picker) = closest(event.target(), PICKER)
            && let Ok(picker) = picker.dyn_into()
        {
            take(picker);
        }
    });
    on_cleanup(move || picked.remove());
}

/// Attaches files that are pasted; what is text as well, as from a table, is pasted as text.
fn use_pasting(at: Conversation) {
    let chat = use_chat();
    let pasted = window_event_listener(ev::paste, move |event| {
        let elsewhere = closest(event.target(), "input, textarea, dialog")
            .is_some_and(|element| !element.matches(COMPOSER).unwrap_or(false));
        let Some(data) = event.clipboard_data() else {
            return;
        };
        let files = listed(data.files());
        let wanted = !elsewhere && is_within(at, event.target()) && !is_shut(chat, at);
        if !wanted || files.is_empty() || holds(&data, "text/plain") {
            return;
        }
        event.prevent_default();
        transfers::add(chat, at, files);
        focus_composer(at);
    });
    on_cleanup(move || pasted.remove());
}

/// Attaches files that are dropped in the thread, or anywhere else: let go a little beside the room, they would else take
/// the page's place.
fn use_dropping(at: Conversation, dropping: RwSignal<bool>) {
    let chat = use_chat();
    let over = window_event_listener(ev::dragover, move |event| {
        let Some(data) = event.data_transfer().filter(|data| holds(data, "Files")) else {
            return;
        };
        let here = is_within(at, event.target());
        let welcome = here && !is_shut(chat, at);
        if here {
            event.prevent_default();
            data.set_drop_effect(if welcome { "copy" } else { "none" });
        }
        if dropping.get_untracked() != welcome {
            dropping.set(welcome);
        }
    });
    let left = window_event_listener(ev::dragleave, move |event| {
        if event.related_target().is_none() {
            dropping.set(false);
        }
    });
    let dropped = window_event_listener(ev::drop, move |event| {
        dropping.set(false);
        let Some(data) = event.data_transfer().filter(|data| holds(data, "Files")) else {
            return;
        };
        if !is_within(at, event.target()) {
            return;
        }
        event.prevent_default();
        if !is_shut(chat, at) {
            transfers::add(chat, at, listed(data.files()));
            focus_composer(at);
        }
    });
    on_cleanup(move || {
        over.remove();
        left.remove();
        dropped.remove();
    });
}

/// Whether nothing can be written there.
fn is_shut(chat: Chat, at: Conversation) -> bool {
    untrack(|| chat.read_only_reason(at)).is_some()
}

/// Whether what happens at an element is a conversation's: in the thread its own, anywhere else the room's.
fn is_within(at: Conversation, target: Option<EventTarget>) -> bool {
    closest(target, THREAD).is_some() == at.thread.is_some()
}

fn holds(data: &DataTransfer, kind: &str) -> bool {
    let kinds = data.types();
    kinds
        .iter()
        .any(|held| held.as_string().as_deref() == Some(kind))
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let files = files.iter();
    let each = files.flat_map(|files| (0..files.length()).filter_map(|place| files.get(place)));
    each.collect()
}

/// The first element of its kind in a conversation.
fn find(at: Conversation, selector: &str) -> Option<Element> {
    let place = if at.thread.is_some() { THREAD } else { ROOM };
    let selector = format!("{place} {selector}");
    document().query_selector(&selector).ok().flatten()
}

fn focus_composer(at: Conversation) {
    if let Some(composer) = find(at, COMPOSER)
        && let Ok(composer) = composer.dyn_into::<HtmlElement>()
    {
        // It fails for no element that is there.
        let _ = composer.focus();
    }
}
