//! What the client knows of a room.

use super::Chat;
use client::state::RoomState;
use locale::text;
use protocol::{Attachment, ClientId, Conversation, Posting, Role, RoomId, UserId};

impl Chat {
    /// Returns what `read` finds in a room's state, or the default if the person is not in the room. Tracks the client.
    pub(crate) fn look_room<T: Default>(self, room: RoomId, read: fn(&RoomState) -> T) -> T {
        self.look(|client| client.state.rooms.get(&room).map(read))
            .unwrap_or_default()
    }

    /// Returns the name of a room; of a direct room, the names of the others in it. `None` if the person is not in it. Tracks
    /// the client.
    pub fn room_name(self, room: RoomId) -> Option<String> {
        self.look(|client| client.state.room_name(room))
    }

    /// Returns the topic of a room. Tracks the client.
    pub fn room_topic(self, room: RoomId) -> Option<String> {
        self.look_room(room, |room| room.topic.clone())
    }

    /// Returns whether a room can be read, but takes nothing new. Tracks the client.
    pub fn is_archived(self, room: RoomId) -> bool {
        self.look_room(room, |room| room.archived)
    }

    /// Returns why the person may not write in a conversation; `None` if they may. Tracks the client.
    pub fn read_only_reason(self, conversation: Conversation) -> Option<&'static str> {
        self.look(|client| {
            let room = client.state.rooms.get(&conversation.room)?;
            // The bound on who posts is for messages, not for replies.
            let may_post = room.posting != Posting::Administrators
                || client.state.me.role == Role::Administrator
                || conversation.thread.is_some();
            if room.archived {
                Some(text().read_only_archived())
            } else if may_post {
                None
            } else {
                Some(text().read_only_administrators())
            }
        })
    }

    /// Returns the files of a message, sent or pending.
    pub(crate) fn attachments(
        self,
        conversation: Conversation,
        author: UserId,
        id: ClientId,
    ) -> Vec<Attachment> {
        self.peek(|client| {
            let sent = client.state.timeline(conversation).and_then(|timeline| {
                let mut messages = timeline.messages();
                messages.rfind(|message| message.author == author && message.client_id == id)
            });
            sent.map(|message| message.attachments.clone()).or_else(|| {
                let mut pending = client.outbox.within(conversation);
                let pending = pending.find(|pending| pending.client_id == id);
                pending.map(|pending| pending.attachments.clone())
            })
        })
        .unwrap_or_default()
    }
}
