//! HTTP requests. An answer may arrive long after it was read; the request or the answer may be lost.

use crate::simulator::{
    model::{
        browser::TabId,
        disk::{Change, ChangeResult},
        fault::{Fault, is_planted},
    },
    world::World,
};
use client::state::PageRequest;
use protocol::{Conversation, RoomId, StreamId};

impl World {
    /// Sends a request. `then` gets the answer, `None` if the server cannot be reached.
    pub(crate) fn request<T: 'static>(
        &mut self,
        browser: usize,
        ask: impl FnOnce(&mut World) -> T + 'static,
        then: impl FnOnce(&mut World, Option<T>) + 'static,
    ) {
        let (there, back) = (self.latency(), self.latency());
        let dark = self.browsers[browser].dark_until > self.now();
        let lost = dark || (!self.calm && self.dice.one_in(25));
        self.after(there, move |world| {
            let answers = world.server.up && !lost;
            let answer = answers.then(|| ask(world));
            world.after(back, move |world| then(world, answer));
        });
    }

    /// Like [`World::request`], for a tab that may be closed by then.
    pub(crate) fn request_for<T: 'static>(
        &mut self,
        id: TabId,
        ask: impl FnOnce(&mut World) -> T + 'static,
        then: impl FnOnce(&mut World, Option<T>) + 'static,
    ) {
        let Some(tab) = self.tabs.get_mut(&id) else {
            return;
        };
        tab.requests += 1;
        let browser = tab.browser;
        self.request(browser, ask, move |world, answer| {
            if let Some(tab) = world.tabs.get_mut(&id) {
                tab.requests -= 1;
                then(world, answer);
            }
        });
    }

    /// Requests a change. `then` gets its result if the answer arrives.
    pub(crate) fn order(
        &mut self,
        browser: usize,
        change: Change,
        then: impl FnOnce(&mut World, ChangeResult) + 'static,
    ) {
        let there = self.latency();
        let lost = !self.calm && self.dice.one_in(15);
        let token = self.browsers[browser].token;
        let public = matches!(change, Change::SignIn { .. });
        self.after(there, move |world| {
            let signed_in = public || world.disk.sessions.contains_key(&token);
            if lost || !world.server.up || world.server.stopping || !signed_in {
                return;
            }
            let ended = match &change {
                Change::SignOut { token } => Some(*token),
                _ => None,
            };
            let deletes = matches!(change, Change::DeleteRoom { .. });
            world.submit(change, move |world, answer| {
                if deletes {
                    world.dismiss_soon();
                }
                if let Some(token) = ended.filter(|_| answer.is_ok()) {
                    world.soon(move |world| {
                        world.server.hub.end(&[token]);
                        world.schedule_all();
                    });
                }
                let back = world.latency();
                world.after(back, move |world| then(world, answer));
            });
        });
    }

    /// Loads a page of a room's history, again if it was stale.
    pub(crate) fn load(
        &mut self,
        id: TabId,
        conversation: impl Into<Conversation>,
        load: PageRequest,
    ) {
        let conversation = conversation.into();
        let room = conversation.room;
        let Some(tab) = self.tabs.get(&id) else {
            return;
        };
        let browser = tab.browser;
        let (user, token) = (self.browsers[browser].user, self.browsers[browser].token);
        let ask = move |world: &mut World| {
            let signed_in = world.disk.sessions.contains_key(&token);
            let page = signed_in.then(|| world.disk.history(user, conversation, load));
            page.flatten()
        };
        self.request_for(id, ask, move |world, page| {
            let Some(mut page) = page.flatten() else {
                return;
            };
            if is_planted(Fault::TornPage) {
                page.seq = world.disk.head(StreamId::Room(room));
            }
            world.trace(|| format!("{id:?} loads {load:?} of {conversation:?} at {}", page.seq));
            let Some(tab) = world.tabs.get_mut(&id) else {
                return;
            };
            if !tab.client.state.load(conversation, page, load) {
                world.load(id, conversation, load);
            }
        });
    }

    /// Loads the members of a room.
    pub(crate) fn load_members(&mut self, id: TabId, room: RoomId) {
        let Some(tab) = self.tabs.get(&id) else {
            return;
        };
        let user = self.browsers[tab.browser].user;
        let ask = move |world: &mut World| world.disk.members_of(user, room);
        self.request_for(id, ask, move |world, members| {
            let Some(members) = members.flatten() else {
                return;
            };
            let Some(tab) = world.tabs.get_mut(&id) else {
                return;
            };
            if !tab.client.state.load_members(members) {
                world.load_members(id, room);
            }
        });
    }

    /// Creates a room; the person's own stream brings it to the tab.
    pub(crate) fn create_room(&mut self, id: TabId, change: Change) {
        if let Some(tab) = self.tabs.get(&id) {
            self.order(tab.browser, change, |_, _| {});
        }
    }
}
