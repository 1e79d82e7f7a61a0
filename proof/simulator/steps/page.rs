//! Opens and closes pages, and signs in when the session is over.

use crate::simulator::{
    model::{
        browser::{StorageJob, TabId},
        tab::SimulatedTab,
    },
    world::World,
};
use client::Client;
use protocol::{RoomId, Snapshot};

const TICK_MS: u64 = 1_000;
/// How often a tab looks for messages that other tabs left in storage, in milliseconds.
const LOOK_MS: u64 = 15_000;

impl World {
    pub(crate) fn open_page(&mut self, browser: usize) {
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

    /// Signs the person of a browser in again, until it succeeds, and loads the page.
    pub(crate) fn sign_in(&mut self, browser: usize) {
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
        if self.browsers[browser].tabs.len() >= self.plan.tabs {
            return;
        }
        self.tabs_made += 1;
        let id = TabId(self.tabs_made);
        self.trace(|| format!("{id:?} opens in browser {browser}"));
        let tab = SimulatedTab {
            browser,
            client: Client::new(snapshot),
            wire: None,
            open: false,
            connecting: 0,
            retrying: 0,
            stored_at: 0,
            told_at: 0,
            requests: 0,
            online: true,
            room,
        };
        self.tabs.insert(id, tab);
        self.browsers[browser].tabs.push(id);
        self.look(id);
        if self.browsers[browser].tabs.len() == 1 {
            self.pass_lock(browser);
        }
        self.connect(id);
        self.tick(id);
    }

    /// Closes the tab: what is not in storage is lost.
    pub(crate) fn close_tab(&mut self, id: TabId) {
        let Some(tab) = self.tabs.remove(&id) else {
            return;
        };
        self.trace(|| format!("{id:?} is closed"));
        self.book.closed(id);
        if let Some(wire) = tab.wire {
            self.close_up(wire);
        }
        let tabs = &mut self.browsers[tab.browser].tabs;
        let held_the_lock = tabs.first() == Some(&id);
        tabs.retain(|other| *other != id);
        if held_the_lock {
            self.pass_lock(tab.browser);
        }
    }

    fn look(&mut self, id: TabId) {
        if self.tabs.contains_key(&id) {
            self.queue(id, StorageJob::Restore);
            self.after(LOOK_MS, move |world| world.look(id));
        }
    }

    fn tick(&mut self, id: TabId) {
        let now = self.clock();
        if self.tabs.contains_key(&id) {
            self.act(id, |client| client.tick(now));
            self.after(TICK_MS, move |world| world.tick(id));
        }
    }
}
