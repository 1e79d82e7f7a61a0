//! Queue of commands that the server has not confirmed: deletions, reactions, read marks and drafts. Each takes effect on
//! the screen at once. Each is idempotent, so it is sent again after a lost connection.

use crate::Action;
use protocol::{
    ClientFrame, Command, CommandId, Cursors, Message, Reaction, StreamId, Timestamp, UserId,
};

#[derive(Clone, Debug, PartialEq)]
struct PendingCommand {
    id: CommandId,
    command: Command,
    state: Progress,
}

/// Delivery state of a command.
#[derive(Clone, Debug, PartialEq)]
enum Progress {
    Waiting,
    Sent,
    /// Done by this event, which has not arrived yet.
    Acked(StreamId, u64),
}

/// Commands whose events have not arrived yet, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Commands {
    waiting: Vec<PendingCommand>,
    /// Commands so far, to number them.
    count: u64,
}

impl Commands {
    /// Adds a command to be sent.
    pub(super) fn push(&mut self, command: Command) {
        self.add(command, Progress::Waiting);
    }

    fn add(&mut self, command: Command, state: Progress) {
        self.count += 1;
        let id = CommandId::Text(format!("do-{}", self.count));
        self.waiting.push(PendingCommand { id, command, state });
    }

    /// Removes commands that a later one replaces, whether or not they were sent.
    pub(super) fn drop_where(&mut self, replaced: impl Fn(&Command) -> bool) {
        self.waiting.retain(|pending| !replaced(&pending.command));
    }

    /// Returns what `find` returns for the newest command that it accepts.
    pub(super) fn last<T>(&self, find: impl Fn(&Command) -> Option<T>) -> Option<T> {
        let newest_first = self.waiting.iter().rev();
        newest_first.map(|pending| &pending.command).find_map(find)
    }

    /// Returns the commands to send, and marks them as sent.
    pub(super) fn due(&mut self) -> Vec<Action> {
        let mut due = Vec::new();
        for pending in &mut self.waiting {
            if pending.state == Progress::Waiting {
                pending.state = Progress::Sent;
                due.push(Action::Transmit(ClientFrame::Command {
                    id: pending.id.clone(),
                    command: pending.command.clone(),
                }));
            }
        }
        due
    }

    pub(super) fn connection_lost(&mut self) {
        for pending in &mut self.waiting {
            if pending.state == Progress::Sent {
                pending.state = Progress::Waiting;
            }
        }
    }

    /// Handles the ack of a command, which stays until its event arrives. Returns `false` if the command is not in the queue.
    pub(super) fn acked(
        &mut self,
        id: &CommandId,
        stream: Option<StreamId>,
        seq: Option<u64>,
    ) -> bool {
        let Some(index) = self.position(id) else {
            return false;
        };
        match (stream, seq) {
            (Some(stream), Some(seq)) => self.waiting[index].state = Progress::Acked(stream, seq),
            _ => drop(self.waiting.remove(index)),
        }
        true
    }

    /// Adds an edit that the outbox has delivered, to show it until its event arrives.
    pub(super) fn add_edit(&mut self, edit: Command, stream: StreamId, seq: u64) {
        self.add(edit, Progress::Acked(stream, seq));
    }

    /// Removes the commands whose events have arrived, or whose streams are gone.
    pub(super) fn remove_confirmed(&mut self, cursors: &Cursors) {
        self.waiting.retain(|pending| match &pending.state {
            Progress::Acked(stream, seq) => cursors.get(stream).is_some_and(|cursor| cursor < seq),
            Progress::Waiting | Progress::Sent => true,
        });
    }

    /// Removes a command that was refused for good. Returns `false` if it is not in the queue.
    pub(super) fn refuse(&mut self, id: &CommandId) -> bool {
        self.position(id)
            .map(|index| self.waiting.remove(index))
            .is_some()
    }

    /// Marks a command to be sent again: the server was busy. Returns `false` if it is not in the queue.
    pub(super) fn wait(&mut self, id: &CommandId) -> bool {
        self.position(id)
            .map(|index| self.waiting[index].state = Progress::Waiting)
            .is_some()
    }

    fn position(&self, id: &CommandId) -> Option<usize> {
        self.waiting.iter().position(|pending| pending.id == *id)
    }

    /// Applies the pending commands to a message.
    pub(super) fn apply_to(&self, message: &mut Message, me: UserId) {
        for pending in &self.waiting {
            match &pending.command {
                Command::Delete { message: id } if *id == message.id => message.delete(),
                Command::Edit { message: id, body } if *id == message.id => {
                    message.body.clone_from(body);
                    message.edited_at.get_or_insert(Timestamp(0));
                }
                Command::React {
                    message: id,
                    emoji,
                    on,
                } if *id == message.id => Reaction::set(&mut message.reactions, emoji, me, *on),
                _ => {}
            }
        }
    }
}

/// Returns the id of every `read` command: a later one replaces an earlier one.
pub(super) fn read_id() -> CommandId {
    CommandId::Text("read".into())
}

#[cfg(test)]
mod tests;
