//! Files on their way to the server. They outlive the page of a room, and the thread beside it: who looks elsewhere
//! meanwhile finds them where they were.

use crate::{api, chat::Chat, erased::spawn, read::read};
use client::{Upload, UploadState};
use protocol::{Attachment, Conversation, Problem, Workspace, limits};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{File, ProgressEvent, Url, UrlSearchParams, XmlHttpRequest};

/// So many are sent at once; the others wait, so that they do not slow each other and the rest of the page.
const AT_ONCE: usize = 2;
const MEGABYTE: f64 = 1_000_000.0;

struct Transfer {
    number: u64,
    at: Conversation,
    file: File,
    /// An address of the picture in this browser.
    preview: Option<String>,
    request: Option<XmlHttpRequest>,
    /// It is to be sent, as soon as there is room.
    waits: bool,
}

#[derive(Default)]
struct Transfers {
    all: Vec<Transfer>,
    given: u64,
}

thread_local! {
    static TRANSFERS: RefCell<Transfers> = RefCell::default();
}

fn with<T>(deed: impl FnOnce(&mut Transfers) -> T) -> T {
    TRANSFERS.with_borrow_mut(deed)
}

/// Attaches files to what is written in a conversation, and begins to send them.
pub(super) fn add(chat: Chat, at: Conversation, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    let added: Vec<u64> = files
        .into_iter()
        .map(|file| attach(chat, at, file))
        .collect();
    spawn(async move {
        let workspace = api::get::<Workspace>(chat.browser, "/api/workspace".into()).await;
        // Where it is not known now, the server says it later.
        let limit = workspace.map_or(u64::MAX, |workspace| workspace.file_limit_mb);
        for number in added {
            admit(chat, number, limit);
        }
        next(chat);
    });
}

/// Tries one again that failed.
pub(super) fn retry(chat: Chat, number: u64) {
    set(chat, number, UploadState::Sending(0));
    with(|transfers| {
        if let Some(transfer) = transfers.find(number) {
            transfer.waits = true;
        }
    });
    next(chat);
}

/// Takes a file away again, sent or not.
pub(super) fn remove(chat: Chat, number: u64) {
    chat.act(|client| {
        client.uploads.retain(|upload| upload.number != number);
        Vec::new()
    });
    next(chat);
}

/// The address of a picture in this browser.
pub(super) fn preview(number: u64) -> Option<String> {
    with(|transfers| transfers.find(number)?.preview.clone())
}

/// How large a file is, in bytes.
pub(super) fn size(number: u64) -> u64 {
    with(|transfers| {
        transfers
            .find(number)
            .map_or(0, |transfer| transfer.file.size() as u64)
    })
}

/// Forgets those that are no longer attached: sent with a message, or taken away.
pub(super) fn forget_others(attached: &[u64]) {
    let gone: Vec<Transfer> = with(|transfers| {
        let all = std::mem::take(&mut transfers.all);
        let (kept, gone) = all
            .into_iter()
            .partition(|one| attached.contains(&one.number));
        transfers.all = kept;
        gone
    });
    for transfer in gone {
        if let Some(request) = transfer.request {
            // It fails only where it is over.
            let _ = request.abort();
        }
        if let Some(preview) = transfer.preview {
            let _ = Url::revoke_object_url(&preview);
        }
    }
}

impl Transfers {
    fn find(&mut self, number: u64) -> Option<&mut Transfer> {
        self.all.iter_mut().find(|one| one.number == number)
    }
}

fn attach(chat: Chat, at: Conversation, file: File) -> u64 {
    let name = file.name();
    let is_picture = file.type_().starts_with("image/");
    let preview = is_picture.then(|| Url::create_object_url_with_blob(&file).ok());
    let number = with(|transfers| {
        transfers.given += 1;
        transfers.all.push(Transfer {
            number: transfers.given,
            at,
            file,
            preview: preview.flatten(),
            request: None,
            waits: false,
        });
        transfers.given
    });
    chat.act(|client| {
        client.uploads.push(Upload {
            at,
            number,
            name,
            state: UploadState::Sending(0),
        });
        Vec::new()
    });
    number
}

/// Lets a file wait for its turn, unless it breaks a bound.
fn admit(chat: Chat, number: u64, limit: u64) {
    let too_large = with(|transfers| {
        let transfer = transfers.find(number)?;
        Some(transfer.file.size() > limit as f64 * MEGABYTE)
    });
    let before = chat.peek(|client| {
        let mut uploads = client.uploads.iter();
        let at = uploads.find(|upload| upload.number == number)?.at;
        let others = client.uploads_in(at);
        Some(others.take_while(|upload| upload.number != number).count())
    });
    let (Some(too_large), Some(before)) = (too_large, before) else {
        return;
    };
    if too_large {
        let why = format!("Larger than {limit} MB, the most that this workspace takes.");
        set(chat, number, UploadState::Failed(why));
    } else if before >= limits::ATTACHMENTS {
        let most = limits::ATTACHMENTS;
        let why = format!("A message brings at most {most} files. Send it with the next one.");
        set(chat, number, UploadState::Failed(why));
    } else {
        with(|transfers| {
            if let Some(transfer) = transfers.find(number) {
                transfer.waits = true;
            }
        });
    }
}

/// Sends those that wait, as far as there is room.
fn next(chat: Chat) {
    let due: Vec<u64> = with(|transfers| {
        let busy = transfers.all.iter().filter(|one| one.request.is_some());
        let free = AT_ONCE.saturating_sub(busy.count());
        let waiting = transfers.all.iter().filter(|one| one.waits);
        waiting.take(free).map(|one| one.number).collect()
    });
    for number in due {
        if begin(chat, number).is_none() {
            end(chat, number, Err(unreachable().detail));
        }
    }
}

fn begin(chat: Chat, number: u64) -> Option<()> {
    let request = XmlHttpRequest::new().ok()?;
    let (at, file) = with(|transfers| {
        let transfer = transfers.find(number)?;
        transfer.waits = false;
        transfer.request = Some(request.clone());
        Some((transfer.at, transfer.file.clone()))
    })?;
    let query = UrlSearchParams::new().ok()?;
    query.append("name", &file.name());
    let query = String::from(query.to_string());
    let path = format!("/api/rooms/{}/files?{query}", at.room);
    request.open_with_async("POST", &path, true).ok()?;
    let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        let percent = event.loaded() * 100.0 / event.total().max(1.0);
        set(chat, number, UploadState::Sending(percent as u32));
    });
    let done = request.clone();
    let over = Closure::once_into_js(move || end(chat, number, answer(&done)));
    let upload = request.upload().ok()?;
    // The browser frees it with the request.
    upload.set_onprogress(Some(progress.into_js_value().unchecked_ref()));
    request.set_onloadend(Some(over.unchecked_ref()));
    request.send_with_opt_blob(Some(&file)).ok()
}

/// What the server said of it, or why it did not come through.
fn answer(request: &XmlHttpRequest) -> Result<Attachment, String> {
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match request.status() {
        Ok(201) => read(&text).ok_or_else(|| unreachable().detail),
        Ok(0) | Err(_) => Err(unreachable().detail),
        Ok(_) => Err(read::<Problem>(&text).unwrap_or_else(unreachable).detail),
    }
}

fn unreachable() -> Problem {
    Problem {
        code: protocol::ErrorCode::Unknown,
        detail: "It did not come through. Check your connection.".into(),
    }
}

fn end(chat: Chat, number: u64, answer: Result<Attachment, String>) {
    with(|transfers| {
        if let Some(transfer) = transfers.find(number) {
            transfer.request = None;
        }
    });
    set(
        chat,
        number,
        match answer {
            Ok(attachment) => UploadState::Done(attachment),
            Err(why) => UploadState::Failed(why),
        },
    );
    next(chat);
}

/// Notes how far a file has come, if it is still attached and that is news.
fn set(chat: Chat, number: u64, state: UploadState) {
    let news = chat.peek(|client| {
        let upload = client.uploads.iter().find(|upload| upload.number == number);
        upload.is_some_and(|upload| upload.state != state)
    });
    if news {
        chat.act(|client| {
            let mut uploads = client.uploads.iter_mut();
            if let Some(upload) = uploads.find(|upload| upload.number == number) {
                upload.state = state;
            }
            Vec::new()
        });
    }
}
