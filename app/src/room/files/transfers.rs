//! Uploads of the files that are attached. They outlive a room's page and the thread beside it: a person who goes elsewhere
//! and comes back finds their uploads as they were.

pub(super) mod request;

use super::{
    kept::{keep, warn_before_leaving},
    queue::{Transfer, find_upload, has_file, push, set_state, update, with_transfers},
    waiting::send_settled,
};
use crate::{
    api::{self, WORKSPACE},
    chat::Chat,
};
use client::UploadState;
use leptos::task::spawn_local;
use locale::text;
use protocol::{Attachment, Conversation, Workspace, limits};
use request::upload;
use web_sys::{File, Url};

/// Most uploads at once. More would slow down each other and the rest of the page.
const AT_ONCE: usize = 2;
const MEGABYTE: u64 = 1_000_000;

/// Attaches files to a conversation's draft, and starts to upload them.
pub(super) fn add(chat: Chat, conversation: Conversation, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    remove_replaced(chat, conversation, &files);
    warn_before_leaving(chat);
    let added: Vec<u64> = files
        .into_iter()
        .map(|file| attach(chat, conversation, file))
        .collect();
    spawn_local(async move {
        let workspace = api::get::<Workspace>(chat.browser, WORKSPACE.into()).await;
        // If the limit is unknown here, the server refuses a file that is too large.
        let limit = workspace.map_or(u64::MAX, |workspace| workspace.file_limit_mb);
        for number in added {
            admit(chat, number, limit);
        }
        start_waiting(chat);
    });
}

/// Removes the files of before a reload that are attached again now.
fn remove_replaced(chat: Chat, conversation: Conversation, files: &[File]) {
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

/// Repeats a failed upload.
pub(super) fn retry(chat: Chat, number: u64) {
    set_state(chat, number, UploadState::Sending(0));
    update(number, |transfer| transfer.waits = true);
    start_waiting(chat);
}

/// Detaches a file, whether it is uploaded or not.
pub(super) fn remove(chat: Chat, number: u64) {
    chat.act(|client| {
        client.uploads.retain(|upload| upload.number != number);
        Vec::new()
    });
    send_settled(chat);
    start_waiting(chat);
}

/// Attaches a file. Returns the upload's number.
fn attach(chat: Chat, conversation: Conversation, file: File) -> u64 {
    let is_picture = file.type_().starts_with("image/");
    let preview = is_picture.then(|| Url::create_object_url_with_blob(&file).ok());
    let transfer = Transfer {
        name: file.name(),
        size: Some(file.size() as u64),
        preview: preview.flatten(),
        file: Some(file),
        ..Transfer::new(conversation)
    };
    push(chat, transfer, UploadState::Sending(0))
}

/// Queues a file, unless it is too large or one too many for a message.
fn admit(chat: Chat, number: u64, limit: u64) {
    let too_large = with_transfers(|transfers| {
        let transfer = transfers.find(number)?;
        Some(transfer.size? > limit.saturating_mul(MEGABYTE))
    });
    let before = chat.peek(|client| {
        let others = client.uploads_in(find_upload(client, number)?.conversation);
        Some(others.take_while(|upload| upload.number != number).count())
    });
    let (Some(too_large), Some(before)) = (too_large, before) else {
        return;
    };
    if too_large {
        let why = text().upload_too_large(limit);
        end(chat, number, Err(why));
    } else if before >= limits::ATTACHMENTS {
        let why = text().upload_too_many(limits::ATTACHMENTS);
        end(chat, number, Err(why));
    } else {
        update(number, |transfer| transfer.waits = true);
    }
}

/// Starts as many of the waiting uploads as there is room for.
fn start_waiting(chat: Chat) {
    let due: Vec<u64> = with_transfers(|transfers| {
        let busy = transfers.all.iter().filter(|one| one.request.is_some());
        let free = AT_ONCE.saturating_sub(busy.count());
        let waiting = transfers.all.iter().filter(|one| one.waits);
        waiting.take(free).map(|one| one.number).collect()
    });
    for number in due {
        if start(chat, number).is_none() {
            end(chat, number, Err(text().upload_failed().into()));
        }
    }
}

/// Starts an upload. Returns `None` if it cannot be started.
fn start(chat: Chat, number: u64) -> Option<()> {
    let (conversation, file) = with_transfers(|transfers| {
        let transfer = transfers.find(number)?;
        transfer.waits = false;
        Some((transfer.conversation, transfer.file.clone()?))
    })?;
    let request = upload(
        conversation.room,
        &file,
        move |percent| set_state(chat, number, UploadState::Sending(percent)),
        move |answer| end(chat, number, answer),
    )?;
    update(number, |transfer| transfer.request = Some(request));
    Some(())
}

/// Ends an upload, and starts those that wait.
fn end(chat: Chat, number: u64, answer: Result<Attachment, String>) {
    update(number, |transfer| transfer.request = None);
    let state = answer.map_or_else(UploadState::Failed, UploadState::Done);
    set_state(chat, number, state);
    keep(chat);
    send_settled(chat);
    start_waiting(chat);
}
