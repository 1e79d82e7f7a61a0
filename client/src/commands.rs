//! What people do to messages that are there already, on its way to the server: deletions, reactions, read marks and
//! drafts. Each may be sent again, since doing it twice does nothing; each shows at once, before its event comes.

use super::{Action, Client};
use protocol::{
    ClientFrame, CommandId, Conversation, Cursors, Draft, Message, MessageId, Reaction, StreamId,
    Timestamp, UserId,
};

#[derive(Clone, Debug, PartialEq)]
struct Command {
    id: CommandId,
    frame: ClientFrame,
    state: Progress,
}

/// How far a command has come.
#[derive(Clone, Debug, PartialEq)]
enum Progress {
    Waiting,
    Sent,
    /// Done by this event, which has not come back yet.
    Acked(StreamId, u64),
}

/// Commands whose events have not come back yet, in the order in which they were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Commands {
    waiting: Vec<Command>,
    given: u64,
}

impl Commands {
    fn give(&mut self, frame: impl FnOnce(CommandId) -> ClientFrame) {
        self.given += 1;
        let id = CommandId::Text(format!("do-{}", self.given));
        self.waiting.push(Command {
            frame: frame(id.clone()),
            id,
            state: Progress::Waiting,
        });
    }

    /// Takes out those that a later one makes void, whether or not they were sent.
    fn drop_where(&mut self, void: impl Fn(&ClientFrame) -> bool) {
        self.waiting.retain(|command| !void(&command.frame));
    }

    /// What the last of those that `find` picks out says.
    pub(super) fn last<T>(&self, find: impl Fn(&ClientFrame) -> Option<T>) -> Option<T> {
        let newest_first = self.waiting.iter().rev();
        newest_first.map(|command| &command.frame).find_map(find)
    }

    fn due(&mut self) -> Vec<Action> {
        let mut due = Vec::new();
        for command in &mut self.waiting {
            if command.state == Progress::Waiting {
                command.state = Progress::Sent;
                due.push(Action::Transmit(command.frame.clone()));
            }
        }
        due
    }

    pub(super) fn link_lost(&mut self) {
        for command in &mut self.waiting {
            if command.state == Progress::Sent {
                command.state = Progress::Waiting;
            }
        }
    }

    /// Done: it shows until its event does. Returns whether it was one of these.
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

    /// An edit that the outbox has seen through goes on showing until its event does.
    pub(super) fn edited(&mut self, frame: ClientFrame, stream: StreamId, seq: u64) {
        self.given += 1;
        self.waiting.push(Command {
            id: CommandId::Text(format!("do-{}", self.given)),
            frame,
            state: Progress::Acked(stream, seq),
        });
    }

    /// Forgets those whose events have come, or whose streams are gone.
    pub(super) fn come(&mut self, cursors: &Cursors) {
        self.waiting.retain(|command| match &command.state {
            Progress::Acked(stream, seq) => cursors.get(stream).is_some_and(|cursor| cursor < seq),
            Progress::Waiting | Progress::Sent => true,
        });
    }

    /// Refused for good. Returns whether it was one of these.
    pub(super) fn refuse(&mut self, id: &CommandId) -> bool {
        self.place(id)
            .map(|place| self.waiting.remove(place))
            .is_some()
    }

    /// Puts one back that the server could not take now. Returns whether it was one of these.
    pub(super) fn wait(&mut self, id: &CommandId) -> bool {
        self.place(id)
            .map(|place| self.waiting[place].state = Progress::Waiting)
            .is_some()
    }

    fn place(&self, id: &CommandId) -> Option<usize> {
        self.waiting.iter().position(|command| command.id == *id)
    }

    /// Shows a message as it will be.
    fn foresee(&self, message: &mut Message, me: UserId) {
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

impl Client {
    /// Deletes a message.
    pub fn delete(&mut self, message: MessageId) -> Vec<Action> {
        self.command(|id| ClientFrame::Delete { id, message })
    }

    /// Sets one's own reaction to a message, or takes it away.
    pub fn react(&mut self, message: MessageId, emoji: String, on: bool) -> Vec<Action> {
        self.command(|id| ClientFrame::React {
            id,
            message,
            emoji,
            on,
        })
    }

    /// Counts the message at `seq` and all after it as unread. A room is kept so until the person comes back to it; a thread
    /// as long as whoever shows it says.
    pub fn mark_unread(&mut self, at: Conversation, seq: u64) -> Vec<Action> {
        let Conversation { room, thread } = at;
        if thread.is_none() {
            self.hold(room);
        }
        self.command(|id| ClientFrame::MarkUnread {
            id,
            room,
            thread,
            seq,
        })
    }

    /// Tells the person's other devices what they have begun to write here.
    pub fn draft(&mut self, draft: Draft) -> Vec<Action> {
        self.commands.drop_where(
            |frame| matches!(frame, ClientFrame::Draft { draft: older, .. } if older.at() == draft.at()),
        );
        self.command(|id| ClientFrame::Draft { id, draft })
    }

    /// Whether a draft is on its way: what the state says of it is older.
    pub fn is_sending_draft(&self, at: Conversation) -> bool {
        self.commands.waiting.iter().any(
            |command| matches!(&command.frame, ClientFrame::Draft { draft, .. } if draft.at() == at),
        )
    }

    /// A message as it will be once the server has done what the person asked for.
    pub fn foreseen(&self, message: &Message) -> Message {
        let mut message = message.clone();
        self.commands.foresee(&mut message, self.state.me.id);
        message
    }

    /// The newest message of one's own in the window of a conversation, unless it is deleted.
    pub fn last_editable(&self, at: Conversation) -> Option<MessageId> {
        let mut messages = self.state.timeline(at)?.messages();
        messages
            .rfind(|message| message.author == self.state.me.id && !self.foreseen(message).deleted)
            .map(|message| message.id)
    }

    pub(super) fn command(&mut self, frame: impl FnOnce(CommandId) -> ClientFrame) -> Vec<Action> {
        self.commands.give(frame);
        self.next_commands()
    }

    pub(super) fn next_commands(&mut self) -> Vec<Action> {
        if !self.is_live() || self.told_to_wait {
            return Vec::new();
        }
        self.commands.due()
    }
}

#[cfg(test)]
mod tests;
