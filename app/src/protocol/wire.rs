//! How frames are read.
//!
//! serde reads an internally tagged enum by keeping the whole frame in a general form first. In the browser that code
//! alone would weigh more than the rest of the protocol; so a frame is read into one flat struct, in which a field has
//! the same meaning whatever the frame, and the tag then says which fields must be there.

use super::{CommandId, Cursors, ErrorCode, EventKind, ResyncReason, ServerFrame, Signal};
use crate::model::{
    Message, MessageId, Person, Room, RoomId, RoomKind, StreamId, Timestamp, UserId,
};
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::{fmt, marker::PhantomData, str::FromStr};

/// Any frame of the server.
#[derive(Deserialize)]
pub(super) struct Frame {
    #[serde(rename = "type")]
    tag: String,
    id: Option<CommandId>,
    epoch: Option<crate::model::Epoch>,
    user: Option<UserId>,
    streams: Option<Cursors>,
    heartbeat_ms: Option<u64>,
    version: Option<String>,
    stream: Option<StreamId>,
    events: Option<Vec<super::Event>>,
    seq: Option<u64>,
    message: Option<String>,
    code: Option<ErrorCode>,
    kind: Option<String>,
    room: Option<RoomId>,
    reason: Option<ResyncReason>,
}

/// A tag without the fields that belong to it, or one that this version does not know.
#[derive(Debug, thiserror::Error)]
#[error("not a frame of this protocol")]
pub(super) struct Malformed;

impl TryFrom<Frame> for ServerFrame {
    type Error = Malformed;

    fn try_from(frame: Frame) -> Result<Self, Malformed> {
        read_frame(frame).ok_or(Malformed)
    }
}

fn read_frame(frame: Frame) -> Option<ServerFrame> {
    Some(match frame.tag.as_str() {
        "welcome" => ServerFrame::Welcome {
            epoch: frame.epoch?,
            user: frame.user?,
            streams: frame.streams?,
            heartbeat_ms: frame.heartbeat_ms?,
            version: frame.version?,
        },
        "events" => ServerFrame::Events {
            stream: frame.stream?,
            events: frame.events?,
        },
        "ack" => ServerFrame::Ack {
            id: frame.id?,
            stream: frame.stream,
            seq: frame.seq,
            message: frame.message.and_then(|id| id.parse().ok()),
        },
        "error" => ServerFrame::Error {
            id: frame.id,
            code: frame.code?,
            message: frame.message?,
        },
        "signal" => ServerFrame::Signal(match frame.kind?.as_str() {
            "typing" => Signal::Typing {
                room: frame.room?,
                user: frame.user?,
            },
            _ => Signal::Unknown,
        }),
        "resync" => ServerFrame::Resync {
            reason: frame.reason?,
        },
        "pong" => ServerFrame::Pong { id: frame.id? },
        _ => return None,
    })
}

/// Any event.
#[derive(Deserialize)]
pub(super) struct Event {
    seq: u64,
    at: Timestamp,
    actor: UserId,
    kind: String,
    message: Option<Whole<MessageId, Message>>,
    user: Option<UserId>,
    name: Option<String>,
    room_kind: Option<RoomKind>,
    room: Option<Whole<RoomId, Room>>,
    read_seq: Option<u64>,
    unread: Option<u64>,
    room_seq: Option<u64>,
    person: Option<Person>,
}

impl TryFrom<Event> for super::Event {
    type Error = Malformed;

    fn try_from(event: Event) -> Result<Self, Malformed> {
        let (seq, at, actor) = (event.seq, event.at, event.actor);
        let kind = read_kind(event).ok_or(Malformed)?;
        Ok(Self {
            seq,
            at,
            actor,
            kind,
        })
    }
}

fn read_kind(event: Event) -> Option<EventKind> {
    Some(match event.kind.as_str() {
        "message_created" => EventKind::MessageCreated {
            message: event.message?.whole()?,
        },
        "member_joined" => EventKind::MemberJoined { user: event.user? },
        "member_left" => EventKind::MemberLeft { user: event.user? },
        "room_changed" => EventKind::RoomChanged {
            name: event.name?,
            room_kind: event.room_kind?,
        },
        "room_added" => EventKind::RoomAdded {
            room: event.room?.whole()?,
        },
        "room_removed" => EventKind::RoomRemoved {
            room: event.room?.id()?,
        },
        "read_moved" => EventKind::ReadMoved {
            room: event.room?.id()?,
            read_seq: event.read_seq?,
            unread: event.unread?,
            room_seq: event.room_seq?,
        },
        "person_changed" => EventKind::PersonChanged {
            person: event.person?,
        },
        "workspace_changed" => EventKind::WorkspaceChanged { name: event.name? },
        _ => EventKind::Unknown,
    })
}

/// A thing named by its id, or the thing itself.
enum Whole<I, T> {
    Id(I),
    Whole(T),
}

impl<I, T> Whole<I, T> {
    fn id(self) -> Option<I> {
        match self {
            Self::Id(id) => Some(id),
            Self::Whole(_) => None,
        }
    }

    fn whole(self) -> Option<T> {
        match self {
            Self::Id(_) => None,
            Self::Whole(thing) => Some(thing),
        }
    }
}

impl<'de, I: FromStr, T: Deserialize<'de>> Deserialize<'de> for Whole<I, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WholeVisitor(PhantomData))
    }
}

struct WholeVisitor<I, T>(PhantomData<(I, T)>);

impl<'de, I: FromStr, T: Deserialize<'de>> Visitor<'de> for WholeVisitor<I, T> {
    type Value = Whole<I, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id or the thing that it names")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        text.parse()
            .map(Whole::Id)
            .map_err(|_| E::custom("not a valid id"))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Whole::Whole)
    }
}

impl<'de> Deserialize<'de> for CommandId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CommandIdVisitor;

        impl Visitor<'_> for CommandIdVisitor {
            type Value = CommandId;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a whole number")
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<CommandId, E> {
                Ok(CommandId::Number(number))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<CommandId, E> {
                Ok(CommandId::Text(text.to_owned()))
            }
        }

        deserializer.deserialize_any(CommandIdVisitor)
    }
}

#[cfg(test)]
mod tests;
