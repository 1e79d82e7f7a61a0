//! The interface of a room: header, timeline, messages, composer, files, threads and dialogs.

pub(crate) mod access;
pub(crate) mod add_people_dialog;
pub(crate) mod attachment_layout;
pub(crate) mod attachments;
pub(crate) mod code;
pub(crate) mod completion;
pub(crate) mod composer;
pub(crate) mod date_dialog;
pub(crate) mod direct_about;
pub(crate) mod excerpt;
pub(crate) mod exit;
pub(crate) mod file_address;
mod file_size;
pub(crate) mod file_type;
pub(crate) mod files;
pub(crate) mod found_messages;
pub(crate) mod gallery;
pub(crate) mod header;
pub(crate) mod message;
pub(crate) mod missing;
pub(crate) mod preferences;
pub(crate) mod reminders;
pub(crate) mod row_signals;
pub(crate) mod scheduled_line;
pub(crate) mod scheduled_list;
pub(crate) mod send_later;
pub(crate) mod settings_dialog;
mod text_field;
pub(crate) mod thread_panel;
pub(crate) mod threads;
pub(crate) mod timeline;
pub(crate) mod typing_line;
pub(crate) mod unsent;

use crate::{api, chat::Chat};
use leptos::{prelude::*, task::spawn_local};
use locale::text;

/// Sends a command, and notifies the person if it fails. What it changes shows when the stream says so.
pub(crate) fn send_command(chat: Chat, method: &'static str, path: String) {
    spawn_local(async move {
        if let Err(refusal) = api::command(chat.browser, method, path).await {
            chat.notify(&refusal.detail);
        }
    });
}

/// Joins names as a list without an end: `tea.png, notes.txt`.
pub(crate) fn enumerated(names: &[impl AsRef<str>]) -> String {
    let mut names = names.iter().map(AsRef::as_ref);
    let first = names.next().unwrap_or_default().to_owned();
    names.fold(first, |list, name| text().list_middle(&list, name))
}

/// Creates a memo that keeps its last value while `read` returns `None`: a list item that is being removed is read once
/// more before it is gone.
pub(crate) fn last_known<T>(read: impl Fn() -> Option<T> + Send + Sync + 'static) -> Memo<T>
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    let read: Box<dyn Fn() -> Option<T> + Send + Sync> = Box::new(read);
    Memo::new(move |last: Option<&T>| read().or_else(|| last.cloned()).unwrap_or_default())
}
