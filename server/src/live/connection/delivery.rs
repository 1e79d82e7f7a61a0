use super::{Connection, Ending};
use crate::live::{
    hub::{Batch, Delivery, RoomChange},
    session::Live,
};
use protocol::{Event, StreamId};
use std::{collections::BTreeMap, mem, sync::Arc};

/// Batches that may wait for a read. What comes beyond is read in turn.
const WAITING: usize = 64;

impl Connection {
    pub(super) async fn deliver(&mut self, delivery: Delivery) -> Result<(), Ending> {
        match delivery {
            Delivery::Events(batches) => self.pass_all(batches).await,
            Delivery::Signal { room, frame } if self.session.signals(room) => {
                self.write(frame).await
            }
            Delivery::Signal { .. } => Ok(()),
            Delivery::Presence(frame) => self.write(frame).await,
        }
    }

    /// Passes on what waited for the read that has ended.
    pub(super) async fn pass_waiting(&mut self) -> Result<(), Ending> {
        let waiting = mem::take(&mut self.waiting);
        self.pass_all(waiting).await
    }

    async fn pass_all(&mut self, batches: Vec<Arc<Batch>>) -> Result<(), Ending> {
        for batch in batches {
            self.pass(batch).await?;
        }
        Ok(())
    }

    async fn pass(&mut self, batch: Arc<Batch>) -> Result<(), Ending> {
        match self.session.live(&batch) {
            Live::Forward => {
                self.hear_of(&batch.rooms);
                self.write(batch.frame.clone()).await?;
            }
            Live::Wait if self.waiting.len() < WAITING => self.waiting.push(batch),
            Live::Wait => self.session.know(batch.stream, batch.last),
            Live::Skip => {}
        }
        Ok(())
    }

    /// Goes live on streams that the person may see. What was published between their reading and now, the log has;
    /// what the person was removed from in between, the hub refuses.
    pub(super) fn listen(&mut self, streams: BTreeMap<StreamId, u64>) {
        let taken = self.subscription.listen(&streams);
        for stream in streams.keys() {
            match taken.get(stream) {
                Some(published) => self.session.know(*stream, *published),
                None => self.session.forget(*stream),
            }
        }
    }

    /// Listens no more to rooms that events of the log took away.
    pub(super) fn take_leave(&self, events: &[Event]) {
        for change in events.iter().filter_map(RoomChange::of) {
            if let RoomChange::Removed { room } = change
                && let room = StreamId::Room(room)
                && !self.session.follows(room)
            {
                self.subscription.ignore(room);
            }
        }
    }

    /// Goes live on rooms that came, where the end of an earlier membership has cut them off.
    fn hear_of(&mut self, rooms: &[RoomChange]) {
        for change in rooms {
            if let RoomChange::Added { room, seq } = *change
                && let room = StreamId::Room(room)
                && self.session.follows(room)
                && !self.subscription.hears(room)
            {
                self.listen(BTreeMap::from([(room, seq + 1)]));
            }
        }
    }
}
