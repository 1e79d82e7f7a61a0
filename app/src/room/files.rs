//! Attaching files to a draft by picking, pasting and dropping them, and viewing pictures. All of it listens to the page,
//! and shows nothing until a file is attached or a picture is opened. A room and the thread beside it each handle what
//! happens in them.

use crate::{
    browser::{closest, use_window_event},
    chat::{Chat, use_chat},
    erased::{effect, when},
    later::{lazy, soon},
};
mod kept;
mod picker;
mod player;
mod queue;
mod restoration;
mod transfers;
mod tray;
mod viewer;
mod voice;
mod waiting;

use super::{composer::field::focus_composer, scheduled_line::ScheduledLine};
use leptos::{ev, prelude::*};
use locale::text;
pub(crate) use picker::has_picked;
use picker::{PICKER, THREAD, find_picker};
use player::use_players;
use protocol::Conversation;
use restoration::use_kept_files;
use tray::Tray;
use viewer::ViewerDialog;
pub(crate) use voice::VoiceNote;
use waiting::WaitingLine;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, EventTarget, File, FileList, HtmlInputElement};

const COMPOSER: &str = ".composer-text";

/// Returns the view of a conversation's files, once its code is loaded.
pub(crate) fn files(conversation: Conversation) -> AnyView {
    soon(lazy_files(conversation), false)
}

lazy!(pub(crate) fn lazy_files = Files(conversation: Conversation));

#[component]
pub(crate) fn Files(conversation: Conversation) -> impl IntoView {
    let dropping = RwSignal::new(false);
    use_kept_files(conversation);
    use_picking(conversation);
    use_pasting(conversation);
    use_dropping(conversation, dropping);
    if conversation.thread.is_none() {
        use_players();
    }
    let hint = || {
        view! {
            <div class="drop-hint"><p>{text().files_drop()}</p></div>
        }
        .into_any()
    };
    view! {
        {when(move || dropping.get(), hint)}
        <ScheduledLine conversation />
        <Tray conversation />
        <WaitingLine conversation />
        // The room's viewer and players are the thread's as well.
        {when(move || conversation.thread.is_none(), || view! { <ViewerDialog /> }.into_any())}
    }
}

/// Attaches files that are picked, and those that were picked before this code was loaded.
fn use_picking(conversation: Conversation) {
    let chat = use_chat();
    let take = move |picker: HtmlInputElement| {
        transfers::add(chat, conversation, to_vec(picker.files()));
        // Without this the same file could not be picked again.
        picker.set_value("");
        focus_composer(conversation.thread.is_some());
    };
    effect(move || {
        if has_picked(conversation)
            && let Some(picker) = find_picker(conversation)
        {
            take(picker);
        }
    });
    use_window_event(ev::change, move |event| {
        if is_in(conversation, event.target())
            && let Some(picker) = closest(event.target(), PICKER)
            && let Ok(picker) = picker.dyn_into()
        {
            take(picker);
        }
    });
}

/// Attaches files that are pasted. What is also text, such as a copied table, is pasted as text.
fn use_pasting(conversation: Conversation) {
    let chat = use_chat();
    use_window_event(ev::paste, move |event| {
        let elsewhere = closest(event.target(), "input, textarea, dialog")
            .is_some_and(|element| !element.matches(COMPOSER).unwrap_or(false));
        let Some(data) = event.clipboard_data() else {
            return;
        };
        let files = to_vec(data.files());
        let wanted =
            !elsewhere && is_in(conversation, event.target()) && !is_read_only(chat, conversation);
        if !wanted || files.is_empty() || has_type(&data, "text/plain") {
            return;
        }
        event.prevent_default();
        transfers::add(chat, conversation, files);
        focus_composer(conversation.thread.is_some());
    });
}

/// Attaches files that are dropped. The room takes those dropped anywhere outside of the thread: otherwise the browser would
/// replace the page with a file that is dropped beside the room.
fn use_dropping(conversation: Conversation, dropping: RwSignal<bool>) {
    let chat = use_chat();
    use_window_event(ev::dragover, move |event| {
        let Some(data) = event.data_transfer().filter(|data| has_type(data, "Files")) else {
            return;
        };
        let here = is_in(conversation, event.target());
        let accepted = here && !is_read_only(chat, conversation);
        if here {
            event.prevent_default();
            data.set_drop_effect(if accepted { "copy" } else { "none" });
        }
        if dropping.get_untracked() != accepted {
            dropping.set(accepted);
        }
    });
    use_window_event(ev::dragleave, move |event| {
        if event.related_target().is_none() {
            dropping.set(false);
        }
    });
    use_window_event(ev::drop, move |event| {
        dropping.set(false);
        let Some(data) = event.data_transfer().filter(|data| has_type(data, "Files")) else {
            return;
        };
        if !is_in(conversation, event.target()) {
            return;
        }
        event.prevent_default();
        if !is_read_only(chat, conversation) {
            transfers::add(chat, conversation, to_vec(data.files()));
            focus_composer(conversation.thread.is_some());
        }
    });
}

/// Returns whether the person may not write in a conversation.
fn is_read_only(chat: Chat, conversation: Conversation) -> bool {
    untrack(|| chat.read_only_reason(conversation)).is_some()
}

/// Returns whether an element belongs to a conversation: those in the thread panel to the thread, all others to the room.
fn is_in(conversation: Conversation, target: Option<EventTarget>) -> bool {
    closest(target, THREAD).is_some() == conversation.thread.is_some()
}

fn has_type(data: &DataTransfer, kind: &str) -> bool {
    let kinds = data.types();
    kinds
        .iter()
        .any(|it| it.as_string().as_deref() == Some(kind))
}

fn to_vec(files: Option<FileList>) -> Vec<File> {
    let files = files.iter();
    let each = files.flat_map(|files| (0..files.length()).filter_map(|index| files.get(index)));
    each.collect()
}
