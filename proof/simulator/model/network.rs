//! The network between tabs and the server.

use super::browser::TabId;
use std::collections::BTreeMap;

/// Names a connection, at both of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WireId(pub(crate) u64);

/// The wires between tabs and the server. In each direction, frames arrive in their order until the direction is cut. Then
/// nothing arrives, not even a close: the receiver notices only the silence.
#[derive(Default)]
pub(crate) struct Network {
    pub(crate) wires: BTreeMap<WireId, Wire>,
    made: u64,
    /// The number of frames in flight.
    pub(crate) in_flight: u64,
}

pub(crate) struct Wire {
    pub(crate) tab: TabId,
    pub(crate) up: Direction,
    pub(crate) down: Direction,
}

#[derive(Default)]
pub(crate) struct Direction {
    pub(crate) cut: bool,
    /// When the last frame arrives.
    pub(crate) last: u64,
    /// The sender has closed it.
    pub(crate) closed: bool,
}

impl Network {
    pub(crate) fn open(&mut self, tab: TabId) -> WireId {
        self.made += 1;
        let id = WireId(self.made);
        let (up, down) = (Direction::default(), Direction::default());
        self.wires.insert(id, Wire { tab, up, down });
        id
    }

    /// Loses all that is in flight and all that follows.
    pub(crate) fn cut(&mut self, id: WireId, up: bool, down: bool) {
        if let Some(wire) = self.wires.get_mut(&id) {
            wire.up.cut |= up;
            wire.down.cut |= down;
        }
    }

    pub(crate) fn is_whole(&self, id: WireId) -> bool {
        let wire = self.wires.get(&id);
        wire.is_some_and(|wire| !wire.up.cut && !wire.down.cut)
    }
}
