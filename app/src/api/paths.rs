//! Paths of the HTTP routes that the interface calls.

use client::state::PageRequest;
use protocol::{
    ClientId, Conversation, FileKind, GuestLinkId, MessageId, PushDeviceId, RoomId, Timestamp,
    UserId,
};

pub(crate) const BROWSE: &str = "/api/rooms/browse";
pub(crate) const FAVOURITES: &str = "/api/me/favourites";
pub(crate) const GUEST_LINKS: &str = "/api/guest-invitations";
pub(crate) const MAILED_INVITATIONS: &str = "/api/mailed-invitations";
pub(crate) const NOTIFICATIONS: &str = "/api/me/notifications";
pub(crate) const PICTURE: &str = "/api/me/picture";
pub(crate) const PUSH_DEVICES: &str = "/api/me/push-devices";
pub(crate) const SAVED: &str = "/api/saved";
pub(crate) const SCHEDULED: &str = "/api/scheduled";
pub(crate) const SIDEBAR: &str = "/api/me/sidebar";
pub(crate) const TIPS: &str = "/api/me/tips";
pub(crate) const WORKSPACE: &str = "/api/workspace";

/// Declares a function for each path.
macro_rules! paths {
    ($($name:ident($($id:ident: $type:ty),*) => $path:literal;)*) => {
        $(pub(crate) fn $name($($id: $type),*) -> String {
            format!($path)
        })*
    };
}

paths! {
    custom_emoji(name: &str) => "/api/emoji/{name}";
    ban(user: UserId) => "/api/people/{user}/ban";
    deactivation(user: UserId) => "/api/people/{user}/deactivation";
    follow(room: RoomId, thread: MessageId) => "/api/rooms/{room}/threads/{thread}/follow";
    guest_link(link: GuestLinkId) => "/api/guest-invitations/{link}";
    hidden(room: RoomId) => "/api/rooms/{room}/hidden";
    level(room: RoomId) => "/api/rooms/{room}/level";
    lookalikes(user: UserId) => "/api/people/{user}/lookalikes";
    member(room: RoomId, user: UserId) => "/api/rooms/{room}/members/{user}";
    messages_of(user: UserId) => "/api/people/{user}/messages";
    pin(message: MessageId) => "/api/messages/{message}/pin";
    pins(room: RoomId) => "/api/rooms/{room}/pins";
    preview(message: MessageId, number: u16) => "/api/messages/{message}/preview/{number}";
    push_device(device: PushDeviceId) => "/api/me/push-devices/{device}";
    push_test(device: PushDeviceId) => "/api/me/push-devices/{device}/test";
    reminder(message: MessageId) => "/api/messages/{message}/reminder";
    reset(user: UserId) => "/api/people/{user}/reset";
    role(user: UserId) => "/api/people/{user}/role";
    room(room: RoomId) => "/api/rooms/{room}";
    saved(message: MessageId) => "/api/messages/{message}/saved";
    scheduled(id: ClientId) => "/api/scheduled/{id}";
    send_scheduled(id: ClientId) => "/api/scheduled/{id}/send";
    tip(tip: &str) => "/api/me/tips/{tip}";
}

/// Returns the path of a message's earlier versions: those before the number `before`, or the newest.
pub(crate) fn versions(room: RoomId, message: MessageId, before: Option<u64>) -> String {
    let before = before.map(|before| format!("?before={before}"));
    let before = before.unwrap_or_default();
    format!("/api/rooms/{room}/messages/{message}/versions{before}")
}

/// Returns the path of a page of the followed threads: those after the thread `after`, or the first.
pub(crate) fn threads(limit: usize, after: Option<MessageId>) -> String {
    let after = after.map(|root| format!("&after={root}"));
    format!("/api/threads?limit={limit}{}", after.unwrap_or_default())
}

/// Returns the path of a page of the messages that mention the person: those after the message `after`, or the first.
pub(crate) fn mentions(limit: usize, after: Option<MessageId>) -> String {
    let after = after.map(|message| format!("&after={message}"));
    format!("/api/mentions?limit={limit}{}", after.unwrap_or_default())
}

/// Returns the path of the first message of a room since a moment.
pub(crate) fn first_message(room: RoomId, since: Timestamp) -> String {
    format!("/api/rooms/{room}/first-message?since={since}")
}

/// Returns the path of a page of history.
pub(crate) fn history(conversation: Conversation, load: PageRequest) -> String {
    let (bound, limit) = match load {
        PageRequest::Newest { limit } => (String::new(), limit),
        PageRequest::Older { before, limit } => (format!("before={before}&"), limit),
        PageRequest::Newer { after, limit } => (format!("after={after}&"), limit),
        PageRequest::Around { seq, limit } => (format!("around={seq}&"), limit),
    };
    let Conversation { room, thread } = conversation;
    let of = thread.map_or_else(|| "messages".into(), |root| format!("threads/{root}"));
    format!("/api/rooms/{room}/{of}?{bound}limit={limit}")
}

/// Returns the path of a page of a room's files: those before the message with the `seq` `before`, or the newest. `name` is a
/// part of their names.
pub(crate) fn room_files(
    room: RoomId,
    before: Option<u64>,
    kind: Option<FileKind>,
    name: &str,
) -> String {
    let before = before.map(|before| format!("&before={before}"));
    let kind = kind.map(|kind| format!("&kind={}", kind.as_str()));
    let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!(
        "/api/rooms/{room}/files?name={name}{}{}",
        kind.unwrap_or_default(),
        before.unwrap_or_default()
    )
}
