//! Frames on their way between tabs and the server.

use crate::simulator::{
    model::network::{Direction, Wire, WireId},
    world::World,
};
use protocol::{ClientFrame, ServerFrame};

impl World {
    /// Draws a latency in milliseconds: mostly short, sometimes very long.
    pub(crate) fn latency(&mut self) -> u64 {
        match self.dice.below(20) {
            0 if !self.calm => self.dice.between(200, 3_000),
            1..=4 => self.dice.between(20, 200),
            _ => self.dice.between(1, 20),
        }
    }

    /// Sends a frame from the browser to the server.
    pub(crate) fn send_up(&mut self, id: WireId, frame: &ClientFrame) {
        self.trace(|| format!("{id:?} ↑ {frame:?}"));
        let text = serde_json::to_string(frame).expect("a frame serialises");
        self.up(id, move |world| world.connection_receives(id, Some(text)));
    }

    /// Sends a frame from the server to the browser.
    pub(crate) fn send_down(&mut self, id: WireId, frame: ServerFrame) {
        self.trace(|| format!("{id:?} ↓ {frame:?}"));
        self.down(id, move |world| world.tab_receives(id, frame));
    }

    /// Tells the browser that the handshake is done.
    pub(crate) fn greet(&mut self, id: WireId) {
        self.down(id, move |world| world.tab_opened(id));
    }

    /// Closes the browser's end.
    pub(crate) fn close_up(&mut self, id: WireId) {
        self.up(id, move |world| world.connection_receives(id, None));
        if let Some(wire) = self.network.wires.get_mut(&id) {
            wire.up.closed = true;
            wire.down.cut = true;
        }
    }

    /// Closes the server's end with a close code.
    pub(crate) fn close_down(&mut self, id: WireId, code: Option<u16>) {
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
