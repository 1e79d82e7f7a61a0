use super::{tab::TabId, world::World};
use protocol::{ClientFrame, ServerFrame};
use std::collections::BTreeMap;

/// Names a connection, at both of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WireId(pub(super) u64);

/// The connections between tabs and the server. Each way, frames arrive in their order until the wire is cut there;
/// then none does, nor the news of an end, and who is at that end finds out by the silence.
#[derive(Default)]
pub(super) struct Network {
    pub(super) wires: BTreeMap<WireId, Wire>,
    made: u64,
    /// Frames that are on their way.
    pub(super) in_flight: u64,
}

pub(super) struct Wire {
    pub(super) tab: TabId,
    up: Way,
    down: Way,
}

#[derive(Default)]
struct Way {
    cut: bool,
    /// When the last frame arrives.
    last: u64,
    /// Whoever sent on it has closed it.
    closed: bool,
}

impl Network {
    pub(super) fn open(&mut self, tab: TabId) -> WireId {
        self.made += 1;
        let id = WireId(self.made);
        let (up, down) = (Way::default(), Way::default());
        self.wires.insert(id, Wire { tab, up, down });
        id
    }

    /// Loses all that is on its way, and all that follows.
    pub(super) fn cut(&mut self, id: WireId, up: bool, down: bool) {
        if let Some(wire) = self.wires.get_mut(&id) {
            wire.up.cut |= up;
            wire.down.cut |= down;
        }
    }

    pub(super) fn is_whole(&self, id: WireId) -> bool {
        self.carries_up(id) && self.carries_down(id)
    }

    fn carries_up(&self, id: WireId) -> bool {
        self.wires.get(&id).is_some_and(|wire| !wire.up.cut)
    }

    fn carries_down(&self, id: WireId) -> bool {
        self.wires.get(&id).is_some_and(|wire| !wire.down.cut)
    }
}

impl World {
    /// How long something takes on the network, in milliseconds: mostly little, at times very long.
    pub(super) fn latency(&mut self) -> u64 {
        match self.dice.below(20) {
            0 if !self.calm => self.dice.between(200, 3_000),
            1..=4 => self.dice.between(20, 200),
            _ => self.dice.between(1, 20),
        }
    }

    /// From the browser to the server.
    pub(super) fn send_up(&mut self, id: WireId, frame: &ClientFrame) {
        self.trace(|| format!("{id:?} ↑ {frame:?}"));
        let text = serde_json::to_string(frame).expect("a frame serialises");
        self.up(id, move |world| world.connection_receives(id, Some(text)));
    }

    /// From the server to the browser.
    pub(super) fn send_down(&mut self, id: WireId, frame: ServerFrame) {
        self.trace(|| format!("{id:?} ↓ {frame:?}"));
        self.down(id, move |world| world.tab_receives(id, frame));
    }

    /// The handshake is done: the browser hears of it.
    pub(super) fn greet(&mut self, id: WireId) {
        self.down(id, move |world| world.tab_opened(id));
    }

    /// The browser closes its end.
    pub(super) fn close_up(&mut self, id: WireId) {
        self.up(id, move |world| world.connection_receives(id, None));
        if let Some(wire) = self.network.wires.get_mut(&id) {
            wire.up.closed = true;
            wire.down.cut = true;
        }
    }

    /// The server closes its end, and says why.
    pub(super) fn close_down(&mut self, id: WireId, code: Option<u16>) {
        self.trace(|| format!("{id:?} ↓ close {code:?}"));
        self.down(id, move |world| world.tab_closed(id, code));
        if let Some(wire) = self.network.wires.get_mut(&id) {
            wire.down.closed = true;
            wire.up.cut = true;
        }
    }

    fn up(&mut self, id: WireId, arrive: impl FnOnce(&mut World) + 'static) {
        let at = self.now() + self.latency();
        let Some(wire) = self.network.wires.get_mut(&id) else {
            return;
        };
        if wire.up.closed {
            return;
        }
        wire.up.last = wire.up.last.max(at);
        let at = wire.up.last;
        self.network.in_flight += 1;
        self.at(at, move |world| {
            world.network.in_flight -= 1;
            if world.network.carries_up(id) {
                arrive(world);
            }
        });
    }

    fn down(&mut self, id: WireId, arrive: impl FnOnce(&mut World) + 'static) {
        let at = self.now() + self.latency();
        let Some(wire) = self.network.wires.get_mut(&id) else {
            return;
        };
        if wire.down.closed {
            return;
        }
        wire.down.last = wire.down.last.max(at);
        let at = wire.down.last;
        self.network.in_flight += 1;
        self.at(at, move |world| {
            world.network.in_flight -= 1;
            if world.network.carries_down(id) {
                arrive(world);
            }
        });
    }
}
