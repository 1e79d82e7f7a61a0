//! A browser with its storage, and the tab in it: what the browser's driver does, around the real client.

use super::{fault::Fault, network::WireId, world::World};
use crate::token::TokenHash;
use app::{
    client::{Action, Client, Link, Pending},
    model::{ClientId, RoomId, Snapshot, UserId},
    protocol::{ClientFrame, ServerFrame},
};
use std::collections::BTreeMap;

/// How long a connection may take from the first packet to the welcome, in milliseconds.
const PATIENCE_MS: u64 = 15_000;
const TICK_MS: u64 = 1_000;

/// Names a tab from the loading of its page to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TabId(u64);

/// One browser of one person. What it stores outlives its tab.
pub(super) struct Browser {
    pub(super) user: UserId,
    pub(super) token: TokenHash,
    pub(super) storage: BTreeMap<ClientId, Pending>,
    pub(super) tab: Option<TabId>,
    /// Counts the attempts to load the page: only the last one counts.
    opening: u64,
    /// Until when no connection comes about.
    pub(super) dark_until: u64,
}

impl Browser {
    pub(super) fn new(user: UserId, token: TokenHash) -> Self {
        Self {
            user,
            token,
            storage: BTreeMap::new(),
            tab: None,
            opening: 0,
            dark_until: 0,
        }
    }
}

pub(super) struct Tab {
    pub(super) browser: usize,
    pub(super) client: Client,
    pub(super) wire: Option<WireId>,
    /// Whether the wire is open, and frames can be sent.
    open: bool,
    /// The timer of the next connection, or of the patience with this one: setting it anew ends the one before.
    connecting: u64,
    retrying: u64,
    /// Requests under way whose answer changes what the tab shows.
    pub(super) requests: u64,
    pub(super) online: bool,
    /// The room that it shows.
    pub(super) room: Option<RoomId>,
}

/// Loading the page.
impl World {
    pub(super) fn open_page(&mut self, browser: usize) {
        let opening = &mut self.browsers[browser];
        opening.opening += 1;
        let (attempt, token, user) = (opening.opening, opening.token, opening.user);
        let rooms: Vec<RoomId> = self.disk.rooms.keys().copied().collect();
        let room = self.dice.pick(&rooms);
        let ask = move |world: &mut World| {
            let signed_in = world.disk.sessions.contains_key(&token);
            signed_in.then(|| world.disk.snapshot(user, room))
        };
        self.request(browser, ask, move |world, answer| {
            if world.browsers[browser].opening != attempt {
                return;
            }
            match answer {
                Some(Some(snapshot)) => world.start_tab(browser, room, snapshot),
                Some(None) => world.sign_in(browser),
                None => world.after(1_000, move |world| {
                    if world.browsers[browser].opening == attempt {
                        world.open_page(browser);
                    }
                }),
            }
        });
    }

    /// Signs the person of a browser in again, as often as it takes, and loads the page.
    pub(super) fn sign_in(&mut self, browser: usize) {
        let change = self.new_session(browser);
        let token = self.browsers[browser].token;
        self.order(browser, change, |_, _| {});
        self.after(2_000, move |world| {
            if world.browsers[browser].token == token {
                world.open_page(browser);
            }
        });
    }

    fn start_tab(&mut self, browser: usize, room: Option<RoomId>, snapshot: Snapshot) {
        self.close_tab(browser);
        self.tabs_made += 1;
        let id = TabId(self.tabs_made);
        self.trace(|| format!("{id:?} opens in browser {browser}"));
        let mut client = Client::new(snapshot);
        client.restore(self.kept(browser));
        let tab = Tab {
            browser,
            client,
            wire: None,
            open: false,
            connecting: 0,
            retrying: 0,
            requests: 0,
            online: true,
            room,
        };
        self.tabs.insert(id, tab);
        self.browsers[browser].tab = Some(id);
        self.connect(id);
        self.tick(id);
    }

    /// Closes or kills the tab: what is not stored is gone.
    pub(super) fn close_tab(&mut self, browser: usize) {
        let Some(id) = self.browsers[browser].tab.take() else {
            return;
        };
        self.trace(|| format!("{id:?} is closed"));
        if let Some(wire) = self.tabs.remove(&id).and_then(|tab| tab.wire) {
            self.close_up(wire);
        }
    }

    fn kept(&self, browser: usize) -> Vec<Pending> {
        self.browsers[browser].storage.values().cloned().collect()
    }

    fn tick(&mut self, id: TabId) {
        let now = self.clock();
        if self.tabs.contains_key(&id) {
            self.act(id, |client| client.tick(now));
            self.after(TICK_MS, move |world| world.tick(id));
        }
    }
}

/// What the client asks for.
impl World {
    pub(super) fn act(&mut self, id: TabId, deed: impl FnOnce(&mut Client) -> Vec<Action>) {
        if let Some(tab) = self.tabs.get_mut(&id) {
            let actions = deed(&mut tab.client);
            for action in actions {
                self.perform(id, action);
            }
        }
    }

    fn perform(&mut self, id: TabId, action: Action) {
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        let browser = tab.browser;
        match action {
            Action::Connect => self.connect(id),
            Action::ConnectIn(ms) => self.set_connecting(id, ms.into(), Self::connect),
            Action::Disconnect => self.disconnect(id),
            Action::Transmit(frame) => self.transmit(id, &frame),
            Action::RetryIn(ms) => {
                tab.retrying += 1;
                let retrying = tab.retrying;
                self.after(ms.into(), move |world| {
                    if world
                        .tabs
                        .get(&id)
                        .is_some_and(|tab| tab.retrying == retrying)
                    {
                        world.act(id, Client::retry);
                    }
                });
            }
            Action::Keep(pending) => {
                let storage = &mut self.browsers[browser].storage;
                storage.insert(pending.client_id, pending);
            }
            Action::Forget(message) => {
                self.check_forgotten(browser, message);
                self.browsers[browser].storage.remove(&message);
            }
            Action::Resync => self.resync(id),
        }
    }

    pub(super) fn transmit(&mut self, id: TabId, frame: &ClientFrame) {
        let Some(tab) = self.tabs.get(&id) else {
            return;
        };
        if let ClientFrame::Send { client_id, .. } = frame
            && self.fault == Some(Fault::OutboxEmptiedAtSend)
        {
            self.browsers[tab.browser].storage.remove(client_id);
        }
        if let Some(wire) = tab.wire.filter(|_| tab.open) {
            self.send_up(wire, frame);
        }
    }

    fn set_connecting(&mut self, id: TabId, wait: u64, then: fn(&mut Self, TabId)) {
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        tab.connecting += 1;
        let connecting = tab.connecting;
        self.after(wait, move |world| {
            if world
                .tabs
                .get(&id)
                .is_some_and(|tab| tab.connecting == connecting)
            {
                then(world, id);
            }
        });
    }

    fn connect(&mut self, id: TabId) {
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        if tab.wire.is_some() {
            return;
        }
        if !tab.online {
            return self.act(id, Client::offline);
        }
        let wire = self.network.open(id);
        tab.wire = Some(wire);
        tab.open = false;
        let browser = tab.browser;
        self.set_connecting(id, PATIENCE_MS, Self::give_up);
        let latency = self.latency();
        if self.browsers[browser].dark_until > self.now() {
            if self.dice.one_in(2) {
                self.after(latency, move |world| world.tab_closed(wire, None));
            }
            return;
        }
        let token = self.browsers[browser].token;
        self.after(latency, move |world| {
            let user = world.disk.sessions.get(&token).copied();
            match user.filter(|_| world.server.up && !world.server.stopping) {
                Some(user) => {
                    world.accept(wire, user, token);
                    world.greet(wire);
                }
                None => world.close_down(wire, None),
            }
        });
    }

    fn give_up(&mut self, id: TabId) {
        if self
            .tabs
            .get(&id)
            .is_some_and(|tab| tab.client.link != Link::Live)
        {
            self.disconnect(id);
        }
    }

    fn disconnect(&mut self, id: TabId) {
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        tab.open = false;
        let online = tab.online;
        if let Some(wire) = tab.wire.take() {
            self.close_up(wire);
        }
        let random = self.dice.fraction();
        self.act(id, |client| client.closed(online, random));
    }

    /// The room that is open comes with it, if it is still there for this person.
    fn resync(&mut self, id: TabId) {
        let Some(tab) = self.tabs.get(&id) else {
            return;
        };
        let (browser, room) = (tab.browser, tab.room);
        let (user, token) = (self.browsers[browser].user, self.browsers[browser].token);
        let ask = move |world: &mut World| {
            let signed_in = world.disk.sessions.contains_key(&token);
            signed_in.then(|| world.disk.snapshot(user, room))
        };
        self.request_for(id, ask, move |world, answer| match answer.flatten() {
            Some(snapshot) => {
                world.trace(|| format!("{id:?} starts from {:?}", snapshot.cursors));
                world.act(id, |client| client.reset(snapshot));
            }
            None => world.disconnect(id),
        });
    }

    /// The laptop is closed, or the browser says that it has no network.
    pub(super) fn go_offline(&mut self, id: TabId) {
        if let Some(tab) = self.tabs.get_mut(&id) {
            tab.online = false;
            self.trace(|| format!("{id:?} goes offline"));
            self.act(id, Client::offline);
        }
    }

    /// The network is back, or the person.
    pub(super) fn wake_tab(&mut self, id: TabId) {
        let now = self.clock();
        if let Some(tab) = self.tabs.get_mut(&id) {
            tab.online = true;
            self.act(id, |client| client.wake(now));
        }
    }
}

/// What the wire brings.
impl World {
    fn tab_of(&self, wire: WireId) -> Option<TabId> {
        let id = self.network.wires.get(&wire)?.tab;
        let tab = self.tabs.get(&id)?;
        (tab.wire == Some(wire)).then_some(id)
    }

    pub(super) fn tab_opened(&mut self, wire: WireId) {
        let now = self.clock();
        if let Some(id) = self.tab_of(wire)
            && let Some(tab) = self.tabs.get_mut(&id)
        {
            tab.open = true;
            self.act(id, |client| client.opened(now));
        }
    }

    pub(super) fn tab_receives(&mut self, wire: WireId, frame: ServerFrame) {
        let Some(id) = self.tab_of(wire) else {
            return;
        };
        self.trace(|| format!("{id:?} gets {frame:?}"));
        let now = self.clock();
        let browser = self.tabs[&id].browser;
        let welcome = match &frame {
            ServerFrame::Welcome { streams, .. } => Some(streams.clone()),
            _ => None,
        };
        let kept = match welcome {
            Some(_) => self.kept(browser),
            None => Vec::new(),
        };
        let before = self.tabs[&id].client.state.cursors.clone();
        let checked = frame.clone();
        self.act(id, |client| {
            client.restore(kept);
            client.received(frame, now)
        });
        self.check_cursors(id, &before, &checked);
        if let Some(streams) = welcome
            && self.fault == Some(Fault::CursorTooEarly)
            && let Some(tab) = self.tabs.get_mut(&id)
        {
            for (stream, cursor) in &mut tab.client.state.cursors {
                *cursor = streams.get(stream).copied().unwrap_or(*cursor).max(*cursor);
            }
        }
    }

    pub(super) fn tab_closed(&mut self, wire: WireId, code: Option<u16>) {
        let Some(id) = self.tab_of(wire) else {
            return;
        };
        let browser = self.tabs[&id].browser;
        self.trace(|| format!("{id:?} loses {wire:?}: {code:?}"));
        if code == Some(4401) {
            self.close_tab(browser);
            return self.sign_in(browser);
        }
        let was_live = self.tabs[&id].client.link == Link::Live;
        self.disconnect(id);
        if !was_live {
            self.check_session(id);
        }
    }

    fn check_session(&mut self, id: TabId) {
        let browser = self.tabs[&id].browser;
        let token = self.browsers[browser].token;
        let ask = move |world: &mut World| world.disk.sessions.contains_key(&token);
        self.request_for(id, ask, move |world, answer| {
            if answer == Some(false) {
                world.close_tab(browser);
                world.sign_in(browser);
            }
        });
    }

    /// The news of an end that the wire itself does not bring.
    pub(super) fn hang_up_later(&mut self, wire: WireId) {
        if !self.dice.one_in(3) {
            let wait = self.dice.between(1, 4_000);
            self.after(wait, move |world| world.tab_closed(wire, None));
        }
    }
}
