//! Threads, and how a person follows them.

use crate::{Epoch, Message, MessageId, RoomId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// The replies to a message, but for those that are deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    pub replies: u64,
    /// Who replied last, the latest first; at most [`crate::limits::THREAD_PEOPLE`].
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
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub more: bool,
}
