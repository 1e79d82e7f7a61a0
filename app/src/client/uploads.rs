//! What is to go with the next message of a room: files on their way to the server, or there already.

use super::Client;
use crate::model::{Attachment, RoomId};
use std::mem;

/// A file that a person has attached to what they write.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    pub room: RoomId,
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
    /// What is attached in a room.
    pub fn uploads_in(&self, room: RoomId) -> impl Iterator<Item = &Upload> {
        self.uploads
            .iter()
            .filter(move |upload| upload.room == room)
    }

    /// Whether anything is attached in a room.
    pub fn has_uploads(&self, room: RoomId) -> bool {
        self.uploads_in(room).next().is_some()
    }

    /// Whether something attached in a room is not on the server, and so cannot be sent.
    pub fn is_uploading(&self, room: RoomId) -> bool {
        self.uploads_in(room)
            .any(|upload| !matches!(upload.state, UploadState::Done(_)))
    }

    /// Takes out what is attached in a room, to go with a message.
    pub fn take_attachments(&mut self, room: RoomId) -> Vec<Attachment> {
        let mut taken = Vec::new();
        for upload in mem::take(&mut self.uploads) {
            match upload.state {
                UploadState::Done(attachment) if upload.room == room => taken.push(attachment),
                _ => self.uploads.push(upload),
            }
        }
        taken
    }
}
