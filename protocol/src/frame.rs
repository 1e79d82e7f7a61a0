//! Wire protocol version 1: JSON text frames over one connection, the same types on both sides.

use crate::ErrorCode;
use crate::{
    ClientId, Draft, Epoch, Follow, Level, Message, MessageId, NewMessage, Person, Posting,
    Preview, Room, RoomId, RoomKind, Saved, Scheduled, StreamId, Thread, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The WebSocket subprotocol that both sides name at the handshake.
pub const SUBPROTOCOL: &str = "hubbub.v1";

/// For each stream, the last `seq` that has been applied.
pub type Cursors = BTreeMap<StreamId, u64>;

/// The id of a command, chosen by the client and echoed in the answer: a string or a whole number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CommandId {
    Number(u64),
    Text(String),
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
    /// The heartbeat, answered with `pong`.
    Ping { id: CommandId },
    /// A type that this version does not know, or that is a command.
    #[serde(other)]
    Unknown,
}

/// What the server says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The answer to `hello`: the streams that this person may see and where each stands now.
    Welcome {
        epoch: Epoch,
        user: UserId,
        streams: Cursors,
        heartbeat_ms: u64,
        version: String,
    },
    /// Events of one stream in rising `seq` with no gap: a catch-up page or live, alike.
    Events {
        stream: StreamId,
        events: Vec<Event>,
    },
    /// The command is done and on disk.
    Ack {
        id: CommandId,
        #[serde(skip_serializing_if = "Option::is_none")]
        stream: Option<StreamId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        seq: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        message: Option<MessageId>,
    },
    /// The command `id`, or the frame itself where there is none, was refused. The connection lives on.
    Error {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<CommandId>,
        code: ErrorCode,
        message: String,
        /// After how many milliseconds it is worth trying again, where it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_ms: Option<u64>,
    },
    /// Something passing, that nobody catches up on.
    Signal(Signal),
    /// The cursors are void: drop the copy, start from a new snapshot, and say `hello` again.
    Resync { reason: ResyncReason },
    /// The answer to `ping`.
    Pong { id: CommandId },
}

/// Something passing: sent to who is there, kept nowhere, numbered by nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Signal {
    Typing {
        room: RoomId,
        /// The root of the thread that they are typing in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        thread: Option<MessageId>,
        user: UserId,
    },
    /// Whose presence has changed, or, with `all`, who is there: whoever is not named then is offline.
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
    /// One that this version does not know.
    #[serde(other)]
    Unknown,
}

/// Why cursors are void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// One step in a stream's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its number in the stream: 1, 2, 3 … with no gap.
    pub seq: u64,
    pub at: Timestamp,
    /// Who did it.
    pub actor: UserId,
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What happened. A client passes over a kind that it does not know, and moves its cursor on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    /// Room stream. Also moves its author's read position to the message, unless it is a reply. The log gives the
    /// `thread` of a reply and the text as they are now; where an edit follows in the same page, that one has the text.
    MessageCreated { message: Message },
    /// Room stream. The log gives the text as it is now, in the last edit of a message alone.
    MessageEdited { message: MessageId, body: String },
    /// Room stream. `message_seq` and `author` are for those who count the unread without having the message.
    MessageDeleted {
        message: MessageId,
        message_seq: u64,
        author: UserId,
        /// The root, where the message was a reply.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
        /// What is left of the thread of `reply_to`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        thread: Option<Thread>,
    },
    /// Room stream.
    ReactionChanged {
        message: MessageId,
        user: UserId,
        emoji: String,
        on: bool,
    },
    /// Room stream. What the message shows of its links from here on; the log gives it as it is now.
    PreviewChanged {
        message: MessageId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        previews: Vec<Preview>,
    },
    /// Room stream. The room keeps the message at hand, or no longer. Before a pinned message is deleted it is taken off.
    PinChanged { message: MessageId, on: bool },
    /// Room stream.
    MemberJoined { user: UserId },
    /// Room stream.
    MemberLeft { user: UserId },
    /// Room stream. The room's settings as they are from here on.
    RoomChanged {
        name: String,
        room_kind: RoomKind,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        topic: String,
        #[serde(default, skip_serializing_if = "crate::skip::is_default")]
        archived: bool,
        #[serde(default)]
        posting: Posting,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        description: String,
    },
    /// User stream. `room.seq` is where the room's stream stood before the person's `member_joined`: what comes
    /// after it reaches them as events.
    RoomAdded { room: Room },
    /// User stream. The person has left the room or was removed, or the room was deleted for everyone.
    RoomRemoved {
        room: RoomId,
        #[serde(default, skip_serializing_if = "crate::skip::is_default")]
        deleted: bool,
    },
    /// User stream. The person keeps a direct room out of their list, or it is back there: with its next message, or since
    /// they opened it again or marked it unread.
    HiddenChanged { room: RoomId, hidden: bool },
    /// User stream. `unread` and `mentions` count up to `room_seq`, where the room's stream stood. Of two moves the one
    /// with the higher `room_seq` is the later, and so is one's own message beyond it. Where an edit or a deletion changes
    /// what there is to count, the position is told again where it was.
    ReadMoved {
        room: RoomId,
        read_seq: u64,
        unread: u64,
        #[serde(default, skip_serializing_if = "crate::skip::is_default")]
        mentions: u64,
        room_seq: u64,
    },
    /// User stream. What of a room the person wants to be told of.
    LevelChanged { room: RoomId, level: Level },
    /// User stream. The person's favourites, all of them, in their order.
    FavouritesChanged { rooms: Vec<RoomId> },
    /// User stream: a thread that the person follows has new replies or lost some, was read, or is followed or not.
    ThreadChanged { follow: Follow },
    /// User stream. The log gives the draft as it is now, in the last change of a draft alone.
    DraftChanged { draft: Draft },
    /// User stream. The server has dropped a draft, since the person has too many or too long ones. A device that has the
    /// text keeps it.
    DraftDropped {
        room: RoomId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        thread: Option<MessageId>,
    },
    /// User stream. The person has put the message aside, or back, or is reminded of it, now or at another time.
    SavedChanged {
        #[serde(flatten)]
        saved: Saved,
        on: bool,
    },
    /// User stream. What the server is to send for the person at a time; none once it was sent or discarded. The log gives
    /// it as it is now.
    ScheduledChanged {
        id: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scheduled: Option<Scheduled>,
    },
    /// Workspace stream: a person is new or has changed.
    PersonChanged { person: Person },
    /// Workspace stream.
    WorkspaceChanged { name: String },
    /// Any stream, in catch-up alone. A later event of the log gives what this one gave, or tells that it is gone: a client
    /// passes over it, and moves its cursor on.
    Superseded,
    /// One that this version does not know.
    #[serde(other)]
    Unknown,
}

/// The data of the event `link`, the first of an event stream: where the client's frames are to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkOpened {
    /// Each frame is posted to `/api/link/{link}`.
    pub link: String,
}

/// The data of the event `close`, the last of an event stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkClosed {
    /// A close code of RFC 6455, as over a WebSocket.
    pub code: u16,
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
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
