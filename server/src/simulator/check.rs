//! What must be true: some at every step, and all of it once everything has come to rest.

use super::{network::WireId, tab::TabId, world::World};
use app::{
    client::{Client, Link, PendingState},
    model::{ClientId, Message, RoomId, UserId},
    protocol::{Cursors, EventKind, ServerFrame},
    state::{Load, RoomState},
};
use std::collections::{BTreeMap, BTreeSet};

/// Why a run has failed.
type Found = Result<(), String>;

macro_rules! ensure {
    ($holds:expr, $($words:tt)+) => {
        if !$holds {
            return Err(format!($($words)+));
        }
    };
}

/// At every step.
impl World {
    fn note(&mut self, found: Found) {
        if let Err(violation) = found {
            self.trace(|| format!("VIOLATION: {violation}"));
            self.violation.get_or_insert(violation);
        }
    }

    /// The server says nothing that is not on disk, and nothing to who may not hear it.
    pub(super) fn check_sent(&mut self, user: UserId, frame: &ServerFrame) {
        let found = self.sent_is_true(user, frame);
        self.note(found);
    }

    fn sent_is_true(&self, user: UserId, frame: &ServerFrame) -> Found {
        match frame {
            ServerFrame::Events { stream, events } => {
                for event in events {
                    let (seq, kind) = (event.seq, &event.kind);
                    ensure!(
                        seq <= self.disk.head(*stream),
                        "{stream}:{seq} is sent before it is on disk"
                    );
                    let stored = self.disk.event(*stream, seq);
                    ensure!(
                        stored.is_none_or(|stored| same(&stored.kind, kind)),
                        "{stream}:{seq} is sent as {kind:?}, but is {stored:?}"
                    );
                    ensure!(
                        self.disk.may_see(user, *stream, seq),
                        "{user} is sent {stream}:{seq} without being in the room"
                    );
                }
            }
            ServerFrame::Ack {
                message: Some(message),
                ..
            } => ensure!(
                self.disk.message(*message).is_some(),
                "{message} is acknowledged before it is on disk"
            ),
            ServerFrame::Ack {
                stream: Some(stream),
                seq: Some(seq),
                ..
            } => ensure!(
                *seq <= self.disk.head(*stream),
                "{stream}:{seq} is acknowledged before it is on disk"
            ),
            _ => {}
        }
        Ok(())
    }

    /// A message leaves the outbox when it has arrived, or when its sender throws it away.
    pub(super) fn check_forgotten(&mut self, browser: usize, id: ClientId) {
        let user = self.browsers[browser].user;
        let sent = self.book.sends.get(&id);
        let excused = sent.is_some_and(|sent| sent.discarded || sent.excused);
        if !excused && !self.disk.sent.contains_key(&(user, id)) {
            self.note(Err(format!("{id} leaves the outbox but is not on disk")));
        }
    }

    /// A cursor moves over the events that came, and over no others.
    pub(super) fn check_cursors(&mut self, id: TabId, before: &Cursors, frame: &ServerFrame) {
        let (Some(tab), ServerFrame::Events { stream, events }) = (self.tabs.get(&id), frame)
        else {
            return;
        };
        let after = tab.client.state.cursors.get(stream);
        let (Some(before), Some(after)) = (before.get(stream), after) else {
            return;
        };
        let brought: BTreeSet<u64> = events.iter().map(|event| event.seq).collect();
        let moved = (before + 1..=*after).all(|seq| brought.contains(&seq));
        if after < before || !moved {
            let words = format!("{id:?} moves its cursor of {stream} from {before} to {after}");
            self.note(Err(words));
        }
    }
}

/// Whether an event is the one that is stored; its text may be from another time.
fn same(stored: &EventKind, sent: &EventKind) -> bool {
    match (stored, sent) {
        (
            EventKind::MessageCreated { message: stored },
            EventKind::MessageCreated { message: sent },
        ) => (stored.id, stored.seq) == (sent.id, sent.seq),
        (
            EventKind::MessageEdited {
                message: stored, ..
            },
            EventKind::MessageEdited { message: sent, .. },
        ) => stored == sent,
        (EventKind::DraftChanged { draft: stored }, EventKind::DraftChanged { draft: sent }) => {
            stored.room == sent.room
        }
        (stored, sent) => stored == sent,
    }
}

/// At rest.
impl World {
    /// Whether nothing is under way any more.
    pub(super) fn is_at_rest(&self) -> bool {
        let tabs = self.tabs.values();
        let browsers = self.browsers.iter();
        self.network.in_flight == 0
            && self.server.is_idle()
            && browsers.into_iter().all(|browser| browser.tab.is_some())
            && tabs.into_iter().all(|tab| {
                let live = tab.client.link == Link::Live && tab.requests == 0;
                live && tab.wire.is_some_and(|wire| self.is_served(wire))
            })
            && self.browsers.iter().all(|browser| {
                let mut stored = browser.storage.values();
                stored.all(|pending| matches!(pending.state, PendingState::Refused(_)))
            })
    }

    /// Whether the wire has two ends, and all between them.
    fn is_served(&self, wire: WireId) -> bool {
        self.server.lines.contains_key(&wire) && self.network.is_whole(wire)
    }

    /// Why it is not at rest.
    pub(super) fn unrest(&self) -> String {
        let links: Vec<_> = self
            .tabs
            .iter()
            .map(|(id, tab)| (id, tab.client.link, tab.requests, tab.wire))
            .collect();
        let stored: Vec<_> = self.browsers.iter().map(|b| &b.storage).collect();
        format!(
            "it does not come to rest: {} frames in flight, server: {}, tabs: {links:?}, outboxes: {stored:?}",
            self.network.in_flight,
            self.server.unrest(),
        )
    }

    /// All that Hubbub promises.
    pub(super) fn check_at_rest(&mut self) -> Found {
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

    /// One message for each send: on disk, or with its sender, refused for a reason.
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

    /// What one browser sent to a room is there in the order of its writing.
    fn sends_are_in_order(&self) -> Found {
        let mut last: BTreeMap<(usize, RoomId), (u64, ClientId)> = BTreeMap::new();
        for (id, sent) in &self.book.sends {
            let stored = self.disk.sent.get(&(sent.user, *id));
            let Some(message) = stored.and_then(|message| self.disk.message(*message)) else {
                continue;
            };
            if sent.retried {
                continue;
            }
            let place = (message.seq, *id);
            if let Some(before) = last.insert((sent.browser, sent.room), place) {
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
        let drafts: Vec<_> = state.drafts.values().cloned().collect();
        ensure!(
            drafts == truth.drafts,
            "its drafts are {drafts:?}, not {:?}",
            truth.drafts
        );
        for room in &truth.rooms {
            let shown = &state.rooms[&room.id];
            let (name, kind) = (&shown.name, shown.kind);
            ensure!(
                *name == room.name && kind == room.kind,
                "{room:?} is {name}"
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
            self.members_agree(room.id, shown)?;
            self.window_agrees(room.id, shown)?;
            outbox_agrees(client, room.id)?;
        }
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

    /// The window shows a part of the room without holes, up to the present unless it says that there is more.
    fn window_agrees(&self, id: RoomId, shown: &RoomState) -> Found {
        let timeline = &shown.timeline;
        let messages = &self.disk.rooms[&id].messages;
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
        let truth: Vec<&Message> = messages
            .iter()
            .filter(|(seq, _)| (from..=last).contains(*seq))
            .map(|(_, message)| message)
            .collect();
        ensure!(
            seen == truth,
            "{id} shows {}, not {} (loaded: {}, older: {}, newer: {})",
            list(&seen),
            list(&truth),
            timeline.loaded,
            timeline.older,
            timeline.newer
        );
        Ok(())
    }

    /// The person scrolls through all rooms, from the present to the beginning.
    fn scroll_back(&mut self, id: TabId) -> Found {
        let user = self.tabs[&id].client.state.me.id;
        let rooms: Vec<RoomId> = self.tabs[&id].client.state.rooms.keys().copied().collect();
        for room in rooms {
            let mut load = Load::Newest { limit: 5 };
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
                    Some(before) => load = Load::Older { before, limit: 5 },
                    None => break,
                }
            }
            self.window_agrees(room, &self.tabs[&id].client.state.rooms[&room])?;
        }
        Ok(())
    }
}

/// Nothing is pending that the storage does not hold.
fn outbox_agrees(client: &Client, room: RoomId) -> Found {
    for pending in client.outbox.in_room(room) {
        ensure!(
            matches!(pending.state, PendingState::Refused(_)),
            "{pending:?} is still pending"
        );
    }
    Ok(())
}

fn list(messages: &[&Message]) -> String {
    let lines = messages.iter().map(|message| {
        let Message {
            seq,
            body,
            edited_at,
            deleted,
            reactions,
            ..
        } = message;
        format!("{seq} {body:?} {edited_at:?} {deleted} {reactions:?}")
    });
    format!("[{}]", lines.collect::<Vec<_>>().join(", "))
}
