//! The choice to send the next reply in a thread to the room too.

use crate::Client;
use protocol::Conversation;

impl Client {
    /// Returns whether the next reply in a thread is also sent to the room.
    pub fn is_also_in_room(&self, thread: Conversation) -> bool {
        self.also_in_room.contains(&thread)
    }

    /// Chooses whether the next reply in a thread is also sent to the room.
    pub fn choose_also_in_room(&mut self, thread: Conversation, on: bool) {
        self.also_in_room.retain(|chosen| *chosen != thread);
        if on {
            self.also_in_room.push(thread);
        }
    }

    /// Returns the choice for a reply that is sent now. It ends with that reply.
    pub fn take_also_in_room(&mut self, thread: Conversation) -> bool {
        let chosen = self.is_also_in_room(thread);
        self.choose_also_in_room(thread, false);
        chosen
    }

    /// Drops the choice, because the thread is closed. A reply that waits for its uploads keeps it.
    pub fn forget_also_in_room(&mut self, thread: Conversation) {
        if !self.is_waiting(thread) {
            self.choose_also_in_room(thread, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixtures::*;
    use protocol::Conversation;

    #[test]
    fn the_choice_is_for_one_reply_of_one_thread_and_waits_for_its_uploads() {
        let thread = |n| Conversation {
            room: EVERYONE,
            thread: Some(message_id(n)),
        };
        let (tea, cake) = (thread(7), thread(8));
        let mut client = live();
        client.choose_also_in_room(tea, true);
        assert!(!client.take_also_in_room(cake));
        assert!(client.take_also_in_room(tea));
        assert!(!client.take_also_in_room(tea));

        client.choose_also_in_room(tea, true);
        client.wait_for_uploads(tea, "Look".into());
        client.forget_also_in_room(tea);
        assert!(client.is_also_in_room(tea));
        client.stop_waiting(tea);
        client.forget_also_in_room(tea);
        assert!(!client.is_also_in_room(tea));
    }
}
