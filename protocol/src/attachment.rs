//! Files attached to messages.

use crate::{FileId, MessageId, Timestamp, UserId, read::Read};
use serde::{Deserialize, Serialize};

/// A file that is attached to a message, or is about to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Attachment {
    pub id: FileId,
    pub name: String,
    /// Detected from the content, not from the name.
    pub media_type: String,
    /// In bytes.
    pub size: u64,
    /// In pixels, after rotation. `None` if it is not an image that Hubbub can show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u64>,
    /// As `width`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u64>,
    /// The first lines of a text. `None` if the file is no text or is blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
}

/// A file in a room's list of files, with what leads to its message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct RoomFile {
    pub attachment: Attachment,
    pub author: UserId,
    pub at: Timestamp,
    /// The `seq` of the message.
    pub seq: u64,
    /// The root of the thread that the message is a reply in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
}

/// The files of a room's messages, the newest message first: the answer to `GET /api/rooms/{room}/files`. All matching files
/// of a message are on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct RoomFilePage {
    pub files: Vec<RoomFile>,
    /// Whether there are more.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub more: bool,
}

/// Kinds of files by which the list of a room's files can be filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Images that Hubbub can show.
    Picture,
    /// Audio and video.
    Media,
    /// All other files.
    Document,
}

impl FileKind {
    /// Returns the name of the kind in a query.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Media => "media",
            Self::Document => "document",
        }
    }
}
