//! Commands that change existing messages, and drafts.

use crate::{Action, Client};
use protocol::{ClientFrame, CommandId, Conversation, Draft, Message, MessageId};

impl Client {
    /// Deletes a message.
    pub fn delete(&mut self, message: MessageId) -> Vec<Action> {
        self.command(|id| ClientFrame::Delete { id, message })
    }

    /// Sets or removes the person's reaction to a message.
    pub fn react(&mut self, message: MessageId, emoji: String, on: bool) -> Vec<Action> {
        self.command(|id| ClientFrame::React {
            id,
            message,
            emoji,
            on,
        })
    }

    /// Marks the message at `seq` and all later ones as unread. A room is then kept unread until the person opens it again;
    /// a thread is the caller's to keep so.
    pub fn mark_unread(&mut self, at: Conversation, seq: u64) -> Vec<Action> {
        let Conversation { room, thread } = at;
        if thread.is_none() {
            self.keep_unread(room);
        }
        self.command(|id| ClientFrame::MarkUnread {
            id,
            room,
            thread,
            seq,
        })
    }

    /// Sends a draft to the person's other devices.
    pub fn draft(&mut self, draft: Draft) -> Vec<Action> {
        self.commands.drop_where(
            |frame| matches!(frame, ClientFrame::Draft { draft: older, .. } if older.at() == draft.at()),
        );
        self.command(|id| ClientFrame::Draft { id, draft })
    }

    /// Returns whether a draft is being sent: the one in the state is older.
    pub fn is_sending_draft(&self, at: Conversation) -> bool {
        let sending = self.commands.last(|frame| match frame {
            ClientFrame::Draft { draft, .. } if draft.at() == at => Some(()),
            _ => None,
        });
        sending.is_some()
    }

    /// Returns a message with the commands applied that the server has not confirmed.
    pub fn with_pending_commands(&self, message: &Message) -> Message {
        let mut message = message.clone();
        self.commands.foresee(&mut message, self.state.me.id);
        message
    }

    /// Returns the person's newest message in the window of a conversation that is not deleted.
    pub fn last_editable(&self, at: Conversation) -> Option<MessageId> {
        let mut messages = self.state.timeline(at)?.messages();
        messages
            .rfind(|message| {
                message.author == self.state.me.id && !self.with_pending_commands(message).deleted
            })
            .map(|message| message.id)
    }

    pub(crate) fn command(&mut self, frame: impl FnOnce(CommandId) -> ClientFrame) -> Vec<Action> {
        self.commands.give(frame);
        self.next_commands()
    }

    pub(crate) fn next_commands(&mut self) -> Vec<Action> {
        if !self.is_live() || self.backing_off {
            return Vec::new();
        }
        self.commands.due()
    }
}
