//! Files attached to messages.

use crate::{FileId, read::Read};
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
}
