//! The events of streams.

use crate::{
    ClientId, CustomEmoji, Draft, Follow, Level, Message, MessageId, NotificationSettings, Person,
    Posting, Preview, Room, RoomId, RoomKind, Saved, Scheduled, Sidebar, Thread, Timestamp, UserId,
    read::Read,
};
use serde::{Deserialize, Serialize};

/// An event of a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Event {
    /// Its number in the stream: 1, 2, 3 … without gaps.
    pub seq: u64,
    pub at: Timestamp,
    /// The person who caused it.
    pub actor: UserId,
    #[serde(flatten)]
    pub kind: EventKind,
}

/// The kind of an event with its content. A client skips a kind that it does not know, and moves its cursor on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    /// Room stream. Also moves its author's read position to the message, unless it is a reply. The log gives the current
    /// text, and the current `thread` of a reply; if an edit follows in the same page, that one has the text.
    MessageCreated { message: Message },
    /// Room stream. The log gives the current text, only in the last edit of a message.
    MessageEdited { message: MessageId, body: String },
    /// Room stream. `message_seq` and `author` are for clients that count unread messages without having them.
    MessageDeleted {
        message: MessageId,
        message_seq: u64,
        author: UserId,
        /// The root of the thread, if the message was a reply.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
        /// Whether it was a reply that the room showed too.
        #[serde(default, skip_serializing_if = "crate::skip::is_default")]
        also_in_room: bool,
        /// The remaining thread of `reply_to`.
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
    /// Room stream. The previews of the message's links; the log gives the current ones.
    PreviewChanged {
        message: MessageId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        previews: Vec<Preview>,
    },
    /// Room stream. The message was pinned (`on`) or unpinned. A pinned message is unpinned before it is deleted.
    PinChanged { message: MessageId, on: bool },
    /// Room stream.
    MemberJoined { user: UserId },
    /// Room stream.
    MemberLeft { user: UserId },
    /// Room stream. The room's new settings.
    RoomChanged {
        name: String,
        room_kind: RoomKind,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topic: Option<String>,
        #[serde(default, skip_serializing_if = "crate::skip::is_default")]
        archived: bool,
        #[serde(default)]
        posting: Posting,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
    },
    /// User stream. `room.seq` is the head of the room's stream before the person's `member_joined`: later events are sent to
    /// them.
    RoomAdded { room: Room },
    /// User stream. The person left the room or was removed from it, or (`deleted`) the room was deleted.
    RoomRemoved {
        room: RoomId,
        #[serde(default, skip_serializing_if = "crate::skip::is_default")]
        deleted: bool,
    },
    /// User stream. The person hid a direct room, or it is visible again: because of a new message, or because they opened it
    /// or marked it unread.
    HiddenChanged { room: RoomId, hidden: bool },
    /// User stream. `unread` and `mentions` count up to `room_seq`, the head of the room's stream at that time. Of two moves,
    /// the one with the higher `room_seq` is later; the person's own message after `room_seq` is later too. The same position
    /// is sent again if an edit or a deletion changes the counts.
    ReadMoved {
        room: RoomId,
        read_seq: u64,
        unread: u64,
        #[serde(default, skip_serializing_if = "crate::skip::is_default")]
        mentions: u64,
        room_seq: u64,
    },
    /// User stream. The person's notification level for a room.
    LevelChanged { room: RoomId, level: Level },
    /// User stream. All of the person's favourites, in their order.
    FavouritesChanged { rooms: Vec<RoomId> },
    /// User stream. The person's choices for the list of rooms.
    SidebarChanged { sidebar: Sidebar },
    /// User stream. The person's settings for notifications.
    NotificationsChanged { settings: NotificationSettings },
    /// User stream. The person's new e-mail address.
    EmailChanged { email: String },
    /// User stream. The person has dismissed a tip.
    TipDismissed { tip: String },
    /// User stream. A thread that the person follows gained or lost replies or was read, or they followed or unfollowed it.
    ThreadChanged { follow: Follow },
    /// User stream. The log gives the current draft, only in its last change.
    DraftChanged { draft: Draft },
    /// User stream. The server dropped a draft because the person has too many or too long ones. A device that has the text
    /// keeps it.
    DraftDropped {
        room: RoomId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        thread: Option<MessageId>,
    },
    /// User stream. The person saved the message (`on`) or removed it from their saved ones, or its reminder changed or came.
    SavedChanged {
        #[serde(flatten)]
        saved: Saved,
        on: bool,
    },
    /// User stream. A scheduled message; `None` once it was sent or discarded. The log gives the current one.
    ScheduledChanged {
        id: ClientId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scheduled: Option<Scheduled>,
    },
    /// Workspace stream. A person is new or has changed.
    PersonChanged { person: Person },
    /// Workspace stream.
    WorkspaceChanged { name: String },
    /// Workspace stream.
    EmojiAdded { emoji: CustomEmoji },
    /// Workspace stream. Texts and reactions that name the emoji stay as they are.
    EmojiRemoved { name: String },
    /// Any stream, only from the log. A later event gives the same content, or says that it is gone: a client skips this one,
    /// and moves its cursor on.
    Superseded,
    /// A kind that this version does not know.
    #[serde(other)]
    Unknown,
}
