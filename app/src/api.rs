//! The HTTP routes that the interface calls, and what it sends there.

use crate::{
    browser::BrowserHandle,
    read::{Read, read},
};
use client::state::PageRequest;
use protocol::{
    ClientId, Conversation, ErrorCode, GuestLinkId, Message, MessageId, Problem, RoomId, UserId,
    request::RoomChanges,
};
use serde::Serialize;
use std::{future::Future, pin::Pin};

/// The person's own picture.
pub(crate) const PICTURE: &str = "/api/me/picture";

/// The workspace and its settings.
pub(crate) const WORKSPACE: &str = "/api/workspace";

/// The open rooms that a person is not in.
pub(crate) const BROWSE: &str = "/api/rooms/browse";

pub(crate) fn room(room: RoomId) -> String {
    format!("/api/rooms/{room}")
}

pub(crate) fn level(room: RoomId) -> String {
    format!("/api/rooms/{room}/level")
}

/// Whether the person keeps a direct room out of their list.
pub(crate) fn hidden(room: RoomId) -> String {
    format!("/api/rooms/{room}/hidden")
}

pub(crate) fn member(room: RoomId, user: UserId) -> String {
    format!("/api/rooms/{room}/members/{user}")
}

/// The earlier texts of a message: those before the one with the number `before`, or the newest.
pub(crate) fn versions(room: RoomId, message: MessageId, before: Option<u64>) -> String {
    let path = format!("/api/rooms/{room}/messages/{message}/versions");
    match before {
        Some(before) => format!("{path}?before={before}"),
        None => path,
    }
}

/// What a person has put aside.
pub(crate) const SAVED: &str = "/api/saved";

pub(crate) fn saved(message: MessageId) -> String {
    format!("/api/messages/{message}/saved")
}

/// Where messages wait to be sent.
pub(crate) const SCHEDULED: &str = "/api/scheduled";

pub(crate) fn scheduled(id: ClientId) -> String {
    format!("{SCHEDULED}/{id}")
}

pub(crate) fn send_scheduled(id: ClientId) -> String {
    format!("{SCHEDULED}/{id}/send")
}

pub(crate) fn reminder(message: MessageId) -> String {
    format!("/api/messages/{message}/reminder")
}

pub(crate) fn pins(room: RoomId) -> String {
    format!("/api/rooms/{room}/pins")
}

pub(crate) fn pin(message: MessageId) -> String {
    format!("/api/messages/{message}/pin")
}

pub(crate) fn preview(message: MessageId, number: u16) -> String {
    format!("/api/messages/{message}/preview/{number}")
}

/// The links by which guests come in.
pub(crate) const GUEST_LINKS: &str = "/api/guest-invitations";

pub(crate) fn guest_link(link: GuestLinkId) -> String {
    format!("{GUEST_LINKS}/{link}")
}

pub(crate) fn ban(user: UserId) -> String {
    format!("/api/people/{user}/ban")
}

/// The names of others that are easily taken for a person's.
pub(crate) fn lookalikes(user: UserId) -> String {
    format!("/api/people/{user}/lookalikes")
}

pub(crate) fn messages_of(user: UserId) -> String {
    format!("/api/people/{user}/messages")
}

pub(crate) fn deactivation(user: UserId) -> String {
    format!("/api/people/{user}/deactivation")
}

pub(crate) fn reset(user: UserId) -> String {
    format!("/api/people/{user}/reset")
}

pub(crate) fn role(user: UserId) -> String {
    format!("/api/people/{user}/role")
}

/// How a thread stands for the person, or what sets it.
pub(crate) fn follow(room: RoomId, thread: MessageId) -> String {
    format!("/api/rooms/{room}/threads/{thread}/follow")
}

/// The threads that the person follows, or those of them that follow on one.
pub(crate) fn threads(limit: usize, after: Option<MessageId>) -> String {
    let after = after.map(|root| format!("&after={root}"));
    format!("/api/threads?limit={limit}{}", after.unwrap_or_default())
}

pub(crate) fn history(at: Conversation, load: PageRequest) -> String {
    let (bound, limit) = match load {
        PageRequest::Newest { limit } => (String::new(), limit),
        PageRequest::Older { before, limit } => (format!("before={before}&"), limit),
        PageRequest::Newer { after, limit } => (format!("after={after}&"), limit),
        PageRequest::Around { seq, limit } => (format!("around={seq}&"), limit),
    };
    let Conversation { room, thread } = at;
    let of = thread.map_or_else(|| "messages".into(), |root| format!("threads/{root}"));
    format!("/api/rooms/{room}/{of}?{bound}limit={limit}")
}

pub(crate) async fn get<T: Read>(browser: BrowserHandle, path: String) -> Result<T, Problem> {
    parse(&browser.get().request("GET", path, None).await?)
}

/// Gets all of a list of messages, of which each answer brings a page.
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

pub(crate) async fn post<T: Read>(
    browser: BrowserHandle,
    path: impl Into<String>,
    body: &impl Serialize,
) -> Result<T, Problem> {
    let body = serde_json::to_string(body).map_err(|_| unreadable())?;
    parse(
        &browser
            .get()
            .request("POST", path.into(), Some(body))
            .await?,
    )
}

/// Changes a room's settings. They show as soon as the room's stream says so.
pub(crate) fn change_room(browser: BrowserHandle, id: RoomId, changes: &RoomChanges) -> Submission {
    submit(browser, "PATCH", room(id), changes)
}

/// What a form does.
pub(crate) type Submission = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// Sends a form whose answer says nothing more.
pub(crate) fn submit(
    browser: BrowserHandle,
    method: &'static str,
    path: String,
    form: &impl Serialize,
) -> Submission {
    let body = serde_json::to_string(form).map_err(|_| unreadable());
    Box::pin(async move {
        browser.get().request(method, path, Some(body?)).await?;
        Ok(())
    })
}

/// Sends a form that lets a person in, and goes on to a page inside.
pub(crate) fn enter(
    browser: BrowserHandle,
    path: String,
    form: &impl Serialize,
    next: String,
) -> Submission {
    let sent = submit(browser, "POST", path, form);
    Box::pin(async move {
        sent.await?;
        browser.get().go(&next);
        Ok(())
    })
}

/// For requests with neither a body nor an answer.
pub(crate) async fn command(
    browser: BrowserHandle,
    method: &'static str,
    path: String,
) -> Result<(), Problem> {
    browser.get().request(method, path, None).await.map(drop)
}

fn parse<T: Read>(text: &str) -> Result<T, Problem> {
    read(text).ok_or_else(unreadable)
}

fn unreadable() -> Problem {
    Problem {
        code: ErrorCode::Internal,
        detail: "Hubbub's answer made no sense. Reload the page and try again.".into(),
    }
}
