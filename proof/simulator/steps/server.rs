//! The server's life: it starts, stops, crashes and is restored. A crash loses all but the disk.

use crate::{
    live::connection::{core::WorkResult, ending::Ending},
    simulator::{
        model::{disk::Change, network::WireId, server::Server},
        world::World,
    },
};
use protocol::{Epoch, Timestamp};
use uuid::Uuid;

impl World {
    /// Runs a step a little later, unless the server dies first.
    pub(crate) fn soon(&mut self, step: impl FnOnce(&mut World) + 'static) {
        let wait = match self.dice.below(12) {
            0 if !self.calm => self.dice.between(5, 400),
            1..=3 => self.dice.between(1, 5),
            _ => 0,
        };
        let life = self.server.life;
        self.after(wait, move |world| {
            if world.server.life == life && world.server.up {
                step(world);
            }
        });
    }

    pub(crate) fn clock(&self) -> Timestamp {
        Timestamp(1_800_000_000_000 + self.now() as i64)
    }

    /// Kills the server: what is not on disk is lost. What it sent last may or may not arrive.
    pub(crate) fn crash(&mut self) {
        self.trace(|| "the server crashes".to_owned());
        let ids: Vec<WireId> = self.server.connections.keys().copied().collect();
        for id in ids {
            if self.dice.one_in(3) {
                self.network.cut(id, true, true);
                self.hang_up_later(id);
            } else {
                self.close_down(id, None);
            }
        }
        self.server.up = false;
        self.server.stopping = false;
        self.server.connections.clear();
        self.server.queue.clear();
        let wait = self.dice.between(10, 3_000);
        let life = self.server.life;
        self.after(wait, move |world| {
            if world.server.life == life {
                world.boot();
            }
        });
    }

    /// Starts the server from its disk.
    pub(crate) fn boot(&mut self) {
        self.trace(|| "the server starts".to_owned());
        let life = self.server.life + 1;
        self.server = Server::start(life, self.plan.hub_queue);
        self.dismiss_soon();
    }

    /// Tells the members of deleted rooms, in several steps.
    pub(crate) fn dismiss_soon(&mut self) {
        if self.disk.to_dismiss().is_none() {
            return;
        }
        let wait = self.dice.between(5, 50);
        self.soon_at(wait, |world| {
            if let Some(room) = world.disk.to_dismiss() {
                world.enqueue(Change::Dismiss { room }, |world, _| world.dismiss_soon());
            }
        });
    }

    /// Stops gracefully: takes no new work, sends the answers that are ready, and closes the connections.
    pub(crate) fn shut_down(&mut self) {
        if !self.server.up || self.server.stopping {
            return;
        }
        self.trace(|| "the server is told to stop".to_owned());
        self.server.stopping = true;
        let wait = self.dice.between(5, 100);
        self.soon_at(wait, |world| {
            let ids: Vec<WireId> = world.server.connections.keys().copied().collect();
            for id in ids {
                if let Some(connection) = world.server.connections.get_mut(&id) {
                    let results: Vec<WorkResult> = connection.results.drain(..).collect();
                    let user = connection.user;
                    for result in results {
                        if let WorkResult::Answer(frame) = result {
                            world.check_sent(user, &frame);
                            world.send_down(id, frame);
                        }
                    }
                }
                world.end(id, Ending::ShuttingDown);
            }
            world.soon_at(50, Self::crash);
        });
    }

    fn soon_at(&mut self, wait: u64, step: impl FnOnce(&mut World) + 'static) {
        let life = self.server.life;
        self.after(wait, move |world| {
            if world.server.life == life && world.server.up {
                step(world);
            }
        });
    }

    /// Restores a backup while the server is down.
    pub(crate) fn restore(&mut self) {
        let Some(mut backup) = self.backup.clone() else {
            return;
        };
        self.crash();
        self.trace(|| "a backup is restored".to_owned());
        self.epochs += 1;
        backup.epoch = Epoch(Uuid::from_u128(self.epochs));
        self.book.restored(&self.disk, &backup);
        self.disk = backup;
    }
}
