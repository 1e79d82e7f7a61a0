//! Files attached to messages that are being written.

use crate::Client;
use protocol::{Attachment, Conversation};
use std::mem;

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

/// A message that is sent once the files of its conversation are uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingSend {
    pub conversation: Conversation,
    /// The text as it was typed. It stays the conversation's draft until it is sent.
    pub typed: String,
}

impl Client {
    /// Returns the files that are attached in a conversation.
    pub fn uploads_in(&self, conversation: Conversation) -> impl Iterator<Item = &Upload> {
        self.uploads
            .iter()
            .filter(move |upload| upload.conversation == conversation)
    }

    /// Returns whether any file is attached in a conversation.
    pub fn has_uploads(&self, conversation: Conversation) -> bool {
        self.uploads_in(conversation).next().is_some()
    }

    /// Returns whether a file that is attached in a conversation is not uploaded yet, or failed to.
    pub fn is_uploading(&self, conversation: Conversation) -> bool {
        self.uploads_in(conversation)
            .any(|upload| !matches!(upload.state, UploadState::Done(_)))
    }

    /// Returns the first file of a conversation that could not be uploaded.
    pub fn failed_upload(&self, conversation: Conversation) -> Option<&Upload> {
        self.uploads_in(conversation)
            .find(|upload| matches!(upload.state, UploadState::Failed(_)))
    }

    /// Removes and returns the uploaded files of a conversation, to send them with a message.
    pub fn take_attachments(&mut self, conversation: Conversation) -> Vec<Attachment> {
        let mut taken = Vec::new();
        for upload in mem::take(&mut self.uploads) {
            match upload.state {
                UploadState::Done(attachment) if upload.conversation == conversation => {
                    taken.push(attachment)
                }
                _ => self.uploads.push(upload),
            }
        }
        taken
    }

    /// Makes a message wait for the uploads of its conversation. It takes the place of one that waits there already.
    pub fn wait_for_uploads(&mut self, conversation: Conversation, typed: String) {
        self.stop_waiting(conversation);
        self.waiting.push(WaitingSend {
            conversation,
            typed,
        });
    }

    /// Returns whether a message waits for the uploads of a conversation.
    pub fn is_waiting(&self, conversation: Conversation) -> bool {
        self.waiting
            .iter()
            .any(|it| it.conversation == conversation)
    }

    /// Calls off the message that waits in a conversation.
    pub fn stop_waiting(&mut self, conversation: Conversation) {
        self.waiting.retain(|it| it.conversation != conversation);
    }

    /// Returns whether a message need not wait any longer, so that [`Self::take_settled`] returns it.
    pub fn has_settled(&self) -> bool {
        self.waiting.iter().any(|it| self.is_settled(it))
    }

    /// Removes and returns a message whose files are all uploaded, so that it can be sent, or one of whose files failed.
    pub fn take_settled(&mut self) -> Option<WaitingSend> {
        let place = self.waiting.iter().position(|it| self.is_settled(it))?;
        Some(self.waiting.remove(place))
    }

    fn is_settled(&self, waiting: &WaitingSend) -> bool {
        let conversation = waiting.conversation;
        self.failed_upload(conversation).is_some() || !self.is_uploading(conversation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::*;

    fn upload(number: u64, conversation: Conversation, state: UploadState) -> Upload {
        Upload {
            conversation,
            number,
            name: format!("{number}.png"),
            state,
        }
    }

    fn done() -> UploadState {
        UploadState::Done(Attachment::default())
    }

    #[test]
    fn a_message_waits_for_all_uploads_of_its_conversation_and_is_taken_once() {
        let here = Conversation::from(EVERYONE);
        let thread = Some(message_id(7));
        let there = Conversation { thread, ..here };
        let mut client = live();
        client.uploads = vec![
            upload(1, here, UploadState::Sending(10)),
            upload(2, here, done()),
            upload(3, there, UploadState::Sending(0)),
        ];
        client.wait_for_uploads(here, "Look".into());
        assert!(client.is_waiting(here) && !client.is_waiting(there));
        assert!(!client.has_settled());
        assert_eq!(client.take_settled(), None);
        client.uploads[0].state = done();
        assert!(client.has_settled());
        let settled = client.take_settled().map(|it| it.typed);
        assert_eq!(settled.as_deref(), Some("Look"));
        assert_eq!(client.take_settled(), None);
        assert!(!client.is_waiting(here));
    }

    #[test]
    fn a_failed_upload_ends_the_wait_at_once_and_one_that_is_called_off_is_not_taken() {
        let here = Conversation::from(EVERYONE);
        let mut client = live();
        client.uploads = vec![
            upload(1, here, UploadState::Failed("Too large".into())),
            upload(2, here, UploadState::Sending(50)),
        ];
        client.wait_for_uploads(here, "Look".into());
        assert!(client.take_settled().is_some());
        assert_eq!(client.failed_upload(here).map(|it| it.number), Some(1));

        client.uploads.remove(0);
        client.wait_for_uploads(here, "Look".into());
        client.stop_waiting(here);
        client.uploads.clear();
        assert!(!client.has_settled());
    }
}
