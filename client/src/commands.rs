//! Queue of commands that the server has not confirmed: deletions, reactions, read marks and drafts. Each takes effect on
//! the screen at once. Each is idempotent, so it is sent again after a lost connection.

use crate::Action;
use protocol::{ClientFrame, CommandId, Cursors, Message, Reaction, StreamId, Timestamp, UserId};

#[derive(Clone, Debug, PartialEq)]
struct Command {
    id: CommandId,
    frame: ClientFrame,
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
    waiting: Vec<Command>,
    given: u64,
}

impl Commands {
    pub(super) fn give(&mut self, frame: impl FnOnce(CommandId) -> ClientFrame) {
        self.given += 1;
        let id = CommandId::Text(format!("do-{}", self.given));
        self.waiting.push(Command {
            frame: frame(id.clone()),
            id,
            state: Progress::Waiting,
        });
    }

    /// Removes commands that a later one replaces, whether or not they were sent.
    pub(super) fn drop_where(&mut self, void: impl Fn(&ClientFrame) -> bool) {
        self.waiting.retain(|command| !void(&command.frame));
    }

    /// Returns what `find` returns for the newest command that it accepts.
    pub(super) fn last<T>(&self, find: impl Fn(&ClientFrame) -> Option<T>) -> Option<T> {
        let newest_first = self.waiting.iter().rev();
        newest_first.map(|command| &command.frame).find_map(find)
    }

    /// Returns the commands to send, and marks them as sent.
    pub(super) fn due(&mut self) -> Vec<Action> {
        let mut due = Vec::new();
        for command in &mut self.waiting {
            if command.state == Progress::Waiting {
                command.state = Progress::Sent;
                due.push(Action::Transmit(command.frame.clone()));
            }
        }
        due
    }

    pub(super) fn connection_lost(&mut self) {
        for command in &mut self.waiting {
            if command.state == Progress::Sent {
                command.state = Progress::Waiting;
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
        let Some(place) = self.place(id) else {
            return false;
        };
        match (stream, seq) {
            (Some(stream), Some(seq)) => self.waiting[place].state = Progress::Acked(stream, seq),
            _ => drop(self.waiting.remove(place)),
        }
        true
    }

    /// Adds an edit that the outbox has delivered, to show it until its event arrives.
    pub(super) fn edited(&mut self, frame: ClientFrame, stream: StreamId, seq: u64) {
        self.given += 1;
        self.waiting.push(Command {
            id: CommandId::Text(format!("do-{}", self.given)),
            frame,
            state: Progress::Acked(stream, seq),
        });
    }

    /// Removes the commands whose events have arrived, or whose streams are gone.
    pub(super) fn come(&mut self, cursors: &Cursors) {
        self.waiting.retain(|command| match &command.state {
            Progress::Acked(stream, seq) => cursors.get(stream).is_some_and(|cursor| cursor < seq),
            Progress::Waiting | Progress::Sent => true,
        });
    }

    /// Removes a command that was refused for good. Returns `false` if it is not in the queue.
    pub(super) fn refuse(&mut self, id: &CommandId) -> bool {
        self.place(id)
            .map(|place| self.waiting.remove(place))
            .is_some()
    }

    /// Marks a command to be sent again: the server was busy. Returns `false` if it is not in the queue.
    pub(super) fn wait(&mut self, id: &CommandId) -> bool {
        self.place(id)
            .map(|place| self.waiting[place].state = Progress::Waiting)
            .is_some()
    }

    fn place(&self, id: &CommandId) -> Option<usize> {
        self.waiting.iter().position(|command| command.id == *id)
    }

    /// Applies the pending commands to a message.
    pub(super) fn foresee(&self, message: &mut Message, me: UserId) {
        for command in &self.waiting {
            match &command.frame {
                ClientFrame::Delete { message: id, .. } if *id == message.id => {
                    message.deleted = true;
                    message.body.clear();
                    message.reactions.clear();
                    message.previews.clear();
                    message.attachments.clear();
                }
                ClientFrame::Edit {
                    message: id, body, ..
                } if *id == message.id => {
                    message.body.clone_from(body);
                    message.edited_at.get_or_insert(Timestamp(0));
                }
                ClientFrame::React {
                    message: id,
                    emoji,
                    on,
                    ..
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
