//! Attaching files to what one writes, and looking at pictures. All of it listens to the page, and shows nothing until
//! something is attached or looked at.

mod transfers;
mod tray;
mod viewer;

use super::{
    later::{Later, soon},
    scheduled_line::ScheduledLine,
};
use crate::{
    chat::{Chat, use_chat},
    erased::{effect, part, when},
    model::RoomId,
};
use leptos::{ev, prelude::*};
use tray::Tray;
use viewer::{Viewer, ViewerDialog};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, Element, EventTarget, File, FileList, HtmlElement, HtmlInputElement};

/// Where files are picked; the composer draws it.
const PICKER: &str = ".composer-attach > input";
const COMPOSER: &str = ".composer-text";

/// What a room has for files, as soon as its code is there.
pub(crate) fn files(room: RoomId) -> AnyView {
    soon(Later::Files(room), false)
}

#[component]
pub(super) fn Files(room: RoomId) -> impl IntoView {
    let dropping = RwSignal::new(false);
    let viewer = Viewer::new();
    use_picking(room);
    use_pasting(room);
    use_dropping(room, dropping);
    viewer.listen();
    let hint = || {
        part! {
            <div class="drop-hint"><p>"Drop files to attach them"</p></div>
        }
    };
    part! {
        {when(move || dropping.get(), hint)}
        <ScheduledLine at=room.into() />
        <Tray room />
        <ViewerDialog viewer />
    }
}

/// Attaches what is picked, also what was before this was there.
fn use_picking(room: RoomId) {
    let chat = use_chat();
    let take = move |picker: HtmlInputElement| {
        transfers::add(chat, room, listed(picker.files()));
        // So that the same file can be picked again.
        picker.set_value("");
        focus_composer();
    };
    effect(move || {
        if let Some(picker) = find(PICKER).and_then(|picker| picker.dyn_into().ok()) {
            let picker: HtmlInputElement = picker;
            if picker.files().is_some_and(|files| files.length() > 0) {
                take(picker);
            }
        }
    });
    let picked = window_event_listener(ev::change, move |event| {
        if let Some(picker) = closest(event.target(), PICKER)
            && let Ok(picker) = picker.dyn_into()
        {
            take(picker);
        }
    });
    on_cleanup(move || picked.remove());
}

/// Attaches files that are pasted; what is text as well, as from a table, is pasted as text.
fn use_pasting(room: RoomId) {
    let chat = use_chat();
    let pasted = window_event_listener(ev::paste, move |event| {
        let elsewhere = closest(event.target(), "input, textarea, dialog")
            .is_some_and(|element| !element.matches(COMPOSER).unwrap_or(false));
        let Some(data) = event.clipboard_data() else {
            return;
        };
        let files = listed(data.files());
        if elsewhere || files.is_empty() || holds(&data, "text/plain") || is_shut(chat, room) {
            return;
        }
        event.prevent_default();
        transfers::add(chat, room, files);
        focus_composer();
    });
    on_cleanup(move || pasted.remove());
}

/// Attaches files that are dropped anywhere: let go a little beside the room, they would else take the page's place.
fn use_dropping(room: RoomId, dropping: RwSignal<bool>) {
    let chat = use_chat();
    let over = window_event_listener(ev::dragover, move |event| {
        let Some(data) = event.data_transfer().filter(|data| holds(data, "Files")) else {
            return;
        };
        event.prevent_default();
        let welcome = !is_shut(chat, room);
        data.set_drop_effect(if welcome { "copy" } else { "none" });
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
        event.prevent_default();
        if !is_shut(chat, room) {
            transfers::add(chat, room, listed(data.files()));
            focus_composer();
        }
    });
    on_cleanup(move || {
        over.remove();
        left.remove();
        dropped.remove();
    });
}

/// Whether nothing can be written in the room.
fn is_shut(chat: Chat, room: RoomId) -> bool {
    !untrack(|| chat.shut(room.into())).is_empty()
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

fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

fn closest(target: Option<EventTarget>, selector: &str) -> Option<Element> {
    let target: Element = target?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()
}

fn focus_composer() {
    if let Some(composer) = find(COMPOSER)
        && let Ok(composer) = composer.dyn_into::<HtmlElement>()
    {
        // It fails for no element that is there.
        let _ = composer.focus();
    }
}
