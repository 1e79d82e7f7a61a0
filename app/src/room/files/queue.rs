//! Queue of the uploads.

use crate::chat::Chat;
use client::{Client, Upload, UploadState};
use protocol::Conversation;
use std::cell::RefCell;
use web_sys::{File, Url, XmlHttpRequest};

/// A file on its way to the server, or there already.
pub(super) struct Transfer {
    pub(super) number: u64,
    pub(super) conversation: Conversation,
    pub(super) name: String,
    /// In bytes. `None` if it is unknown, as that of a file which a reload has interrupted.
    pub(super) size: Option<u64>,
    /// `None` for an upload of before a reload: the browser gives the file to the page once.
    pub(super) file: Option<File>,
    /// Address of a picture's preview.
    pub(super) preview: Option<String>,
    /// The request while the upload is under way.
    pub(super) request: Option<XmlHttpRequest>,
    /// The upload waits for its turn.
    pub(super) waits: bool,
}

impl Transfer {
    pub(super) fn new(conversation: Conversation) -> Self {
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
pub(super) struct Transfers {
    pub(super) all: Vec<Transfer>,
    last_number: u64,
}

impl Transfers {
    pub(super) fn find(&mut self, number: u64) -> Option<&mut Transfer> {
        self.all.iter_mut().find(|one| one.number == number)
    }
}

thread_local! {
    static TRANSFERS: RefCell<Transfers> = RefCell::default();
}

pub(super) fn with_transfers<T>(f: impl FnOnce(&mut Transfers) -> T) -> T {
    TRANSFERS.with_borrow_mut(f)
}

/// Changes a transfer, if it exists.
pub(super) fn update(number: u64, f: impl FnOnce(&mut Transfer)) {
    with_transfers(|transfers| transfers.find(number).map(f));
}

/// Returns an upload of this tab.
pub(super) fn find_upload(client: &Client, number: u64) -> Option<&Upload> {
    client.uploads.iter().find(|upload| upload.number == number)
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

pub(super) fn push(chat: Chat, mut transfer: Transfer, state: UploadState) -> u64 {
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

/// Sets an upload's state, if it is still attached. Wakes nobody if nothing changes.
pub(super) fn set_state(chat: Chat, number: u64, state: UploadState) {
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
