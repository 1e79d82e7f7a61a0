//! What only those need to know who look at threads.

use super::State;
use protocol::{Follow, FollowState, MessageId, RoomId, StreamId};

impl State {
    /// Opens the window on a thread of a room.
    pub fn open_thread(&mut self, room: RoomId, root: MessageId) {
        let seq = self.cursors.get(&StreamId::Room(room)).copied();
        if let (Some(state), Some(seq)) = (self.rooms.get_mut(&room), seq) {
            state.open_thread(root, seq);
        }
    }

    /// How a thread stands for the person; none where nothing is known here.
    pub fn follow(&self, thread: MessageId) -> Option<&Follow> {
        self.follows.iter().find(|known| known.thread == thread)
    }

    /// Unread replies in a thread.
    pub fn unread_in(&self, thread: MessageId) -> u64 {
        self.follow(thread).map_or(0, |follow| follow.unread)
    }

    /// Takes in how a thread stood when the person's stream was at `seq`. Returns whether it was fresh enough: one that
    /// was read before what this client has applied must be asked for again.
    pub fn load_follow(&mut self, found: FollowState) -> bool {
        let FollowState { follow, epoch, seq } = found;
        let cursor = self.cursors.get(&StreamId::User(self.me.id)).copied();
        if epoch == self.epoch && cursor.is_some_and(|cursor| seq < cursor) {
            return false;
        }
        // What comes between the cursor and `seq` ends with what is known here already.
        if epoch == self.epoch && self.rooms.contains_key(&follow.room) {
            self.know_follow(follow);
        }
        true
    }
}
