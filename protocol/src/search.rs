//! Search in messages and in the names of their files.

use crate::{Attachment, Message, MessageId, RoomId, RoomKind, UserId, read::Read};
use serde::{Deserialize, Serialize};

/// Order of the results of a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchSort {
    /// By how well a message matches and how new it is.
    #[default]
    Relevance,
    /// The newest message first.
    Time,
}

impl SearchSort {
    /// Returns the name of the order in a query.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Time => "time",
        }
    }
}

/// A page of the messages that a search found: the answer to `GET /api/search?q=&cursor=&sort=relevance|time`. All of them
/// are messages that the person may see now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct SearchPage {
    pub results: Vec<SearchResult>,
    /// Requests the next page. `None` if there is none. A page before it may be short, or empty if the matches are far
    /// between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Parts of the query that cannot be searched for, in their order. If there are any, there are no results.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<SearchProblem>,
    /// True if the server still indexes old messages, so that some cannot be found yet.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub indexing: bool,
}

/// A message that a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct SearchResult {
    /// The message with its attachments, and with its thread if it has replies, but without what else belongs to it.
    pub message: Message,
    pub room: FoundRoom,
    /// Name of the author.
    pub author: String,
    /// The part of the message that matches best, on one line and without markup; mentions are names. Empty if the message
    /// has no text.
    pub snippet: Vec<SnippetPart>,
    /// The texts to mark where the message is shown, as they stand in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// The attachments whose names match.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FoundFile>,
    /// The root of the thread that the message is a reply in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<FoundThread>,
}

/// The room of a message that a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct FoundRoom {
    pub id: RoomId,
    /// `None` for a direct room, which is shown under the names of its people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub kind: RoomKind,
    /// The people of a direct room; empty for other kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<UserId>,
}

/// The root of a thread in which a search found a reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct FoundThread {
    pub root: MessageId,
    /// The first words of the root, on one line and without markup. Empty if it is deleted or has no text.
    pub title: String,
}

/// A file whose name a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct FoundFile {
    pub attachment: Attachment,
    /// The file's name.
    pub name: Vec<SnippetPart>,
}

/// A part of a text that a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct SnippetPart {
    pub text: String,
    /// True if the text matches the query.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub marked: bool,
}

/// A part of a query that cannot be searched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct SearchProblem {
    pub code: SearchProblemCode,
    /// The part as it was typed.
    pub text: String,
}

/// Why a part of a query cannot be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum SearchProblemCode {
    /// `from:` names nobody whom the person knows.
    UnknownPerson,
    /// `in:` names no room that the person is in.
    UnknownRoom,
    /// `has:` or `is:` has a value other than those that it can have.
    UnknownValue,
    /// `before:`, `after:` or `on:` has no date.
    InvalidDate,
    /// The operator has no value.
    MissingValue,
    /// The query has more words than [`crate::limits::SEARCH_WORDS`]. The text is the first word that is too many.
    TooManyWords,
    #[serde(other)]
    Unknown,
}
