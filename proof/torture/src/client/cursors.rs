//! A client's cursors.

use crate::random::RandomSource;
use protocol::{ClientFrame, Control, Cursors, Epoch, RoomId, StreamId};

/// The streams that a client follows, and its cursors.
#[derive(Debug, Default)]
pub(super) struct StreamCursors {
    epoch: Option<Epoch>,
    cursors: Cursors,
    /// The heads of the streams at the last welcome. `None` until this connection is welcomed.
    heads: Option<Cursors>,
}

/// Changes by a welcome.
#[derive(Debug, Default)]
pub(super) struct Welcomed {
    /// Streams that are followed from now on, from the event after this one.
    pub(super) placed: Cursors,
    /// Streams that are no longer the person's.
    pub(super) left: Vec<StreamId>,
}

impl StreamCursors {
    /// Returns the first frame on a new connection.
    pub(super) fn hello(&mut self) -> ClientFrame {
        self.heads = None;
        ClientFrame::Control(Control::Hello {
            epoch: self.epoch,
            cursors: self.cursors.clone(),
        })
    }

    pub(super) fn welcomed(&mut self, epoch: Epoch, streams: Cursors) -> Welcomed {
        let mut welcomed = Welcomed::default();
        if self.epoch.replace(epoch).is_none() {
            self.cursors.clone_from(&streams);
            welcomed.placed.clone_from(&streams);
        }
        // A room that the client does not know yet will be added by its event in the user stream.
        let gone = |stream: &&StreamId| !streams.contains_key(stream);
        welcomed.left = self.cursors.keys().filter(gone).copied().collect();
        self.cursors
            .retain(|stream, _| streams.contains_key(stream));
        self.heads = Some(streams);
        welcomed
    }

    /// Returns whether the connection was welcomed.
    pub(super) fn is_live(&self) -> bool {
        self.heads.is_some()
    }

    /// Returns whether everything up to the last welcome has arrived.
    pub(super) fn is_caught_up(&self) -> bool {
        self.heads.as_ref().is_some_and(|heads| {
            let has = |(stream, head)| {
                self.cursors
                    .get(stream)
                    .is_some_and(|cursor| cursor >= head)
            };
            heads.iter().all(has)
        })
    }

    pub(super) fn advance(&mut self, stream: StreamId, seq: u64) {
        if let Some(cursor) = self.cursors.get_mut(&stream) {
            *cursor = seq.max(*cursor);
        }
    }

    /// Follows a stream from the event after `seq` on. Returns `false` if it is followed already.
    pub(super) fn add(&mut self, stream: StreamId, seq: u64) -> bool {
        let news = !self.cursors.contains_key(&stream);
        if news {
            self.cursors.insert(stream, seq);
        }
        news
    }

    /// Stops following a stream. Returns whether it was followed.
    pub(super) fn remove(&mut self, stream: StreamId) -> bool {
        self.cursors.remove(&stream).is_some()
    }

    /// Picks a room at random, and returns it with its cursor.
    pub(super) fn random_room(&self, random: &mut RandomSource) -> Option<(RoomId, u64)> {
        let rooms = self
            .cursors
            .iter()
            .filter_map(|(stream, cursor)| match stream {
                StreamId::Room(room) => Some((*room, *cursor)),
                _ => None,
            });
        random.pick(&rooms.collect::<Vec<_>>()).copied()
    }
}
