//! The server: the product's hub and connections, and a model of the writer. A crash loses all of it but the disk.

use super::{
    connection::SimulatedConnection, disk::Change, network::WireId, world::World, writer::Respond,
};
use crate::{
    live::{
        allowance::Allowances,
        connection::{core::WorkResult, ending::Ending},
        hub::Hub,
    },
    tuning::Tuning,
};
use protocol::{Epoch, Timestamp};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};
use uuid::Uuid;

/// One life of the server's process.
pub(super) struct Server {
    /// The number of starts.
    pub(super) life: u64,
    pub(super) up: bool,
    /// Whether it was told to stop and takes no new work.
    pub(super) stopping: bool,
    pub(super) hub: Arc<Hub>,
    /// Without limits: floods are not simulated.
    pub(super) allowances: Allowances,
    pub(super) connections: BTreeMap<WireId, SimulatedConnection>,
    pub(super) queue: VecDeque<(Change, Respond)>,
    pub(super) writing: bool,
}

impl Server {
    pub(super) fn start(life: u64, hub_queue: usize) -> Self {
        Self {
            life,
            up: true,
            stopping: false,
            hub: Arc::new(Hub::new(hub_queue, std::time::Duration::ZERO)),
            allowances: Allowances::new(false, &Tuning::default()),
            connections: BTreeMap::new(),
            queue: VecDeque::new(),
            writing: false,
        }
    }

    pub(super) fn is_idle(&self) -> bool {
        let mut connections = self.connections.values();
        let idle = connections.all(|connection| connection.is_idle() && !connection.is_scheduled);
        self.up && !self.stopping && idle && !self.writing && self.queue.is_empty()
    }

    pub(super) fn unrest(&self) -> String {
        let connections = self.connections.iter();
        let connections: Vec<String> = connections.map(|(id, it)| it.unrest(*id)).collect();
        format!(
            "up {}, stopping {}, writing {}, {connections:?}",
            self.up, self.stopping, self.writing
        )
    }
}

impl World {
    /// Runs a step a little later, unless the server dies first.
    pub(super) fn soon(&mut self, step: impl FnOnce(&mut World) + 'static) {
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

    pub(super) fn clock(&self) -> Timestamp {
        Timestamp(1_800_000_000_000 + self.now() as i64)
    }

    /// Kills the server: what is not on disk is lost. What it sent last may or may not arrive.
    pub(super) fn crash(&mut self) {
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
    pub(super) fn boot(&mut self) {
        self.trace(|| "the server starts".to_owned());
        let life = self.server.life + 1;
        self.server = Server::start(life, self.plan.hub_queue);
        self.dismiss_soon();
    }

    /// Tells the members of deleted rooms, in several steps.
    pub(super) fn dismiss_soon(&mut self) {
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
    pub(super) fn shut_down(&mut self) {
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
    pub(super) fn restore(&mut self) {
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
