//! Checks when everything is at rest.

use super::Found;
use crate::simulator::{
    model::{browser::TabId, network::WireId},
    world::World,
};
use client::{
    PendingState,
    state::{PageRequest, RoomState, Timeline},
};
use protocol::{ClientId, Conversation, Message, RoomId, UserId};
use std::collections::{BTreeMap, BTreeSet};

impl World {
    /// Returns whether nothing is in progress.
    pub(crate) fn is_at_rest(&self) -> bool {
        let tabs = self.tabs.values();
        let browsers = self.browsers.iter();
        self.network.in_flight == 0
            && self.under_way == 0
            && self.server.is_idle()
            && self.disk.to_dismiss().is_none()
            && browsers.into_iter().all(|browser| !browser.tabs.is_empty())
            && tabs.into_iter().all(|tab| {
                let live = tab.client.is_live() && tab.requests == 0;
                live && tab.wire.is_some_and(|wire| self.is_served(wire))
            })
            && self.browsers.iter().all(|browser| {
                let mut stored = browser.storage.values();
                stored.all(|pending| matches!(pending.state, PendingState::Refused(_)))
            })
    }

    /// Returns whether the wire is whole and served.
    fn is_served(&self, wire: WireId) -> bool {
        self.server.connections.contains_key(&wire) && self.network.is_whole(wire)
    }

    /// Describes what is not at rest.
    pub(crate) fn unrest(&self) -> String {
        let links: Vec<_> = self
            .tabs
            .iter()
            .map(|(id, tab)| (id, tab.client.connection, tab.requests, tab.wire))
            .collect();
        let stored: Vec<_> = self.browsers.iter().map(|b| &b.storage).collect();
        format!(
            "it does not come to rest: {} frames in flight, server: {}, tabs: {links:?}, outboxes: {stored:?}",
            self.network.in_flight,
            self.server.unrest(),
        )
    }

    /// Checks all that Hubbub promises.
    pub(crate) fn check_at_rest(&mut self) -> Found {
        self.every_send_is_kept()?;
        self.sends_are_in_order()?;
        let ids: Vec<TabId> = self.tabs.keys().copied().collect();
        for id in &ids {
            self.tab_agrees(*id)
                .map_err(|what| format!("{id:?}: {what}"))?;
        }
        for id in ids {
            self.scroll_back(id)
                .map_err(|what| format!("{id:?}, scrolled back: {what}"))?;
        }
        Ok(())
    }

    /// Checks that each sent message is on disk exactly once, or refused and still in its sender's storage.
    fn every_send_is_kept(&self) -> Found {
        let mut stored: BTreeMap<ClientId, Vec<&Message>> = BTreeMap::new();
        for room in self.disk.rooms.values() {
            for message in room.messages.values() {
                stored.entry(message.client_id).or_default().push(message);
            }
        }
        for (id, sent) in &self.book.sends {
            let copies = stored.remove(id).unwrap_or_default();
            ensure!(copies.len() <= 1, "{id} is stored {} times", copies.len());
            let kept = self.browsers[sent.browser].storage.get(id);
            match copies.first() {
                Some(message) => {
                    let untouched = message.edited_at.is_none() && !message.deleted;
                    let whole = message.body == sent.body || !untouched;
                    let mine = message.author == sent.user && message.room == sent.room;
                    ensure!(whole && mine, "{id} is stored as {message:?}");
                    let settled = kept.is_none() || self.book.refused.contains(id);
                    ensure!(settled, "{id} is stored, and still in the outbox");
                }
                None if sent.discarded || sent.excused => {}
                None => {
                    let refused = self.book.refused.contains(id);
                    ensure!(
                        kept.is_some() && refused,
                        "{id} is lost: {sent:?}, {kept:?}"
                    );
                }
            }
        }
        ensure!(stored.is_empty(), "nobody has sent {stored:?}");
        Ok(())
    }

    /// Checks that what one browser sent to a room is stored in the order of writing. Two tabs of a browser have no common
    /// order, since each is notified of the other's messages a little later.
    fn sends_are_in_order(&self) -> Found {
        let mut last: BTreeMap<_, (u64, ClientId)> = BTreeMap::new();
        for (id, sent) in &self.book.sends {
            let stored = self.disk.sent.get(&(sent.user, *id));
            let Some(message) = stored.and_then(|message| self.disk.message(*message)) else {
                continue;
            };
            if sent.retried {
                continue;
            }
            let place = (message.seq, *id);
            let two_tabs = self.plan.tabs > 1;
            let writer = (sent.browser, two_tabs.then_some(sent.tab));
            if let Some(before) = last.insert((writer, sent.room), place) {
                ensure!(before.0 < place.0, "{id} is stored before {}", before.1);
            }
        }
        Ok(())
    }

    fn tab_agrees(&self, id: TabId) -> Found {
        let tab = &self.tabs[&id];
        let client = &tab.client;
        let user = client.state.me.id;
        let truth = self.disk.snapshot(user, None);
        let state = &client.state;
        ensure!(state.epoch == truth.epoch, "it is of another epoch");
        ensure!(
            state.cursors == truth.cursors,
            "its cursors are {:?}, but the streams are at {:?}",
            state.cursors,
            truth.cursors
        );
        let rooms: BTreeSet<RoomId> = state.rooms.keys().copied().collect();
        let own: BTreeSet<RoomId> = truth.rooms.iter().map(|room| room.id).collect();
        ensure!(rooms == own, "its rooms are {rooms:?}, not {own:?}");
        for draft in &state.drafts {
            let stored = self.disk.drafts.get(&(user, draft.room));
            ensure!(
                stored == Some(draft),
                "it has the draft {draft:?}, not {stored:?}"
            );
        }
        self.outbox_agrees(id)?;
        for room in &truth.rooms {
            let shown = &state.rooms[&room.id];
            let (name, kind) = (&shown.name, shown.kind);
            ensure!(
                *name == room.name && kind == room.kind,
                "{room:?} is {name:?}"
            );
            ensure!(
                (shown.read_seq, shown.unread()) == (room.read_seq, room.unread),
                "{} is read to {} with {} unread, not {} with {}",
                room.id,
                shown.read_seq,
                shown.unread(),
                room.read_seq,
                room.unread
            );
            let stored = self.disk.drafts.get(&(user, room.id));
            ensure!(
                stored.is_none() || !shown.timeline.loaded || state.draft(room.id.into()) == stored,
                "it shows {} without the draft {stored:?}",
                room.id
            );
            self.members_agree(room.id, shown)?;
            self.window_agrees(room.id.into(), &shown.timeline)?;
            if let Some(open) = shown.thread.as_ref().filter(|open| open.timeline.loaded) {
                let thread = Some(open.root);
                let conversation = Conversation {
                    room: room.id,
                    thread,
                };
                self.window_agrees(conversation, &open.timeline)?;
            }
        }
        Ok(())
    }

    /// Checks that a tab shows exactly the messages in its browser's storage, all of them refused.
    fn outbox_agrees(&self, id: TabId) -> Found {
        let tab = &self.tabs[&id];
        let outbox = &tab.client.outbox;
        let rooms: BTreeSet<RoomId> = outbox.rooms().collect();
        let shown = rooms.iter().flat_map(|room| outbox.within(*room));
        let shown: BTreeMap<_, _> = shown
            .map(|pending| (pending.client_id, pending.clone()))
            .collect();
        let stored = &self.browsers[tab.browser].storage;
        ensure!(
            shown == *stored,
            "it shows {shown:?}, but {stored:?} is kept"
        );
        Ok(())
    }

    fn members_agree(&self, id: RoomId, shown: &RoomState) -> Found {
        let Some(members) = &shown.members else {
            return Ok(());
        };
        let shown: BTreeSet<UserId> = members.iter().copied().collect();
        let truth: BTreeSet<UserId> = self.disk.members(id).into_iter().collect();
        ensure!(
            shown == truth && members.len() == truth.len(),
            "{id} has {members:?}, not {truth:?}"
        );
        Ok(())
    }

    /// Checks that the window shows a part of the conversation without gaps, up to its end unless `newer` is set.
    fn window_agrees(&self, conversation: Conversation, timeline: &Timeline) -> Found {
        let first = timeline.first().unwrap_or(u64::MAX);
        let last = if timeline.newer {
            timeline.last().unwrap_or(0)
        } else {
            u64::MAX
        };
        let seen: Vec<&Message> = timeline.messages().collect();
        let from = if timeline.loaded && !timeline.older {
            0
        } else {
            first
        };
        let said = self.disk.said(conversation);
        let truth: Vec<&Message> = said
            .filter(|message| (from..=last).contains(&message.seq))
            .collect();
        ensure!(
            seen == truth,
            "{conversation:?} shows {}, not {} (loaded: {}, older: {}, newer: {})",
            list(&seen),
            list(&truth),
            timeline.loaded,
            timeline.older,
            timeline.newer
        );
        Ok(())
    }

    /// Scrolls through all rooms, from the end to the beginning.
    fn scroll_back(&mut self, id: TabId) -> Found {
        let user = self.tabs[&id].client.state.me.id;
        let rooms: Vec<RoomId> = self.tabs[&id].client.state.rooms.keys().copied().collect();
        for room in rooms {
            let mut load = PageRequest::Newest { limit: 5 };
            loop {
                let page = self.disk.history(user, room, load);
                let page = page.ok_or_else(|| format!("{room} is not theirs"))?;
                let Some(tab) = self.tabs.get_mut(&id) else {
                    return Ok(());
                };
                let fresh = tab.client.state.load(room, page, load);
                ensure!(fresh, "{room} takes no page that is true now");
                let timeline = &tab.client.state.rooms[&room].timeline;
                match timeline.first().filter(|_| timeline.older) {
                    Some(before) => load = PageRequest::Older { before, limit: 5 },
                    None => break,
                }
            }
            let timeline = &self.tabs[&id].client.state.rooms[&room].timeline;
            self.window_agrees(room.into(), timeline)?;
        }
        Ok(())
    }
}

fn list(messages: &[&Message]) -> String {
    let lines = messages.iter().map(|message| {
        let Message {
            seq,
            body,
            edited_at,
            deleted,
            reactions,
            thread,
            ..
        } = message;
        format!("{seq} {body:?} {edited_at:?} {deleted} {reactions:?} {thread:?}")
    });
    format!("[{}]", lines.collect::<Vec<_>>().join(", "))
}
