//! Following threads and reading them.

use crate::{Action, Client};
use protocol::{Command, MessageId, StreamId};

impl Client {
    /// Returns whether the person follows a thread, with unconfirmed commands applied. `None` if that is not known.
    pub fn follows(&self, thread: MessageId) -> Option<bool> {
        let sent = self.commands.last(|command| match command {
            Command::Follow { message, on } if *message == thread => Some(*on),
            _ => None,
        });
        sent.or_else(|| self.state.follow(thread).map(|follow| follow.following))
    }

    /// Follows (`on`) or unfollows a thread.
    pub fn follow(&mut self, thread: MessageId, on: bool) -> Vec<Action> {
        self.command(Command::Follow {
            message: thread,
            on,
        })
    }

    /// Marks a thread as read up to its end.
    pub fn read_whole_thread(&mut self, thread: MessageId) -> Vec<Action> {
        // The replies are events of the room.
        let room = self.state.follow(thread).map(|follow| follow.room);
        let end = room.and_then(|room| self.state.cursor(StreamId::Room(room)));
        self.read_thread(thread, end.unwrap_or_default())
    }

    /// Marks all threads as read that the person follows.
    pub fn read_all_threads(&mut self) -> Vec<Action> {
        let follows = self.state.follows.iter();
        let threads: Vec<_> = follows.map(|follow| follow.thread).collect();
        let mut actions = Vec::new();
        for thread in threads {
            actions.extend(self.read_whole_thread(thread));
        }
        actions
    }

    /// Marks a thread as read up to `seq`. It may be called on every change: a position is sent once.
    pub fn read_thread(&mut self, thread: MessageId, seq: u64) -> Vec<Action> {
        let sent = self.commands.last(|command| match command {
            Command::ReadThread { message, seq } if *message == thread => Some(*seq),
            _ => None,
        });
        let unread = self
            .state
            .follow(thread)
            .is_some_and(|follow| follow.following && follow.unread > 0 && follow.read_seq < seq);
        if !unread || sent.is_some_and(|sent| sent >= seq) {
            return Vec::new();
        }
        self.command(Command::ReadThread {
            message: thread,
            seq,
        })
    }
}
