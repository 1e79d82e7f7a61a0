//! Wire protocol version 1: JSON text frames over one connection, the same types on both sides.

use crate::{
    Attention, Draft, Epoch, ErrorCode, Event, MessageId, NewMessage, Notification, RoomId,
    StreamId, UserId,
    read::{Read, Value},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The WebSocket subprotocol that both sides name at the handshake.
pub const SUBPROTOCOL: &str = "hubbub.v1";

/// The last applied `seq` of each stream.
pub type Cursors = BTreeMap<StreamId, u64>;

/// The id of a command, chosen by the client and echoed in the answer: a string or a whole number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CommandId {
    Number(u64),
    Text(String),
}

impl Read for CommandId {
    fn read(value: &Value) -> Option<Self> {
        let text = || value.as_str().map(|text| Self::Text(text.to_owned()));
        value.as_u64().map(Self::Number).or_else(text)
    }
}

/// A frame from a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ClientFrame {
    /// Answered with `ack` or `error`.
    Command {
        id: CommandId,
        #[serde(flatten)]
        command: Command,
    },
    Control(Control),
}

/// A change that a client asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Command {
    /// Sends a message. A repeat with the same `client_id` is stored once and gets the first one's ack; another message
    /// with that `client_id` is refused with `conflict`.
    Send(NewMessage),
    /// Changes the text of a message. Only its author may.
    Edit { message: MessageId, body: String },
    /// Removes the text of a message for good. Its author and administrators may.
    Delete { message: MessageId },
    /// Adds (`on`) or removes the person's reaction. `emoji` is exactly one emoji.
    React {
        message: MessageId,
        emoji: String,
        on: bool,
    },
    /// Moves the person's read position in a room forward to `seq`. It never moves back.
    Read { room: RoomId, seq: u64 },
    /// Marks the message at `seq` and all later ones unread: moves the read position back.
    MarkUnread {
        room: RoomId,
        /// The root of the thread whose replies are meant. The person follows it from now on.
        #[serde(default)]
        thread: Option<MessageId>,
        seq: u64,
    },
    /// Moves the person's read position in a message's thread forward to `seq`. It never moves back.
    ReadThread { message: MessageId, seq: u64 },
    /// Follows (`on`) or unfollows the thread of a message.
    Follow { message: MessageId, on: bool },
    /// Stores the person's draft in a room or thread; an empty `body` removes it. Of two drafts, the one with the later
    /// `edited_at` is kept.
    Draft { draft: Draft },
    /// A type that this version does not know, or that is no command.
    #[serde(other)]
    Unknown,
}

/// A frame from a client that changes nothing in the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Control {
    /// The first frame: the client's cursors. `epoch` is null if the client has no copy yet.
    Hello {
        epoch: Option<Epoch>,
        #[serde(default)]
        cursors: Cursors,
    },
    /// The person is typing in a room, or in the thread of one of its messages: a signal, neither stored nor answered.
    Typing {
        room: RoomId,
        #[serde(default)]
        thread: Option<MessageId>,
    },
    /// Tells whether the person is active on this device: a signal, neither stored nor answered.
    Presence { active: bool },
    /// Tells what the person looks at on this device: a signal, neither stored nor answered.
    Attention(Attention),
    /// The heartbeat, answered with `pong`.
    Ping { id: CommandId },
    /// A type that this version does not know, or that is a command.
    #[serde(other)]
    Unknown,
}

/// A frame from the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The answer to `hello`: the streams that this person may see, with their heads.
    Welcome {
        epoch: Epoch,
        user: UserId,
        streams: Cursors,
        heartbeat_ms: u64,
        version: String,
    },
    /// Events of one stream in rising `seq` without gaps, from the log or live.
    Events {
        stream: StreamId,
        events: Vec<Event>,
    },
    /// The command is committed to disk.
    Ack {
        id: CommandId,
        #[serde(skip_serializing_if = "Option::is_none")]
        stream: Option<StreamId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        seq: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        message: Option<MessageId>,
    },
    /// The command `id` was refused, or, without `id`, the frame. The connection stays open.
    Error {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<CommandId>,
        code: ErrorCode,
        message: String,
        /// After how many milliseconds to try again, if that is worth it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_ms: Option<u64>,
    },
    Signal(Signal),
    /// The cursors are void: the client drops its copy, starts from a new snapshot, and says `hello` again.
    Resync {
        reason: ResyncReason,
    },
    /// The answer to `ping`.
    Pong {
        id: CommandId,
    },
}

/// A signal: sent to connected clients, neither stored nor numbered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Signal {
    Typing {
        room: RoomId,
        /// The root of the thread, if they are typing in one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        thread: Option<MessageId>,
        user: UserId,
    },
    /// Changes of presence. With `all`, the whole presence: people who are not listed are offline.
    Presence {
        #[serde(default, skip_serializing_if = "crate::skip::is_default")]
        all: bool,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        active: Vec<UserId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        away: Vec<UserId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        offline: Vec<UserId>,
    },
    /// The person is to be notified of a message. Only devices that want it are told.
    Notification(Notification),
    /// A kind that this version does not know.
    #[serde(other)]
    Unknown,
}

/// Why cursors are void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum ResyncReason {
    /// The database was restored from a backup since.
    EpochChanged,
    /// A cursor is ahead of its stream.
    CursorAhead,
    /// The log no longer keeps what the cursor misses.
    LogTrimmed,
    #[serde(other)]
    Unknown,
}

/// The data of the event `link`, the first of an event stream: where the client posts its frames.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct LinkOpened {
    /// Each frame is posted to `/api/link/{link}`.
    pub link: String,
}

/// The data of the event `close`, the last of an event stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct LinkClosed {
    /// A close code of RFC 6455, as over a WebSocket.
    pub code: u16,
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ClientId;
    use serde_json::json;

    fn sent(frame: &ClientFrame) -> serde_json::Value {
        serde_json::to_value(frame).expect("it serialises")
    }

    #[test]
    fn a_command_is_one_flat_object_with_its_type_and_id() {
        let nil = "00000000-0000-0000-0000-000000000000";
        let send = Command::Send(NewMessage {
            client_id: ClientId::default(),
            room: RoomId::default(),
            body: "Tea?".to_owned(),
            reply_to: None,
            also_in_room: false,
            attachments: Vec::new(),
        });
        let frame = ClientFrame::Command {
            id: CommandId::Number(1),
            command: send,
        };
        let expected =
            json!({"type": "send", "id": 1, "client_id": nil, "room": nil, "body": "Tea?"});
        assert_eq!(sent(&frame), expected);

        let frame = ClientFrame::Command {
            id: CommandId::Text("unread".to_owned()),
            command: Command::MarkUnread {
                room: RoomId::default(),
                thread: None,
                seq: 3,
            },
        };
        let expected =
            json!({"type": "mark_unread", "id": "unread", "room": nil, "thread": null, "seq": 3});
        assert_eq!(sent(&frame), expected);

        let frame = ClientFrame::Control(Control::Ping {
            id: CommandId::Number(2),
        });
        assert_eq!(sent(&frame), json!({"type": "ping", "id": 2}));
    }
}
