//! Restoration of the files of a draft after a reload, and from other tabs. This page does not have their bytes.

use super::{
    kept::{
        keep, key, missing, note_first, note_uploaded, of_browser, of_tab, stored,
        warn_before_leaving,
    },
    queue::{Transfer, push, set_state},
    transfers::{remove, request::when_gone},
};
use crate::{
    browser::use_window_event,
    chat::{Chat, use_chat},
    erased::{effect, memo},
};
use client::UploadState;
use leptos::{ev, prelude::*};
use locale::text;
use protocol::{Attachment, Conversation};

/// Restores the files of a conversation's draft, and follows what other tabs do with them.
pub(super) fn use_kept_files(conversation: Conversation) {
    let chat = use_chat();
    effect(move || {
        untrack(|| {
            restore(chat, conversation);
            follow(chat, conversation);
        });
    });
    use_window_event(ev::storage, move |event| {
        if event.key().as_deref() == Some(&key(chat, conversation)) {
            follow(chat, conversation);
        }
    });
    let state = memo(move || {
        chat.look(|client| {
            let uploads = client.uploads.iter();
            let done = |state: &UploadState| matches!(state, UploadState::Done(_));
            uploads
                .map(|it| (it.number, done(&it.state)))
                .collect::<Vec<_>>()
        })
    });
    effect(move || {
        // Reading it is what makes it follow the client.
        state.with(|_| keep(chat));
    });
}

/// Shows what an earlier page of this tab did not finish.
fn restore(chat: Chat, conversation: Conversation) {
    if !note_first(conversation) {
        return;
    }
    let names: Vec<String> = stored(of_tab(), &key(chat, conversation));
    for name in names {
        restore_interrupted(chat, conversation, name);
    }
    if chat.peek(|client| client.has_uploads(conversation)) {
        warn_before_leaving(chat);
    }
}

/// Attaches the files that another tab, or an earlier page, has uploaded, and detaches those that it has sent or removed.
fn follow(chat: Chat, conversation: Conversation) {
    let now: Vec<Attachment> = stored(of_browser(), &key(chat, conversation));
    let before = note_uploaded(conversation, now.clone());
    let gone = missing(&before, &now);
    let gone: Vec<u64> = chat.peek(|client| {
        let here = client.uploads_in(conversation);
        let gone = here
            .filter(|it| matches!(&it.state, UploadState::Done(file) if gone.contains(&file.id)));
        gone.map(|it| it.number).collect()
    });
    for number in gone {
        remove(chat, number);
    }
    let new = missing(&now, &before);
    for file in now.into_iter().filter(|file| new.contains(&file.id)) {
        let address = format!("/files/{}/file", file.id);
        let number = restore_uploaded(chat, conversation, file);
        when_gone(&address, move || lose(chat, number));
    }
}

/// Attaches a file that was uploaded before the page was loaded. Returns the upload's number.
fn restore_uploaded(chat: Chat, conversation: Conversation, file: Attachment) -> u64 {
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
fn restore_interrupted(chat: Chat, conversation: Conversation, name: String) {
    let transfer = Transfer {
        name,
        ..Transfer::new(conversation)
    };
    push(
        chat,
        transfer,
        UploadState::Failed(text().upload_interrupted().into()),
    );
}

/// Marks an uploaded file as lost.
fn lose(chat: Chat, number: u64) {
    set_state(
        chat,
        number,
        UploadState::Failed(text().upload_lost().into()),
    );
}
