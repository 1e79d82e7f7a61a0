//! Queue of file uploads. It outlives a room's page and the thread beside it: a person who goes elsewhere and comes back
//! finds their uploads as they were.

pub(super) mod request;
mod restored;

use super::{
    kept::{keep, warn_before_leaving},
    waiting::send_settled,
};
use crate::{
    api::{self, WORKSPACE},
    chat::Chat,
};
use client::{Client, Upload, UploadState};
use leptos::task::spawn_local;
use protocol::{Attachment, Conversation, Workspace, limits};
use request::{UNREACHABLE, upload};
use restored::remove_replaced;
pub(super) use restored::{lose, restore_interrupted, restore_uploaded};
use std::cell::RefCell;
use web_sys::{File, Url, XmlHttpRequest};

/// Most uploads at once. More would slow down each other and the rest of the page.
const AT_ONCE: usize = 2;
const MEGABYTE: u64 = 1_000_000;

struct Transfer {
    number: u64,
    conversation: Conversation,
    name: String,
    /// In bytes. `None` if it is unknown, as that of a file which a reload has interrupted.
    size: Option<u64>,
    /// `None` for an upload of before a reload: the browser gives the file to the page once.
    file: Option<File>,
    /// Address of a picture's preview.
    preview: Option<String>,
    /// The request while the upload is under way.
    request: Option<XmlHttpRequest>,
    /// The upload waits for its turn.
    waits: bool,
}

impl Transfer {
    fn new(conversation: Conversation) -> Self {
        Self {
            number: 0,
            conversation,
            name: String::new(),
            size: None,
            file: None,
            preview: None,
            request: None,
            waits: false,
        }
    }
}

#[derive(Default)]
struct Transfers {
    all: Vec<Transfer>,
    last_number: u64,
}

impl Transfers {
    fn find(&mut self, number: u64) -> Option<&mut Transfer> {
        self.all.iter_mut().find(|one| one.number == number)
    }
}

thread_local! {
    static TRANSFERS: RefCell<Transfers> = RefCell::default();
}

fn with_transfers<T>(f: impl FnOnce(&mut Transfers) -> T) -> T {
    TRANSFERS.with_borrow_mut(f)
}

/// Changes a transfer, if it exists.
fn update(number: u64, f: impl FnOnce(&mut Transfer)) {
    with_transfers(|transfers| transfers.find(number).map(f));
}

/// Returns an upload of this tab.
pub(super) fn find_upload(client: &Client, number: u64) -> Option<&Upload> {
    client.uploads.iter().find(|upload| upload.number == number)
}

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

/// Returns the address of a picture's preview.
pub(super) fn preview(number: u64) -> Option<String> {
    with_transfers(|transfers| transfers.find(number)?.preview.clone())
}

/// Returns the size of a file, in bytes, if it is known.
pub(super) fn size(number: u64) -> Option<u64> {
    with_transfers(|transfers| transfers.find(number)?.size)
}

/// Returns whether this page has the file, so that its upload can be repeated.
pub(super) fn has_file(number: u64) -> bool {
    with_transfers(|transfers| transfers.find(number).is_some_and(|it| it.file.is_some()))
}

/// Drops the transfers that are no longer attached: they were sent with a message, or removed.
pub(super) fn forget_others(attached: &[u64]) {
    let gone: Vec<Transfer> = with_transfers(|transfers| {
        let gone = |one: &mut Transfer| !attached.contains(&one.number);
        transfers.all.extract_if(.., gone).collect()
    });
    for transfer in gone {
        if let Some(request) = transfer.request {
            // It fails only if the request has ended.
            let _ = request.abort();
        }
        if let Some(preview) = transfer.preview {
            let _ = Url::revoke_object_url(&preview);
        }
    }
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

fn push(chat: Chat, mut transfer: Transfer, state: UploadState) -> u64 {
    let conversation = transfer.conversation;
    let name = transfer.name.clone();
    let number = with_transfers(|transfers| {
        transfers.last_number += 1;
        transfer.number = transfers.last_number;
        transfers.all.push(transfer);
        transfers.last_number
    });
    chat.act(|client| {
        client.uploads.push(Upload {
            conversation,
            number,
            name,
            state,
        });
        Vec::new()
    });
    number
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
        let why = format!("This file is larger than the workspace limit of {limit} MB.");
        end(chat, number, Err(why));
    } else if before >= limits::ATTACHMENTS {
        let most = limits::ATTACHMENTS;
        let why = format!(
            "You can attach up to {most} files to a message. Send this one in another message."
        );
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
            end(chat, number, Err(UNREACHABLE.into()));
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

/// Sets an upload's state, if it is still attached. Wakes nobody if nothing changes.
fn set_state(chat: Chat, number: u64, state: UploadState) {
    let changes =
        chat.peek(|client| find_upload(client, number).is_some_and(|upload| upload.state != state));
    if changes {
        chat.act(|client| {
            let mut uploads = client.uploads.iter_mut();
            if let Some(upload) = uploads.find(|upload| upload.number == number) {
                upload.state = state;
            }
            Vec::new()
        });
    }
}
