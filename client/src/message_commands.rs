//! Commands that change existing messages, and drafts.

use crate::{Action, Client, rows::Rights};
use protocol::{Command, Conversation, Draft, Message, MessageId, Role};

impl Client {
    /// Deletes a message.
    pub fn delete(&mut self, message: MessageId) -> Vec<Action> {
        self.command(Command::Delete { message })
    }

    /// Sets or removes the person's reaction to a message.
    pub fn react(&mut self, message: MessageId, emoji: String, on: bool) -> Vec<Action> {
        self.command(Command::React { message, emoji, on })
    }

    /// Marks the message at `seq` and all later ones as unread. A room is then kept unread until the person opens it again;
    /// a thread is the caller's to keep so.
    pub fn mark_unread(&mut self, conversation: Conversation, seq: u64) -> Vec<Action> {
        let Conversation { room, thread } = conversation;
        if thread.is_none() {
            self.keep_unread(room);
        }
        self.command(Command::MarkUnread { room, thread, seq })
    }

    /// Sends a draft to the person's other devices.
    pub fn draft(&mut self, draft: Draft) -> Vec<Action> {
        self.commands.drop_where(
            |command| matches!(command, Command::Draft { draft: older } if older.conversation() == draft.conversation()),
        );
        self.command(Command::Draft { draft })
    }

    /// Returns whether a draft is being sent: the one in the state is older.
    pub fn is_sending_draft(&self, conversation: Conversation) -> bool {
        let sending = self.commands.last(|command| match command {
            Command::Draft { draft } if draft.conversation() == conversation => Some(()),
            _ => None,
        });
        sending.is_some()
    }

    /// Returns a message with the commands applied that the server has not confirmed.
    pub fn with_pending_commands(&self, message: &Message) -> Message {
        let mut message = message.clone();
        self.commands.apply_to(&mut message, self.state.me.id);
        message
    }

    /// Returns a message of a conversation's window as it is shown: with the person's changes that the server has not
    /// confirmed.
    pub fn shown_message(&self, conversation: Conversation, id: MessageId) -> Option<Message> {
        let mut messages = self.state.timeline(conversation)?.messages();
        let message = messages.find(|message| message.id == id)?;
        let mut message = self.with_pending_commands(message);
        let edit = self.outbox.edit_of(id).filter(|_| !message.deleted);
        if let Some(edit) = edit {
            message.body.clone_from(&edit.body);
        }
        Some(message)
    }

    /// Returns the person's permissions for a message.
    pub fn rights(&self, message: &Message) -> Rights {
        let me = &self.state.me;
        let mine = message.author == me.id;
        Rights {
            edit: mine && !message.deleted,
            delete: (mine || me.role == Role::Administrator) && !message.deleted,
        }
    }

    /// Returns the person's newest message in the window of a conversation that is not deleted.
    pub fn last_editable(&self, conversation: Conversation) -> Option<MessageId> {
        let mut messages = self.state.timeline(conversation)?.messages();
        messages
            .rfind(|message| {
                message.author == self.state.me.id && !self.with_pending_commands(message).deleted
            })
            .map(|message| message.id)
    }

    pub(crate) fn command(&mut self, command: Command) -> Vec<Action> {
        self.commands.push(command);
        self.next_commands()
    }

    pub(crate) fn next_commands(&mut self) -> Vec<Action> {
        if !self.is_live() || self.backing_off {
            return Vec::new();
        }
        self.commands.due()
    }
}
