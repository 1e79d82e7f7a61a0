//! Following threads and reading them.

use super::{Action, Client};
use protocol::{Command, MessageId};

impl Client {
    /// Whether the person follows a thread, or will once the server has heard of it; none where that is not known.
    pub fn follows(&self, thread: MessageId) -> Option<bool> {
        let told = self.commands.last(|command| match command {
            Command::Follow { message, on } if *message == thread => Some(*on),
            _ => None,
        });
        told.or_else(|| self.state.follow(thread).map(|follow| follow.following))
    }

    /// The person follows a thread from here on, or no longer.
    pub fn follow(&mut self, thread: MessageId, on: bool) -> Vec<Action> {
        self.command(Command::Follow {
            message: thread,
            on,
        })
    }

    /// The person has read a thread up to `seq`. Once for each place: whoever looks on calls this with every change.
    pub fn read_thread(&mut self, thread: MessageId, seq: u64) -> Vec<Action> {
        let told = self.commands.last(|command| match command {
            Command::ReadThread { message, seq } if *message == thread => Some(*seq),
            _ => None,
        });
        let unread = self
            .state
            .follow(thread)
            .is_some_and(|follow| follow.following && follow.unread > 0 && follow.read_seq < seq);
        if !unread || told.is_some_and(|told| told >= seq) {
            return Vec::new();
        }
        self.command(Command::ReadThread {
            message: thread,
            seq,
        })
    }
}
