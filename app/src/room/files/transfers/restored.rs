//! Files of the page before a reload, whose bytes this page does not have.

use super::{Transfer, has_file, push, remove, set_state};
use crate::chat::Chat;
use client::UploadState;
use protocol::{Attachment, Conversation};
use web_sys::File;

/// Why a file is not attached any more after a reload.
const INTERRUPTED: &str = "It was not uploaded.";
const LOST: &str = "It is no longer on the server.";

/// Attaches a file that was uploaded before the page was loaded. Returns the upload's number.
pub(in crate::room::files) fn restore_uploaded(
    chat: Chat,
    conversation: Conversation,
    file: Attachment,
) -> u64 {
    let thumbnail = || format!("/files/{}/thumbnail", file.id);
    let transfer = Transfer {
        name: file.name.clone(),
        size: Some(file.size),
        preview: file.width.map(|_| thumbnail()),
        ..Transfer::new(conversation)
    };
    push(chat, transfer, UploadState::Done(file))
}

/// Shows a file whose upload ended with the page before this one.
pub(in crate::room::files) fn restore_interrupted(
    chat: Chat,
    conversation: Conversation,
    name: String,
) {
    let transfer = Transfer {
        name,
        ..Transfer::new(conversation)
    };
    push(chat, transfer, UploadState::Failed(INTERRUPTED.into()));
}

/// Marks an uploaded file as lost.
pub(in crate::room::files) fn lose(chat: Chat, number: u64) {
    set_state(chat, number, UploadState::Failed(LOST.into()));
}

/// Removes the files of before a reload that are attached again now.
pub(super) fn remove_replaced(chat: Chat, conversation: Conversation, files: &[File]) {
    let names: Vec<String> = files.iter().map(File::name).collect();
    let replaced = chat.peek(|client| {
        let here = client.uploads_in(conversation);
        let lost = here.filter(|it| matches!(it.state, UploadState::Failed(_)));
        let same = lost.filter(|it| !has_file(it.number) && names.contains(&it.name));
        same.map(|it| it.number).collect::<Vec<_>>()
    });
    for number in replaced {
        remove(chat, number);
    }
}
