//! The nouns of Hubbub: people, rooms, messages, and the bounds that both sides keep to.

mod attachment;
mod guest_link;
mod id;
pub mod limits;
mod scheduled;
mod timestamp;

pub use attachment::Attachment;
pub use guest_link::GuestLink;
pub use id::{
    ClientId, Epoch, FileId, GuestLinkId, MessageId, ParseIdError, RoomId, StreamId, UserId,
};
pub use scheduled::{Saved, Scheduled};
pub use timestamp::{ParseTimestampError, Timestamp};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a person may do in the workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Administrator,
    #[default]
    Member,
    /// Sees the rooms that they were given, and whom they meet there, and nothing else of the workspace.
    Guest,
}

/// A person as everyone in the workspace sees them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: UserId,
    pub name: String,
    /// What they do here, in their own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub role: Role,
    /// Shut out of the workspace by an administrator.
    #[serde(default, skip_serializing_if = "is_false")]
    pub banned: bool,
    /// They have left, and an administrator may let them come back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deactivated: bool,
    /// How they are, as they say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The name of their time zone in the IANA database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The name of their picture, a square one, served at `/previews/{name}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

impl Person {
    /// Whether they cannot come in.
    pub fn is_shut_out(&self) -> bool {
        self.banned || self.deactivated
    }
}

/// How a person is, as they say: on holiday, in a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Exactly one.
    pub emoji: String,
    /// It may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// When it ends; none where it holds until it is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Whether a person is there, in rising order of how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Not connected.
    #[default]
    Offline,
    /// Connected, but has not touched any device for a while.
    Away,
    /// At one of their devices.
    Active,
}

impl Status {
    /// Whether it has not ended; where no time is known, the server's word that there is one is taken.
    pub fn holds(&self, now: Option<Timestamp>) -> bool {
        match (self.until, now) {
            (Some(until), Some(now)) => now < until,
            _ => true,
        }
    }
}

/// A person as they see themselves: the answer to `GET /api/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
}

/// Who may come into a room: everyone who likes, or only whom its members add.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoomKind {
    #[default]
    Open,
    Closed,
    /// For one set of people, which never changes; it has no name of its own.
    Direct,
}

/// Who may write new messages in a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Posting {
    #[default]
    Everyone,
    Administrators,
}

/// What of a room a person wants to be told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    #[default]
    Everything,
    Mentions,
    Nothing,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A room as one of its members sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    pub id: RoomId,
    pub name: String,
    pub kind: RoomKind,
    /// The last event of the room's stream that this copy reflects.
    pub seq: u64,
    /// The last event that the person has read.
    pub read_seq: u64,
    /// Messages by others after `read_seq`, up to `seq`, but for replies in threads.
    pub unread: u64,
    /// Those of them that mention the person.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub mentions: u64,
    /// What the room is about; empty where nobody has said so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topic: String,
    /// An archived room can be read, but nothing new is written there.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
    /// The workspace's first room: everyone is in it, and it is neither left nor archived.
    #[serde(default, skip_serializing_if = "is_false")]
    pub permanent: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    pub posting: Posting,
    /// Who a direct room is for; empty for the other kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<UserId>,
    /// What of it the person wants to be told of.
    #[serde(default, skip_serializing_if = "is_default")]
    pub level: Level,
    /// Its place among the person's favourites, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub favourite: Option<u64>,
    /// How many messages it keeps at hand.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pins: u64,
    /// Whether the person keeps it out of their list until its next message: a direct room only.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden: bool,
}

/// An open room as one sees it who is not in it: an element of the answer to `GET /api/rooms/browse`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherRoom {
    pub id: RoomId,
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topic: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
    /// How many people are in it.
    pub members: u64,
}

/// A room with its members and its description: the answer to `GET /api/rooms/{id}`, which is a [`Room`] with more
/// fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoomDetail {
    #[serde(flatten)]
    pub room: Room,
    pub epoch: Epoch,
    pub members: Vec<UserId>,
    /// What the room is for, at greater length than its topic: Markdown, and empty where nobody has said so.
    pub description: String,
}

/// What a client reads of a [`RoomDetail`]; the rest it knows from the room's stream.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RoomMembers {
    pub id: RoomId,
    pub epoch: Epoch,
    /// The last event of the room's stream that this copy reflects.
    pub seq: u64,
    pub members: Vec<UserId>,
    pub description: String,
}

/// One message, numbered by the event that created it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    pub seq: u64,
    pub room: RoomId,
    pub author: UserId,
    pub client_id: ClientId,
    /// Empty once the message is deleted.
    pub body: String,
    pub at: Timestamp,
    /// When its text was changed last; none where it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub deleted: bool,
    /// In the order in which each emoji came first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// Whom it mentions, for those who count: in the event that created it alone. Elsewhere the text says it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<UserId>,
    /// Whether it mentions everyone in the room, in that event.
    #[serde(default, skip_serializing_if = "is_false")]
    pub everyone: bool,
    /// What its links lead to, as far as the server has found out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previews: Vec<Preview>,
    /// Its room keeps it at hand.
    #[serde(default, skip_serializing_if = "is_false")]
    pub pinned: bool,
    /// The root of the thread that this is a reply in; none for what stands in the room itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// The replies to it, where there are any. The event of a reply tells here of those to its root, itself among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Thread>,
    /// None once the message is deleted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

impl Message {
    /// Where it is said.
    pub fn at(&self) -> Conversation {
        Conversation {
            room: self.room,
            thread: self.reply_to,
        }
    }
}

/// What a link in a message leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Names it within its message, for as long as that is there.
    pub number: u16,
    /// The link as it stands in the message.
    pub url: String,
    /// The host that it came from.
    pub site: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

/// A small picture, served at `/previews/{name}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub name: String,
    /// In pixels, as `height`.
    pub width: u16,
    pub height: u16,
}

/// The replies to a message, but for those that are deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    pub replies: u64,
    /// Who replied last, the latest first; at most [`limits::THREAD_PEOPLE`].
    pub people: Vec<UserId>,
    /// When the last reply was written.
    pub last_at: Timestamp,
    /// Its place in the room's stream.
    pub last_seq: u64,
}

/// A thread as one person follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follow {
    /// Its root.
    pub thread: MessageId,
    pub room: RoomId,
    pub following: bool,
    /// The last reply that the person has read, by its place in the room's stream.
    pub read_seq: u64,
    /// Replies by others after `read_seq`; none where the person does not follow.
    pub unread: u64,
}

/// A [`Follow`], and for which event of the person's stream it is true: the answer to
/// `GET /api/rooms/{room}/threads/{message}/follow`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowState {
    pub follow: Follow,
    pub epoch: Epoch,
    pub seq: u64,
}

/// A thread that a person follows, with its root: an element of a [`ThreadPage`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowedThread {
    pub root: Message,
    pub follow: Follow,
}

/// The threads that a person follows, the last active first: the answer to `GET /api/threads`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadPage {
    pub threads: Vec<FollowedThread>,
    /// Whether there are more than these.
    #[serde(default, skip_serializing_if = "is_false")]
    pub more: bool,
}

/// Where messages are said: in a room, or in one of its threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Conversation {
    pub room: RoomId,
    /// The root of the thread.
    pub thread: Option<MessageId>,
}

impl From<RoomId> for Conversation {
    fn from(room: RoomId) -> Self {
        Self { room, thread: None }
    }
}

/// One emoji on a message, with those who set it, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    pub emoji: String,
    pub users: Vec<UserId>,
}

impl Reaction {
    /// Sets or takes away one person's emoji among a message's reactions; who sets it last stands last.
    pub fn set(reactions: &mut Vec<Self>, emoji: &str, user: UserId, on: bool) {
        let place = reactions
            .iter()
            .position(|reaction| reaction.emoji == emoji);
        match place {
            Some(place) => {
                let users = &mut reactions[place].users;
                users.retain(|other| *other != user);
                if on {
                    users.push(user);
                } else if users.is_empty() {
                    reactions.remove(place);
                }
            }
            None if on => reactions.push(Self {
                emoji: emoji.to_owned(),
                users: vec![user],
            }),
            None => {}
        }
    }
}

/// A page of a message's earlier texts, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionPage {
    pub versions: Vec<MessageVersion>,
    /// Whether there are older ones.
    pub more: bool,
}

/// What a message said before it was edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageVersion {
    /// Its place among them: 1 is the first text. Numbers may be missing, since not all texts are kept.
    pub number: u64,
    pub body: String,
    /// When this text was written.
    pub at: Timestamp,
}

/// What a person has begun to write in a room or in a thread; an empty body is no draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub room: RoomId,
    /// The root of the thread that it is a reply in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<MessageId>,
    pub body: String,
    /// By the clock of the device where it was written: of two drafts the later one stays.
    pub edited_at: Timestamp,
}

impl Draft {
    /// Where it is to be said.
    pub fn at(&self) -> Conversation {
        Conversation {
            room: self.room,
            thread: self.thread,
        }
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

pub(crate) fn is_zero(value: &u64) -> bool {
    *value == 0
}

/// A page of a room's history in rising `seq`, and the `seq` of the stream for which it is true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagePage {
    pub messages: Vec<Message>,
    pub epoch: Epoch,
    pub seq: u64,
    /// What the person has begun to write there; an empty one tells when it became empty. None in the older and the newer
    /// pages, and where the server knows of nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
    /// Whether the page ends before the number that was asked for, since its texts are long: there are more.
    #[serde(default, skip_serializing_if = "is_false")]
    pub cut: bool,
}

/// The workspace: the answer to `GET /api/workspace`. Only administrators are shown the `join_code` and `used_mb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    pub name: String,
    /// Whether the server fetches titles and pictures of what messages link to.
    #[serde(default)]
    pub link_previews: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_code: Option<String>,
    /// The largest file that may be uploaded, in megabytes.
    pub file_limit_mb: u64,
    /// What the files of one person may take together, in megabytes.
    pub person_quota_mb: u64,
    /// What all files may take together, in megabytes.
    pub total_quota_mb: u64,
    /// What they take, in megabytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_mb: Option<u64>,
}

/// Everything that a client starts from, true for exactly its `cursors`: read in one transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub epoch: Epoch,
    pub me: User,
    pub workspace: String,
    pub people: Vec<Person>,
    pub rooms: Vec<Room>,
    /// For each stream that the person may see, its last `seq`.
    pub cursors: BTreeMap<StreamId, u64>,
    /// What the person has begun to write in the room that the page shows.
    #[serde(default)]
    pub drafts: Vec<Draft>,
    /// The messages that the person has put aside, the last one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saved: Vec<Saved>,
    /// What the server is to send for the person, in the order of its times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scheduled: Vec<Scheduled>,
    /// The threads that the person follows and has not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threads: Vec<Follow>,
    /// The room that the page shows, with a page of its history.
    pub open: Option<OpenRoom>,
}

/// The part of a [`Snapshot`] that fills the room being looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRoom {
    pub room: RoomId,
    pub members: Vec<UserId>,
    /// As in a [`RoomDetail`].
    pub description: String,
    pub messages: Vec<Message>,
    /// Whether the room has messages before the first of these.
    pub older: bool,
    /// Whether the room has messages after the last of these.
    pub newer: bool,
}
