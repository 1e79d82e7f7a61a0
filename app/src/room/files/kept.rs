//! Keeps the files of drafts over a reload. A file that is uploaded is kept in the browser's storage, for all its tabs. Of one
//! that is not, its name is kept in the tab's storage, so that the tab can say that it was interrupted.

use crate::chat::Chat;
use client::UploadState;
use leptos::{ev, prelude::*};
use locale::text;
use protocol::{Attachment, Conversation, FileId, read::read};
use serde::Serialize;
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};
use web_sys::Storage;

/// The files of a conversation as this tab has kept them last.
#[derive(Clone, Default, PartialEq)]
struct KeptFiles {
    uploaded: Vec<Attachment>,
    /// Names of the files that are not uploaded.
    unfinished: Vec<String>,
}

thread_local! {
    /// The conversations whose files this page has restored.
    static KEPT: RefCell<BTreeMap<Conversation, KeptFiles>> = const { RefCell::new(BTreeMap::new()) };
    static WARNS: Cell<bool> = const { Cell::new(false) };
}

/// Notes that this page restores a conversation's files. Returns whether it has not done so before.
pub(super) fn note_first(conversation: Conversation) -> bool {
    KEPT.with_borrow_mut(|kept| {
        let new = !kept.contains_key(&conversation);
        kept.entry(conversation).or_default();
        new
    })
}

/// Notes the uploaded files of a conversation, as they are kept now. Returns those that were noted before.
pub(super) fn note_uploaded(conversation: Conversation, now: Vec<Attachment>) -> Vec<Attachment> {
    KEPT.with_borrow_mut(|kept| {
        let files = kept.entry(conversation).or_default();
        std::mem::replace(&mut files.uploaded, now)
    })
}

/// Returns the files of one list that the other does not have.
pub(super) fn missing(from: &[Attachment], other: &[Attachment]) -> Vec<FileId> {
    let has = |id: FileId| other.iter().any(|file| file.id == id);
    let ids = from.iter().map(|file| file.id);
    ids.filter(|id| !has(*id)).collect()
}

/// Stores the files of all drafts that have changed since.
pub(super) fn keep(chat: Chat) {
    let conversations: Vec<_> = KEPT.with_borrow(|kept| kept.keys().copied().collect());
    for conversation in conversations {
        let now = chat.peek(|client| {
            let mut now = KeptFiles::default();
            for upload in client.uploads_in(conversation) {
                match &upload.state {
                    UploadState::Done(file) => now.uploaded.push(file.clone()),
                    _ => now.unfinished.push(upload.name.clone()),
                }
            }
            now
        });
        let before = KEPT.with_borrow_mut(|kept| kept.insert(conversation, now.clone()));
        let before = before.unwrap_or_default();
        if before == now {
            continue;
        }
        let key = key(chat, conversation);
        if before.unfinished != now.unfinished {
            store(of_tab(), &key, &now.unfinished);
        }
        // Only what changes here is changed there: another tab may have added files.
        let gone = missing(&before.uploaded, &now.uploaded);
        let new = missing(&now.uploaded, &before.uploaded);
        if gone.is_empty() && new.is_empty() {
            continue;
        }
        let mut all: Vec<Attachment> = stored(of_browser(), &key);
        let fresh = now.uploaded.iter().filter(|it| new.contains(&it.id));
        all.retain(|it| !gone.contains(&it.id) && !new.contains(&it.id));
        all.extend(fresh.cloned());
        store(of_browser(), &key, &all);
    }
}

/// Makes the browser ask before the page is left while files would be lost.
pub(super) fn warn_before_leaving(chat: Chat) {
    if WARNS.replace(true) {
        return;
    }
    // It stays as long as the page: uploads go on in any room.
    let _ = window_event_listener(ev::beforeunload, move |event| {
        if would_lose_files(chat) {
            event.prevent_default();
            // Older browsers ask only for the sake of a text, which they do not show.
            event.set_return_value(text().files_not_uploaded());
        }
    });
}

/// Returns whether a file is on its way, or the browser has refused to store one.
fn would_lose_files(chat: Chat) -> bool {
    let uploads = chat.peek(|client| client.uploads.clone());
    uploads.into_iter().any(|upload| match upload.state {
        UploadState::Sending(_) => true,
        UploadState::Failed(_) => false,
        UploadState::Done(file) => {
            let kept: Vec<Attachment> = stored(of_browser(), &key(chat, upload.conversation));
            !kept.iter().any(|it| it.id == file.id)
        }
    })
}

/// Returns the key of both storages for a conversation.
pub(super) fn key(chat: Chat, conversation: Conversation) -> String {
    let id = conversation
        .thread
        .map_or(conversation.room.0, |root| root.0);
    format!("hubbub:files:{}:{id}", chat.me())
}

/// Returns the storage that the browser's tabs share.
pub(super) fn of_browser() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Returns the storage of this tab, which outlives a reload.
pub(super) fn of_tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

pub(super) fn stored<T: protocol::read::Read>(storage: Option<Storage>, key: &str) -> Vec<T> {
    let text = storage.and_then(|storage| storage.get_item(key).ok().flatten());
    text.and_then(|text| read(&text)).unwrap_or_default()
}

fn store<T: Serialize>(storage: Option<Storage>, key: &str, list: &[T]) {
    let Some(storage) = storage else { return };
    // If the browser refuses, the page warns before it is left.
    let _ = match serde_json::to_string(list) {
        Ok(text) if !list.is_empty() => storage.set_item(key, &text),
        _ => storage.remove_item(key),
    };
}
