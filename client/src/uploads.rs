//! What is to go with the next message of a room or of a thread: files on their way to the server, or there already.

use super::Client;
use protocol::{Attachment, Conversation};
use std::mem;

/// A file that a person has attached to what they write.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    /// Where it is to be said.
    pub at: Conversation,
    /// Names it in this tab.
    pub number: u64,
    pub name: String,
    pub state: UploadState,
}

/// How far an upload has come.
#[derive(Clone, Debug, PartialEq)]
pub enum UploadState {
    /// So many percent of it are sent.
    Sending(u32),
    Done(Attachment),
    /// Why it did not come through, for the person.
    Failed(String),
}

impl Client {
    /// What is attached in a conversation.
    pub fn uploads_in(&self, at: Conversation) -> impl Iterator<Item = &Upload> {
        self.uploads.iter().filter(move |upload| upload.at == at)
    }

    /// Whether anything is attached in a conversation.
    pub fn has_uploads(&self, at: Conversation) -> bool {
        self.uploads_in(at).next().is_some()
    }

    /// Whether something attached in a conversation is not on the server, and so cannot be sent.
    pub fn is_uploading(&self, at: Conversation) -> bool {
        self.uploads_in(at)
            .any(|upload| !matches!(upload.state, UploadState::Done(_)))
    }

    /// Takes out what is attached in a conversation, to go with a message.
    pub fn take_attachments(&mut self, at: Conversation) -> Vec<Attachment> {
        let mut taken = Vec::new();
        for upload in mem::take(&mut self.uploads) {
            match upload.state {
                UploadState::Done(attachment) if upload.at == at => taken.push(attachment),
                _ => self.uploads.push(upload),
            }
        }
        taken
    }
}
