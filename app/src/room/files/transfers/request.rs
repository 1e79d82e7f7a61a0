//! The HTTP request that uploads a file. It is an `XMLHttpRequest`, because `fetch` reports no progress.

use locale::text;
use protocol::{Attachment, Problem, RoomId, read::read};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{File, ProgressEvent, UrlSearchParams, XmlHttpRequest};

/// Starts to upload a file to a room. `progress` is called with a percentage, and `end` with the answer or why there is
/// none. Returns `None` if the browser cannot start the request.
pub(super) fn upload(
    room: RoomId,
    file: &File,
    progress: impl Fn(u32) + 'static,
    end: impl FnOnce(Result<Attachment, String>) + 'static,
) -> Option<XmlHttpRequest> {
    let request = XmlHttpRequest::new().ok()?;
    let query = UrlSearchParams::new().ok()?;
    query.append("name", &file.name());
    let query = String::from(query.to_string());
    let path = format!("/api/rooms/{room}/files?{query}");
    request.open_with_async("POST", &path, true).ok()?;
    let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        let percent = event.loaded() * 100.0 / event.total().max(1.0);
        progress(percent as u32);
    });
    let ended = request.clone();
    let on_end = Closure::once_into_js(move || end(answer(&ended)));
    let upload = request.upload().ok()?;
    // The browser frees it with the request.
    upload.set_onprogress(Some(on_progress.into_js_value().unchecked_ref()));
    request.set_onloadend(Some(on_end.unchecked_ref()));
    request.send_with_opt_blob(Some(file)).ok()?;
    Some(request)
}

/// Calls `action` if the server says that it has no file at an address.
pub(in crate::room::files) fn when_gone(address: &str, action: impl FnOnce() + 'static) {
    let Ok(request) = XmlHttpRequest::new() else {
        return;
    };
    let ended = request.clone();
    let on_end = Closure::once_into_js(move || {
        if ended.status() == Ok(404) {
            action();
        }
    });
    request.set_onloadend(Some(on_end.unchecked_ref()));
    // If it cannot be sent, sending the message shows whether the file is there.
    if request.open_with_async("HEAD", address, true).is_ok() {
        let _ = request.send();
    }
}

/// Returns the server's answer, or why there is none.
fn answer(request: &XmlHttpRequest) -> Result<Attachment, String> {
    let body = request.response_text().ok().flatten().unwrap_or_default();
    let failed = || text().upload_failed().to_owned();
    match request.status() {
        Ok(201) => read(&body).ok_or_else(failed),
        Ok(0) | Err(_) => Err(failed()),
        Ok(_) => Err(read::<Problem>(&body).map_or_else(failed, |it| it.detail)),
    }
}
