//! The writer: takes the queue, commits it, answers, publishes. The server may crash between any two of these.

use crate::simulator::{
    model::{
        disk::{Change, ChangeResult},
        fault::{Fault, is_planted},
        server,
    },
    world::World,
};
use protocol::{ErrorCode, Event, StreamId};
use std::mem;

type Respond = server::Respond<World>;

/// Changes that may wait for the writer.
const QUEUE: usize = 8;

impl World {
    /// Queues a change. `respond` gets its result, unless the server crashes first.
    pub(crate) fn submit(
        &mut self,
        change: Change,
        respond: impl FnOnce(&mut World, ChangeResult) + 'static,
    ) {
        if self.server.queue.len() >= QUEUE {
            return respond(self, Err(ErrorCode::Busy));
        }
        self.enqueue(change, respond);
    }

    pub(crate) fn enqueue(
        &mut self,
        change: Change,
        respond: impl FnOnce(&mut World, ChangeResult) + 'static,
    ) {
        self.server.queue.push_back((change, Box::new(respond)));
        if !self.server.writing {
            self.server.writing = true;
            self.soon(Self::write);
        }
    }

    /// Takes the queue.
    fn write(&mut self) {
        let mut batch: Vec<_> = self.server.queue.drain(..).collect();
        if batch.is_empty() {
            self.server.writing = false;
            return;
        }
        if is_planted(Fault::AckBeforeCommit) {
            let mut early = self.disk.clone();
            let mut tx = early.begin(self.clock(), true);
            let answers: Vec<ChangeResult> =
                batch.iter().map(|(change, _)| tx.apply(change)).collect();
            for ((_, respond), answer) in batch.iter_mut().zip(answers) {
                let respond = mem::replace(respond, Box::new(|_, _| {}));
                respond(self, answer);
            }
        }
        if is_planted(Fault::PublishBeforeCommit) {
            let mut early = self.disk.clone();
            let mut tx = early.begin(self.clock(), true);
            for (change, _) in &batch {
                // A refusal is answered after the commit.
                let _ = tx.apply(change);
            }
            let events = tx.events;
            self.publish(events);
        }
        self.soon(move |world| world.commit(batch));
    }

    fn commit(&mut self, batch: Vec<(Change, Respond)>) {
        let (at, full) = (self.clock(), self.disk_full);
        let unique = !is_planted(Fault::NoUniqueIndex);
        let mut tx = self.disk.begin(at, unique);
        let mut answers = Vec::new();
        for (change, respond) in batch {
            let answer = if full {
                Err(ErrorCode::Internal)
            } else {
                tx.apply(&change)
            };
            answers.push((change, respond, answer));
        }
        let events = tx.events;
        for (change, _, answer) in &answers {
            self.trace(|| format!("commit {change:?}: {answer:?}"));
            self.book.answered(change, answer);
        }
        self.soon(move |world| world.answer(answers, events));
    }

    fn answer(
        &mut self,
        answers: Vec<(Change, Respond, ChangeResult)>,
        events: Vec<(StreamId, Event)>,
    ) {
        for (_, respond, answer) in answers {
            respond(self, answer);
        }
        self.soon(move |world| {
            if !is_planted(Fault::PublishBeforeCommit) {
                world.publish(events);
            }
            world.soon(Self::write);
        });
    }

    fn publish(&mut self, events: Vec<(StreamId, Event)>) {
        self.server.hub.publish(events);
        self.schedule_all();
    }
}
