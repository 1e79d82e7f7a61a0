//! Arrivals at a tab over its wire.

use crate::simulator::{
    model::{
        browser::{StorageJob, TabId},
        network::WireId,
    },
    world::World,
};
use protocol::ServerFrame;

impl World {
    fn tab_of(&self, wire: WireId) -> Option<TabId> {
        let id = self.network.wires.get(&wire)?.tab;
        let tab = self.tabs.get(&id)?;
        (tab.wire == Some(wire)).then_some(id)
    }

    pub(crate) fn tab_opened(&mut self, wire: WireId) {
        let now = self.clock();
        if let Some(id) = self.tab_of(wire)
            && let Some(tab) = self.tabs.get_mut(&id)
        {
            tab.open = true;
            self.act(id, |client| client.opened(now));
        }
    }

    pub(crate) fn tab_receives(&mut self, wire: WireId, frame: ServerFrame) {
        let Some(id) = self.tab_of(wire) else {
            return;
        };
        self.trace(|| format!("{id:?} gets {frame:?}"));
        let now = self.clock();
        let before = self.tabs[&id].client.state.cursors.clone();
        let checked = frame.clone();
        if matches!(frame, ServerFrame::Welcome { .. }) {
            self.queue(id, StorageJob::Restore);
        }
        self.act(id, |client| client.received(frame, now));
        self.check_cursors(id, &before, &checked);
    }

    pub(crate) fn tab_closed(&mut self, wire: WireId, code: Option<u16>) {
        let Some(id) = self.tab_of(wire) else {
            return;
        };
        let browser = self.tabs[&id].browser;
        self.trace(|| format!("{id:?} loses {wire:?}: {code:?}"));
        if code == Some(4401) {
            self.close_tab(id);
            return self.sign_in(browser);
        }
        let was_live = self.tabs[&id].client.is_live();
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
                world.close_tab(id);
                world.sign_in(browser);
            }
        });
    }

    /// May tell a tab of the end of a wire that cannot bring the news itself.
    pub(crate) fn hang_up_later(&mut self, wire: WireId) {
        if !self.dice.one_in(3) {
            let wait = self.dice.between(1, 4_000);
            self.after(wait, move |world| world.tab_closed(wire, None));
        }
    }
}
