//! Reads of the disk.

use super::SimulatedDisk;
use crate::store::{Standing, StreamBounds};
use client::state::PageRequest;
use protocol::{
    self, Conversation, Message, MessageId, MessagePage, OpenRoom, Person, RoomDetail, RoomId,
    RoomMembers, Snapshot, StreamId, Thread, UserId, limits,
};
use std::collections::BTreeMap;

/// Messages in the page of a room that a snapshot brings.
const OPEN_PAGE: usize = 4;

impl SimulatedDisk {
    fn visible(&self, user: UserId) -> BTreeMap<StreamId, StreamBounds> {
        let rooms = self.rooms.iter();
        let mine = rooms.filter(|(_, room)| room.members.contains(&user));
        let mut streams = vec![StreamId::Workspace, StreamId::User(user)];
        streams.extend(mine.map(|(id, _)| StreamId::Room(*id)));
        let bounds = |stream: StreamId| {
            let log = self.logs.get(&stream);
            let (seq, trimmed) = log.map_or((0, 0), |log| (log.head(), log.trimmed));
            (stream, StreamBounds { seq, trimmed })
        };
        streams.into_iter().map(bounds).collect()
    }

    pub(crate) fn standing(&self, user: UserId) -> Standing {
        Standing {
            epoch: self.epoch,
            streams: self.visible(user),
        }
    }

    /// Returns a person's read position in a room.
    pub(crate) fn position(&self, room: RoomId, user: UserId) -> u64 {
        self.reads.get(&(room, user)).copied().unwrap_or(0)
    }

    pub(crate) fn unread(&self, room: RoomId, user: UserId) -> u64 {
        let position = self.position(room, user);
        let counts = |message: &&Message| {
            message.seq > position && message.author != user && !message.deleted
        };
        self.said(room).filter(counts).count() as u64
    }

    pub(crate) fn rooms_of(&self, user: UserId) -> Vec<protocol::Room> {
        let rooms = self.rooms.iter();
        let mine = rooms.filter(|(_, room)| room.members.contains(&user));
        mine.map(|(id, room)| protocol::Room {
            id: *id,
            name: room.name.clone(),
            kind: room.kind,
            seq: self.head(StreamId::Room(*id)),
            read_seq: self.position(*id, user),
            unread: self.unread(*id, user),
            ..Default::default()
        })
        .collect()
    }

    pub(crate) fn room(&self, user: UserId, id: RoomId) -> Option<RoomDetail> {
        let mut rooms = self.rooms_of(user).into_iter();
        let room = rooms.find(|room| room.id == id)?;
        let members = self.members(id);
        let epoch = self.epoch;
        Some(RoomDetail {
            room,
            epoch,
            members,
            description: None,
        })
    }

    pub(crate) fn members(&self, id: RoomId) -> Vec<UserId> {
        let room = self.rooms.get(&id).into_iter();
        room.flat_map(|room| room.members.iter().copied()).collect()
    }

    pub(crate) fn members_of(&self, user: UserId, id: RoomId) -> Option<RoomMembers> {
        let detail = self.room(user, id)?;
        Some(RoomMembers {
            id,
            epoch: detail.epoch,
            seq: detail.room.seq,
            members: detail.members,
            description: detail.description,
        })
    }

    /// Returns a page of history. `None` if the person is not in the room.
    pub(crate) fn history(
        &self,
        user: UserId,
        conversation: impl Into<Conversation>,
        load: PageRequest,
    ) -> Option<MessagePage> {
        let conversation = conversation.into();
        let room = conversation.room;
        if !self.is_member(room, user) {
            return None;
        }
        let messages = match load {
            PageRequest::Newest { limit } => self.before(conversation, u64::MAX, limit),
            PageRequest::Older { before, limit } => self.before(conversation, before, limit),
            PageRequest::Newer { after, limit } => self.after(conversation, after, limit),
            PageRequest::Around { seq, limit } => {
                let half = limit / 2;
                let newer = self.after(conversation, seq.saturating_sub(1), limit - half);
                [self.before(conversation, seq, half), newer].concat()
            }
        };
        let first = matches!(
            load,
            PageRequest::Newest { .. } | PageRequest::Around { .. }
        );
        let draft = self.drafts.get(&(user, room));
        Some(MessagePage {
            messages,
            epoch: self.epoch,
            seq: self.head(StreamId::Room(room)),
            draft: draft
                .filter(|_| first && conversation.thread.is_none())
                .cloned(),
            cut: false,
        })
    }

    /// Returns the messages of a conversation. A thread begins with its root.
    pub(crate) fn said(
        &self,
        conversation: impl Into<Conversation>,
    ) -> impl DoubleEndedIterator<Item = &Message> {
        let Conversation { room, thread } = conversation.into();
        let messages = self.rooms.get(&room).into_iter();
        let messages = messages.flat_map(|room| room.messages.values());
        messages.filter(move |message| {
            let in_room = thread.is_none() && message.also_in_room;
            message.reply_to == thread || in_room || thread == Some(message.id)
        })
    }

    fn before(&self, conversation: Conversation, seq: u64, limit: usize) -> Vec<Message> {
        let messages = self.said(conversation).filter(|message| message.seq < seq);
        let mut page: Vec<_> = messages.rev().take(limit).cloned().collect();
        page.reverse();
        page
    }

    fn after(&self, conversation: Conversation, seq: u64, limit: usize) -> Vec<Message> {
        let messages = self.said(conversation).filter(|message| message.seq > seq);
        messages.take(limit).cloned().collect()
    }

    /// Returns the thread summary of a message. Deleted replies do not count.
    pub(crate) fn thread(&self, room: RoomId, root: MessageId) -> Option<Thread> {
        let conversation = Conversation {
            room,
            thread: Some(root),
        };
        let replies = self.said(conversation);
        let replies: Vec<_> = replies
            .filter(|message| message.id != root && !message.deleted)
            .collect();
        let last = replies.last()?;
        let mut people = Vec::new();
        for reply in replies.iter().rev() {
            if !people.contains(&reply.author) {
                people.push(reply.author);
            }
        }
        people.truncate(limits::THREAD_PEOPLE);
        Some(Thread {
            replies: replies.len() as u64,
            people,
            last_at: last.at,
            last_seq: last.seq,
        })
    }

    /// Returns the snapshot that a client starts from.
    pub(crate) fn snapshot(&self, user: UserId, open: Option<RoomId>) -> Snapshot {
        let people = self.people.values();
        let streams = self.visible(user).into_iter();
        let open = open.filter(|room| self.is_member(*room, user));
        let draft = open.and_then(|room| self.drafts.get(&(user, room)));
        Snapshot {
            epoch: self.epoch,
            me: self.people[&user].clone(),
            workspace: "Analytical Engines".to_owned(),
            people: people
                .map(|user| Person {
                    id: user.id,
                    name: user.name.clone(),
                    role: user.role,
                    ..Person::default()
                })
                .collect(),
            rooms: self.rooms_of(user),
            cursors: streams.map(|(stream, at)| (stream, at.seq)).collect(),
            drafts: draft.into_iter().cloned().collect(),
            open: open.map(|room| self.open_room(room)),
            ..Snapshot::default()
        }
    }

    fn open_room(&self, room: RoomId) -> OpenRoom {
        let messages = self.before(room.into(), u64::MAX, OPEN_PAGE);
        let all = self.said(room).count();
        OpenRoom {
            room,
            members: self.members(room),
            older: all > messages.len(),
            messages,
            ..OpenRoom::default()
        }
    }
}
