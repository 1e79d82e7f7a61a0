//! Threads: the open one, and those that the person follows.

use super::State;
use protocol::{Follow, FollowState, MessageId, RoomId, StreamId};

impl State {
    /// Opens the window of a thread.
    pub fn open_thread(&mut self, room: RoomId, root: MessageId) {
        let seq = self.cursor(StreamId::Room(room));
        if let (Some(state), Some(seq)) = (self.rooms.get_mut(&room), seq) {
            state.open_thread(root, seq);
        }
    }

    /// Returns the person's state in a thread. `None` if it is not known.
    pub fn follow(&self, thread: MessageId) -> Option<&Follow> {
        self.follows.iter().find(|known| known.thread == thread)
    }

    /// Returns the number of unread replies in a thread.
    pub fn unread_in(&self, thread: MessageId) -> u64 {
        self.follow(thread).map_or(0, |follow| follow.unread)
    }

    /// Stores the person's state in a thread as of an event of their stream. Returns `false` if it is too old and must be
    /// requested again.
    pub fn load_follow(&mut self, found: FollowState) -> bool {
        let FollowState { follow, epoch, seq } = found;
        let cursor = self.cursor(StreamId::User(self.me.id));
        if epoch == self.epoch && cursor.is_some_and(|cursor| seq < cursor) {
            return false;
        }
        // Events between the cursor and `seq` lead to this same state.
        if epoch == self.epoch && self.rooms.contains_key(&follow.room) {
            self.set_follow(follow);
        }
        true
    }
}
