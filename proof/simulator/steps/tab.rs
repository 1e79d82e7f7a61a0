//! Steps of a tab: a model of the browser's driver around the product's client.

use crate::simulator::{
    model::{
        browser::{StorageJob, TabId},
        fault::{Fault, is_planted},
    },
    world::World,
};
use client::{Action, Client};
use protocol::{ClientFrame, Command};

/// How long a connection may take from its start to the welcome, in milliseconds.
const PATIENCE_MS: u64 = 15_000;

impl World {
    pub(crate) fn act(&mut self, id: TabId, step: impl FnOnce(&mut Client) -> Vec<Action>) {
        if let Some(tab) = self.tabs.get_mut(&id) {
            let actions = step(&mut tab.client);
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
            Action::Keep(pending) => self.queue(id, StorageJob::Keep(pending)),
            Action::Forget(message) => {
                self.check_forgotten(browser, message);
                self.queue(id, StorageJob::Forget(message));
            }
            Action::Broadcast(notice) => self.queue(id, StorageJob::Tell(notice)),
            // The model has only one transport.
            Action::Probe => {}
            // The model notifies nobody.
            Action::Alert(_) => {}
            Action::Resync => self.resync(id),
            Action::Reload => {
                self.close_tab(id);
                self.open_page(browser);
            }
        }
    }

    pub(crate) fn transmit(&mut self, id: TabId, frame: &ClientFrame) {
        let Some(tab) = self.tabs.get(&id) else {
            return;
        };
        if let ClientFrame::Command {
            command: Command::Send(message),
            ..
        } = frame
            && is_planted(Fault::OutboxEmptiedAtSend)
        {
            self.browsers[tab.browser]
                .storage
                .remove(&message.client_id);
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

    pub(crate) fn connect(&mut self, id: TabId) {
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
        if self.tabs.get(&id).is_some_and(|tab| !tab.client.is_live()) {
            self.disconnect(id);
        }
    }

    pub(crate) fn disconnect(&mut self, id: TabId) {
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

    /// Fetches a new snapshot, with the open room if the person is still in it.
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

    /// Closes the laptop, or takes the network away.
    pub(crate) fn go_offline(&mut self, id: TabId) {
        if let Some(tab) = self.tabs.get_mut(&id) {
            tab.online = false;
            self.trace(|| format!("{id:?} goes offline"));
            self.act(id, Client::offline);
        }
    }

    /// Brings the network or the person back.
    pub(crate) fn wake_tab(&mut self, id: TabId) {
        let now = self.clock();
        if let Some(tab) = self.tabs.get_mut(&id) {
            tab.online = true;
            self.act(id, |client| client.wake(now));
        }
    }
}
