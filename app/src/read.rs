//! How the client reads what the server sends: JSON into the types of the model and the protocol.
//!
//! serde's derived readers are made anew for every type and weigh a hundred kilobytes of wasm together. Here serde_json
//! reads any JSON into one general form, and a line a type says which of its fields become what.

use client::{OutboxChange, PendingMessage, PendingState};
use protocol::{
    Attachment, ClientId, CommandId, Draft, Epoch, ErrorCode, Event, EventKind, FileId, Follow,
    FollowState, FollowedThread, GuestLink, GuestLinkId, Level, LinkClosed, LinkOpened, Message,
    MessageId, MessagePage, MessageVersion, OpenRoom, OtherRoom, Person, Picture, Posting, Preview,
    Problem, Reaction, ResyncReason, Role, Room, RoomId, RoomKind, RoomMembers, Saved, Scheduled,
    ServerFrame, Signal, Snapshot, Status, StreamId, Thread, ThreadPage, Timestamp, User, UserId,
    VersionPage, Workspace, boot::Boot, request::NewLink,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// Reads a text of JSON; `None` when it is not JSON or not of the type's form.
pub fn read<T: Read>(text: &str) -> Option<T> {
    T::read(&value(text)?)
}

// Apart from `read`, so that it is made once.
#[cfg(not(target_arch = "wasm32"))]
fn value(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

// The browser has a reader of its own.
#[cfg(target_arch = "wasm32")]
fn value(text: &str) -> Option<Value> {
    js_sys::JSON::parse(text)
        .ok()
        .map(|value| browser::value(&value))
}

#[cfg(target_arch = "wasm32")]
mod browser;

/// A type that can be read from JSON.
pub trait Read: Sized {
    /// Reads it; `None` when the value is not of its form.
    fn read(value: &Value) -> Option<Self>;
}

/// Reads a field of an object; one that is missing reads as null.
fn field<T: Read>(object: &Value, name: &str) -> Option<T> {
    T::read(object.get(name).unwrap_or(&Value::Null))
}

/// A text that is left out where it is empty.
fn text(object: &Value, name: &str) -> Option<String> {
    field::<Option<String>>(object, name).map(Option::unwrap_or_default)
}

/// A number that is left out where it is 0.
fn count(object: &Value, name: &str) -> Option<u64> {
    field::<Option<u64>>(object, name).map(Option::unwrap_or_default)
}

impl Read for String {
    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl Read for u64 {
    fn read(value: &Value) -> Option<Self> {
        value.as_u64()
    }
}

impl Read for u16 {
    fn read(value: &Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl Read for bool {
    fn read(value: &Value) -> Option<Self> {
        // A field that says nothing is left out.
        value.as_bool().or(value.is_null().then_some(false))
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value) -> Option<Self> {
        if value.is_null() {
            Some(None)
        } else {
            T::read(value).map(Some)
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value) -> Option<Self> {
        if value.is_null() {
            return Some(Self::new());
        }
        // Item by item: to collect them would weigh more, for each type.
        let mut all = Self::new();
        for item in value.as_array()? {
            all.push(T::read(item)?);
        }
        Some(all)
    }
}

impl Read for BTreeMap<StreamId, u64> {
    fn read(value: &Value) -> Option<Self> {
        // One by one: to collect them would bring sorting into the wasm.
        let mut cursors = Self::new();
        for (stream, seq) in value.as_object()? {
            cursors.insert(stream.parse().ok()?, seq.as_u64()?);
        }
        Some(cursors)
    }
}

impl Read for CommandId {
    fn read(value: &Value) -> Option<Self> {
        let text = || value.as_str().map(|text| Self::Text(text.to_owned()));
        value.as_u64().map(Self::Number).or_else(text)
    }
}

macro_rules! texts {
    ($($type:ty),*) => {
        $(impl Read for $type {
            fn read(value: &Value) -> Option<Self> {
                value.as_str()?.parse().ok()
            }
        })*
    };
}

texts!(
    UserId,
    RoomId,
    MessageId,
    ClientId,
    FileId,
    GuestLinkId,
    Epoch,
    StreamId,
    Timestamp
);

macro_rules! words {
    ($type:ident { $($word:literal => $variant:ident),* $(, _ => $other:ident)? }) => {
        impl Read for $type {
            fn read(value: &Value) -> Option<Self> {
                match value.as_str()? {
                    $($word => Some(Self::$variant),)*
                    _ => None $(.or(Some(Self::$other)))?,
                }
            }
        }
    };
}

words!(Role { "administrator" => Administrator, "member" => Member, "guest" => Guest });
words!(RoomKind { "open" => Open, "closed" => Closed, "direct" => Direct });

impl Read for Posting {
    fn read(value: &Value) -> Option<Self> {
        Some(match value.as_str() {
            Some("administrators") => Self::Administrators,
            _ => Self::Everyone,
        })
    }
}

impl Read for Level {
    fn read(value: &Value) -> Option<Self> {
        Some(match value.as_str() {
            Some("mentions") => Self::Mentions,
            Some("nothing") => Self::Nothing,
            _ => Self::Everything,
        })
    }
}

words!(ResyncReason {
    "epoch_changed" => EpochChanged, "cursor_ahead" => CursorAhead, "log_trimmed" => LogTrimmed, _ => Unknown
});
// The client tells apart only what it treats apart.
words!(ErrorCode {
    "busy" => Busy, "shutting_down" => ShuttingDown, "internal" => Internal,
    "cannot_save" => CannotSave,
    "too_many_requests" => TooManyRequests, "unauthorized" => Unauthorized, _ => Unknown
});

macro_rules! objects {
    ($($type:ident { $($field:ident),* })*) => {
        $(impl Read for $type {
            fn read(value: &Value) -> Option<Self> {
                Some(Self { $($field: field(value, stringify!($field))?),* })
            }
        })*
    };
}

objects! {
    Boot { path, workspace, snapshot, not_found }
    Snapshot { epoch, me, workspace, people, rooms, cursors, drafts, saved, scheduled, threads, open }
    OpenRoom { room, members, description, messages, older, newer }
    User { id, name, email, role }
    Person { id, name, title, role, banned, deactivated, status, time_zone, picture }
    RoomMembers { id, epoch, seq, members, description }
    Message { id, seq, room, author, client_id, body, at, edited_at, deleted, reactions, mentions, everyone, previews, pinned, reply_to, thread, attachments }
    Thread { replies, people, last_at, last_seq }
    Follow { thread, room, following, read_seq, unread }
    FollowState { follow, epoch, seq }
    FollowedThread { root, follow }
    ThreadPage { threads, more }
    Attachment { id, name, media_type, size, width, height }
    Reaction { emoji, users }
    Saved { message, remind_at, due }
    Scheduled { id, room, reply_to, body, attachments, at, obstacle }
    Picture { name, width, height }
    VersionPage { versions, more }
    MessageVersion { number, body, at }
    Draft { room, thread, body, edited_at }
    MessagePage { messages, epoch, seq, draft, cut }
    Workspace { name, link_previews, join_code, file_limit_mb, person_quota_mb, total_quota_mb, used_mb }
    NewLink { path }
    GuestLink { id, rooms, made_by, made_at, good_until, used_at, uses }
    Problem { code, detail }
    LinkOpened { link }
    LinkClosed { code, reason }
    PendingMessage { client_id, room, body, edits, reply_to, at, attachments, state }
}

impl Read for Status {
    fn read(status: &Value) -> Option<Self> {
        Some(Self {
            emoji: field(status, "emoji")?,
            text: text(status, "text")?,
            until: field(status, "until")?,
        })
    }
}

impl Read for Room {
    fn read(room: &Value) -> Option<Self> {
        Some(Self {
            id: field(room, "id")?,
            name: field(room, "name")?,
            kind: field(room, "kind")?,
            seq: field(room, "seq")?,
            read_seq: field(room, "read_seq")?,
            unread: field(room, "unread")?,
            mentions: count(room, "mentions")?,
            topic: text(room, "topic")?,
            archived: field(room, "archived")?,
            permanent: field(room, "permanent")?,
            pins: field::<Option<u64>>(room, "pins")?.unwrap_or_default(),
            posting: field(room, "posting")?,
            people: field(room, "people")?,
            level: field(room, "level")?,
            favourite: field(room, "favourite")?,
            hidden: field(room, "hidden")?,
        })
    }
}

impl Read for Preview {
    fn read(preview: &Value) -> Option<Self> {
        Some(Self {
            number: field(preview, "number")?,
            url: field(preview, "url")?,
            site: field(preview, "site")?,
            title: field(preview, "title")?,
            text: text(preview, "text")?,
            picture: field(preview, "picture")?,
        })
    }
}

impl Read for OtherRoom {
    fn read(room: &Value) -> Option<Self> {
        Some(Self {
            id: field(room, "id")?,
            name: field(room, "name")?,
            topic: text(room, "topic")?,
            description: text(room, "description")?,
            archived: field(room, "archived")?,
            members: field(room, "members")?,
        })
    }
}

impl Read for ServerFrame {
    fn read(frame: &Value) -> Option<Self> {
        Some(match frame.get("type")?.as_str()? {
            "welcome" => Self::Welcome {
                epoch: field(frame, "epoch")?,
                user: field(frame, "user")?,
                streams: field(frame, "streams")?,
                heartbeat_ms: field(frame, "heartbeat_ms")?,
                version: field(frame, "version")?,
            },
            "events" => Self::Events {
                stream: field(frame, "stream")?,
                events: field(frame, "events")?,
            },
            "ack" => Self::Ack {
                id: field(frame, "id")?,
                stream: field(frame, "stream")?,
                seq: field(frame, "seq")?,
                message: field(frame, "message")?,
            },
            "error" => Self::Error {
                id: field(frame, "id")?,
                code: field(frame, "code")?,
                message: field(frame, "message")?,
                retry_ms: field(frame, "retry_ms")?,
            },
            "signal" => Self::Signal(Signal::read(frame)?),
            "resync" => Self::Resync {
                reason: field(frame, "reason")?,
            },
            "pong" => Self::Pong {
                id: field(frame, "id")?,
            },
            _ => return None,
        })
    }
}

impl Read for Signal {
    fn read(signal: &Value) -> Option<Self> {
        Some(match signal.get("kind")?.as_str()? {
            "typing" => Self::Typing {
                room: field(signal, "room")?,
                thread: field(signal, "thread")?,
                user: field(signal, "user")?,
            },
            "presence" => Self::Presence {
                all: field(signal, "all")?,
                active: field(signal, "active")?,
                away: field(signal, "away")?,
                offline: field(signal, "offline")?,
            },
            _ => Self::Unknown,
        })
    }
}

impl Read for Event {
    fn read(event: &Value) -> Option<Self> {
        Some(Self {
            seq: field(event, "seq")?,
            at: field(event, "at")?,
            actor: field(event, "actor")?,
            kind: EventKind::read(event)?,
        })
    }
}

impl Read for EventKind {
    fn read(event: &Value) -> Option<Self> {
        Some(match event.get("kind")?.as_str()? {
            "message_created" => Self::MessageCreated {
                message: field(event, "message")?,
            },
            "message_edited" => Self::MessageEdited {
                message: field(event, "message")?,
                body: field(event, "body")?,
            },
            "message_deleted" => Self::MessageDeleted {
                message: field(event, "message")?,
                message_seq: field(event, "message_seq")?,
                author: field(event, "author")?,
                reply_to: field(event, "reply_to")?,
                thread: field(event, "thread")?,
            },
            "reaction_changed" => Self::ReactionChanged {
                message: field(event, "message")?,
                user: field(event, "user")?,
                emoji: field(event, "emoji")?,
                on: field(event, "on")?,
            },
            "preview_changed" => Self::PreviewChanged {
                message: field(event, "message")?,
                previews: field(event, "previews")?,
            },
            "pin_changed" => Self::PinChanged {
                message: field(event, "message")?,
                on: field(event, "on")?,
            },
            "saved_changed" => Self::SavedChanged {
                saved: Saved::read(event)?,
                on: field(event, "on")?,
            },
            "scheduled_changed" => Self::ScheduledChanged {
                id: field(event, "id")?,
                scheduled: field(event, "scheduled")?,
            },
            "thread_changed" => Self::ThreadChanged {
                follow: field(event, "follow")?,
            },
            "draft_changed" => Self::DraftChanged {
                draft: field(event, "draft")?,
            },
            "draft_dropped" => Self::DraftDropped {
                room: field(event, "room")?,
                thread: field(event, "thread")?,
            },
            "member_joined" => Self::MemberJoined {
                user: field(event, "user")?,
            },
            "member_left" => Self::MemberLeft {
                user: field(event, "user")?,
            },
            "room_changed" => Self::RoomChanged {
                name: field(event, "name")?,
                room_kind: field(event, "room_kind")?,
                topic: text(event, "topic")?,
                archived: field(event, "archived")?,
                posting: field(event, "posting")?,
                description: text(event, "description")?,
            },
            "level_changed" => Self::LevelChanged {
                room: field(event, "room")?,
                level: field(event, "level")?,
            },
            "favourites_changed" => Self::FavouritesChanged {
                rooms: field(event, "rooms")?,
            },
            "room_added" => Self::RoomAdded {
                room: field(event, "room")?,
            },
            "room_removed" => Self::RoomRemoved {
                room: field(event, "room")?,
                deleted: field(event, "deleted")?,
            },
            "hidden_changed" => Self::HiddenChanged {
                room: field(event, "room")?,
                hidden: field(event, "hidden")?,
            },
            "read_moved" => Self::ReadMoved {
                room: field(event, "room")?,
                read_seq: field(event, "read_seq")?,
                unread: field(event, "unread")?,
                mentions: count(event, "mentions")?,
                room_seq: field(event, "room_seq")?,
            },
            "person_changed" => Self::PersonChanged {
                person: field(event, "person")?,
            },
            "workspace_changed" => Self::WorkspaceChanged {
                name: field(event, "name")?,
            },
            _ => Self::Unknown,
        })
    }
}

impl Read for PendingState {
    fn read(value: &Value) -> Option<Self> {
        Some(
            value
                .get("refused")
                .and_then(Value::as_str)
                .map_or(Self::Waiting, |why| Self::Refused(why.to_owned())),
        )
    }
}

impl Read for OutboxChange {
    fn read(value: &Value) -> Option<Self> {
        if let Some(pending) = value.get("kept") {
            return Some(Self::Kept(PendingMessage::read(pending)?));
        }
        if let Some(acked) = value.get("acked") {
            return Some(Self::Acked {
                client_id: field(acked, "client_id")?,
                seq: field(acked, "seq")?,
                message: field(acked, "message")?,
            });
        }
        Some(Self::Discarded(field(value, "discarded")?))
    }
}

#[cfg(test)]
mod tests;
