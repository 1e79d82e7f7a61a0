//! The list of a person's mentions.

use crate::{Message, read::Read};
use serde::{Deserialize, Serialize};

/// Messages that mention a person, the newest first: the answer to `GET /api/mentions`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct MentionPage {
    /// Without what other than the text belongs to them.
    pub messages: Vec<Message>,
    /// Whether there are more.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub more: bool,
}
