//! Files attached to messages that are being written.

use protocol::{Attachment, Conversation};

/// A file that a person has attached to a message that they are writing.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    /// Where the message will be sent.
    pub conversation: Conversation,
    /// Identifies the upload in this tab.
    pub number: u64,
    pub name: String,
    pub state: UploadState,
}

/// Progress of an upload.
#[derive(Clone, Debug, PartialEq)]
pub enum UploadState {
    /// Percentage sent.
    Sending(u32),
    Done(Attachment),
    /// The reason, for the person.
    Failed(String),
}
