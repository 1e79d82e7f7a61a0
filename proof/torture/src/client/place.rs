use crate::whim::Dice;
use protocol::{ClientFrame, Control, Cursors, Epoch, RoomId, StreamId};

/// Where a client stands in its streams.
#[derive(Debug, Default)]
pub(super) struct Place {
    epoch: Option<Epoch>,
    cursors: Cursors,
    /// Where the streams stood at the last welcome; none before it.
    heads: Option<Cursors>,
}

/// What a welcome changes.
#[derive(Debug, Default)]
pub(super) struct Welcomed {
    /// Streams that are followed from now on, and the event after which.
    pub(super) placed: Cursors,
    /// Streams that are no longer the person's.
    pub(super) left: Vec<StreamId>,
}

impl Place {
    /// The first frame on a new link.
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
        // A room that the client does not know yet is about to come with its event in the user stream.
        let gone = |stream: &&StreamId| !streams.contains_key(stream);
        welcomed.left = self.cursors.keys().filter(gone).copied().collect();
        self.cursors
            .retain(|stream, _| streams.contains_key(stream));
        self.heads = Some(streams);
        welcomed
    }

    /// Whether the link was welcomed.
    pub(super) fn is_live(&self) -> bool {
        self.heads.is_some()
    }

    /// Whether all came that there was at the last welcome.
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

    /// Follows a stream from the event after `seq` on, unless it does already.
    pub(super) fn add(&mut self, stream: StreamId, seq: u64) -> bool {
        let news = !self.cursors.contains_key(&stream);
        if news {
            self.cursors.insert(stream, seq);
        }
        news
    }

    /// Follows a stream no more. Whether it did.
    pub(super) fn remove(&mut self, stream: StreamId) -> bool {
        self.cursors.remove(&stream).is_some()
    }

    /// A room by chance, and where the client stands in it.
    pub(super) fn one_room(&self, dice: &mut Dice) -> Option<(RoomId, u64)> {
        let rooms = self
            .cursors
            .iter()
            .filter_map(|(stream, cursor)| match stream {
                StreamId::Room(room) => Some((*room, *cursor)),
                _ => None,
            });
        dice.one_of(&rooms.collect::<Vec<_>>()).copied()
    }
}
