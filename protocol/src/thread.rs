//! A person's state in threads.

use crate::{Epoch, Message, MessageId, RoomId, read::Read};
use serde::{Deserialize, Serialize};

/// A person's state in a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Follow {
    /// The root of the thread.
    pub thread: MessageId,
    pub room: RoomId,
    pub following: bool,
    /// The `seq` of the last reply that the person has read.
    pub read_seq: u64,
    /// Number of replies by others after `read_seq`; 0 if the person does not follow the thread.
    pub unread: u64,
}

/// A [`Follow`] as of the event `seq` of the person's stream: the answer to
/// `GET /api/rooms/{room}/threads/{message}/follow`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct FollowState {
    pub follow: Follow,
    pub epoch: Epoch,
    pub seq: u64,
}

/// A thread that a person follows: an element of a [`ThreadPage`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct FollowedThread {
    pub root: Message,
    /// The last replies that are not deleted, oldest first; at most [`crate::limits::THREAD_EXCERPT`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Message>,
    pub follow: Follow,
}

/// The threads that a person follows, most recently active first: the answer to `GET /api/threads`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct ThreadPage {
    pub threads: Vec<FollowedThread>,
    /// Whether there are more.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub more: bool,
}
