//! Requests to the server's HTTP API.

mod paths;

use crate::browser::BrowserHandle;
use locale::text;
pub(crate) use paths::*;
use protocol::{
    ErrorCode, Message, Problem, RoomId,
    read::{Read, read},
    request::RoomChanges,
};
use serde::Serialize;
use std::{future::Future, pin::Pin};

/// A form's request, which is sent when it is awaited.
pub(crate) type Submission<T = ()> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

pub(crate) async fn get<T: Read>(browser: BrowserHandle, path: String) -> Result<T, Problem> {
    parse(&browser.get().request("GET", path, None).await?)
}

/// Gets all messages of a list, page by page.
pub(crate) async fn list(browser: BrowserHandle, path: String) -> Result<Vec<Message>, Problem> {
    let mut found: Vec<Message> = Vec::new();
    loop {
        let after = found.last().map(|last| format!("?after={}", last.id));
        let page: Vec<Message> =
            get(browser, format!("{path}{}", after.unwrap_or_default())).await?;
        if page.is_empty() {
            return Ok(found);
        }
        found.extend(page);
    }
}

/// Sends a request with neither a body nor an answer.
pub(crate) async fn command(
    browser: BrowserHandle,
    method: &'static str,
    path: String,
) -> Result<(), Problem> {
    browser.get().request(method, path, None).await.map(drop)
}

/// Sends a form, and returns the answer.
pub(crate) fn post<T: Read>(
    browser: BrowserHandle,
    path: String,
    form: &impl Serialize,
) -> Submission<T> {
    let sent = send(browser, "POST", path, form);
    Box::pin(async move { parse(&sent.await?) })
}

/// Sends a form whose answer is empty.
pub(crate) fn submit(
    browser: BrowserHandle,
    method: &'static str,
    path: String,
    form: &impl Serialize,
) -> Submission {
    let sent = send(browser, method, path, form);
    Box::pin(async move { sent.await.map(drop) })
}

/// Sends a form that signs a person in, and loads the page `next`.
pub(crate) fn enter(
    browser: BrowserHandle,
    path: String,
    form: &impl Serialize,
    next: String,
) -> Submission {
    let sent = send(browser, "POST", path, form);
    Box::pin(async move {
        sent.await?;
        browser.get().go(&next);
        Ok(())
    })
}

/// Changes a room's settings. The room's stream brings the change.
pub(crate) fn change_room(browser: BrowserHandle, id: RoomId, changes: &RoomChanges) -> Submission {
    submit(browser, "PATCH", room(id), changes)
}

fn send(
    browser: BrowserHandle,
    method: &'static str,
    path: String,
    form: &impl Serialize,
) -> Submission<String> {
    match serde_json::to_string(form) {
        Ok(body) => browser.get().request(method, path, Some(body)),
        Err(_) => Box::pin(async { Err(unreadable()) }),
    }
}

fn parse<T: Read>(text: &str) -> Result<T, Problem> {
    read(text).ok_or_else(unreadable)
}

fn unreadable() -> Problem {
    Problem {
        code: ErrorCode::Internal,
        detail: text().went_wrong().into(),
    }
}
