use crate::FileId;
use serde::{Deserialize, Serialize};

/// A file that came with a message, or is about to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub id: FileId,
    /// What its owner calls it.
    pub name: String,
    /// By its content, not by its name.
    pub media_type: String,
    /// In bytes.
    pub size: u64,
    /// In pixels, as it is looked at; none where it is no image that Hubbub can show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u64>,
}
