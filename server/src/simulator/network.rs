//! The network between tabs and the server.

use super::{tab::TabId, world::World};
use protocol::{ClientFrame, ServerFrame};
use std::collections::BTreeMap;

/// Names a connection, at both of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WireId(pub(super) u64);

/// The wires between tabs and the server. In each direction, frames arrive in their order until the direction is cut. Then
/// nothing arrives, not even a close: the receiver notices only the silence.
#[derive(Default)]
pub(super) struct Network {
    pub(super) wires: BTreeMap<WireId, Wire>,
    made: u64,
    /// The number of frames in flight.
    pub(super) in_flight: u64,
}

pub(super) struct Wire {
    pub(super) tab: TabId,
    up: Direction,
    down: Direction,
}

#[derive(Default)]
struct Direction {
    cut: bool,
    /// When the last frame arrives.
    last: u64,
    /// The sender has closed it.
    closed: bool,
}

impl Network {
    pub(super) fn open(&mut self, tab: TabId) -> WireId {
        self.made += 1;
        let id = WireId(self.made);
        let (up, down) = (Direction::default(), Direction::default());
        self.wires.insert(id, Wire { tab, up, down });
        id
    }

    /// Loses all that is in flight and all that follows.
    pub(super) fn cut(&mut self, id: WireId, up: bool, down: bool) {
        if let Some(wire) = self.wires.get_mut(&id) {
            wire.up.cut |= up;
            wire.down.cut |= down;
        }
    }

    pub(super) fn is_whole(&self, id: WireId) -> bool {
        let wire = self.wires.get(&id);
        wire.is_some_and(|wire| !wire.up.cut && !wire.down.cut)
    }
}

impl World {
    /// Draws a latency in milliseconds: mostly short, sometimes very long.
    pub(super) fn latency(&mut self) -> u64 {
        match self.dice.below(20) {
            0 if !self.calm => self.dice.between(200, 3_000),
            1..=4 => self.dice.between(20, 200),
            _ => self.dice.between(1, 20),
        }
    }

    /// Sends a frame from the browser to the server.
    pub(super) fn send_up(&mut self, id: WireId, frame: &ClientFrame) {
        self.trace(|| format!("{id:?} ↑ {frame:?}"));
        let text = serde_json::to_string(frame).expect("a frame serialises");
        self.up(id, move |world| world.connection_receives(id, Some(text)));
    }

    /// Sends a frame from the server to the browser.
    pub(super) fn send_down(&mut self, id: WireId, frame: ServerFrame) {
        self.trace(|| format!("{id:?} ↓ {frame:?}"));
        self.down(id, move |world| world.tab_receives(id, frame));
    }

    /// Tells the browser that the handshake is done.
    pub(super) fn greet(&mut self, id: WireId) {
        self.down(id, move |world| world.tab_opened(id));
    }

    /// Closes the browser's end.
    pub(super) fn close_up(&mut self, id: WireId) {
        self.up(id, move |world| world.connection_receives(id, None));
        if let Some(wire) = self.network.wires.get_mut(&id) {
            wire.up.closed = true;
            wire.down.cut = true;
        }
    }

    /// Closes the server's end with a close code.
    pub(super) fn close_down(&mut self, id: WireId, code: Option<u16>) {
        self.trace(|| format!("{id:?} ↓ close {code:?}"));
        self.down(id, move |world| world.tab_closed(id, code));
        if let Some(wire) = self.network.wires.get_mut(&id) {
            wire.down.closed = true;
            wire.up.cut = true;
        }
    }

    fn up(&mut self, id: WireId, arrive: impl FnOnce(&mut World) + 'static) {
        self.carry(id, |wire| &mut wire.up, arrive);
    }

    fn down(&mut self, id: WireId, arrive: impl FnOnce(&mut World) + 'static) {
        self.carry(id, |wire| &mut wire.down, arrive);
    }

    fn carry(
        &mut self,
        id: WireId,
        direction: fn(&mut Wire) -> &mut Direction,
        arrive: impl FnOnce(&mut World) + 'static,
    ) {
        let at = self.now() + self.latency();
        let Some(wire) = self.network.wires.get_mut(&id) else {
            return;
        };
        let sent = direction(wire);
        if sent.closed {
            return;
        }
        sent.last = sent.last.max(at);
        let at = sent.last;
        self.network.in_flight += 1;
        self.at(at, move |world| {
            world.network.in_flight -= 1;
            let wire = world.network.wires.get_mut(&id);
            if wire.is_some_and(|wire| !direction(wire).cut) {
                arrive(world);
            }
        });
    }
}
