//! Pages of history and members of rooms, from the server.

use super::Chat;
use crate::api;
use client::state::PageRequest;
use leptos::{prelude::*, task::spawn_local};
use protocol::{Conversation, MessagePage, Problem, RoomId, RoomMembers, limits};

/// Number of messages in a page to begin with.
const PAGE: usize = limits::PAGE_DEFAULT as usize;
/// Number of messages in a page that extends the window while the person scrolls. It takes half as long to render.
const NEXT_PAGE: usize = PAGE / 2;

impl Chat {
    /// Loads the newest messages of a conversation, or those around `seq`, unless the window shows them.
    ///
    /// # Errors
    /// The problem that the server or the network reports.
    pub async fn show(self, conversation: Conversation, seq: Option<u64>) -> Result<(), Problem> {
        let load = self.peek(|client| {
            let timeline = client.state.timeline(conversation)?;
            match seq {
                // Until a page is loaded there are only live messages.
                Some(seq) if timeline.loaded && timeline.holds(seq) => None,
                Some(seq) => Some(PageRequest::Around { seq, limit: PAGE }),
                None if timeline.loaded && !timeline.newer => None,
                None => Some(PageRequest::Newest { limit: PAGE }),
            }
        });
        self.load(conversation, load).await
    }

    /// Loads the messages around a room's read position, unless the window shows them.
    ///
    /// # Errors
    /// The problem that the server or the network reports.
    pub async fn show_unread(self, room: RoomId) -> Result<(), Problem> {
        let load = self.peek(|client| {
            let state = client.state.rooms.get(&room)?;
            let around = PageRequest::Around {
                seq: state.read_seq + 1,
                limit: PAGE,
            };
            (!state.timeline.holds_position(state.read_seq)).then_some(around)
        });
        self.load(room.into(), load).await
    }

    /// Loads the messages before the window.
    ///
    /// # Errors
    /// The problem that the server or the network reports.
    pub async fn load_older(self, conversation: Conversation) -> Result<(), Problem> {
        let load = self.peek(|client| {
            let timeline = client.state.timeline(conversation)?;
            let before = timeline
                .first()
                .filter(|_| timeline.older && timeline.loaded)?;
            Some(PageRequest::Older {
                before,
                limit: NEXT_PAGE,
            })
        });
        self.load(conversation, load).await
    }

    /// Loads the messages after the window.
    ///
    /// # Errors
    /// The problem that the server or the network reports.
    pub async fn load_newer(self, conversation: Conversation) -> Result<(), Problem> {
        let load = self.peek(|client| {
            let timeline = client.state.timeline(conversation)?;
            let after = timeline.last().filter(|_| timeline.newer)?;
            Some(PageRequest::Newer {
                after,
                limit: NEXT_PAGE,
            })
        });
        self.load(conversation, load).await
    }

    /// Loads a page. A page that is older than a change applied since is loaded again.
    async fn load(
        self,
        conversation: Conversation,
        load: Option<PageRequest>,
    ) -> Result<(), Problem> {
        let Some(load) = load else { return Ok(()) };
        loop {
            let page: MessagePage =
                api::get(self.browser, api::history(conversation, load)).await?;
            let fresh = self
                .client
                .try_update(|client| client.state.load(conversation, page, load));
            if fresh != Some(false) {
                return Ok(());
            }
        }
    }

    /// Loads the members of a room, unless they are known. If the request fails, they stay unknown.
    pub fn load_members(self, room: RoomId) {
        let known = self.peek(|client| {
            let room = client.state.rooms.get(&room);
            room.is_none_or(|state| state.members.is_some())
        });
        if known {
            return;
        }
        spawn_local(async move {
            while let Ok(detail) = api::get::<RoomMembers>(self.browser, api::room(room)).await {
                let fresh = self
                    .client
                    .try_update(|client| client.state.load_members(detail));
                if fresh != Some(false) {
                    return;
                }
            }
        });
    }

    /// Drops the oldest messages of a long window whose newest message the person is looking at.
    pub fn trim_timeline(self, room: RoomId) {
        let is_long = self.peek(|client| {
            let room = client.state.rooms.get(&room);
            room.is_some_and(|room| room.timeline.is_long())
        });
        if is_long {
            self.act(|client| {
                if let Some(room) = client.state.rooms.get_mut(&room) {
                    room.timeline.trim();
                }
                Vec::new()
            });
        }
    }
}
