//! The server: the product's hub and connections, and the queue of the writer's model.

use super::{
    connection::SimulatedConnection,
    disk::{Change, ChangeResult},
    network::WireId,
};
use crate::{
    live::{allowance::Allowances, hub::Hub},
    tuning::Tuning,
};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

/// Gets the answer to a change, in the world `W`.
pub(crate) type Respond<W> = Box<dyn FnOnce(&mut W, ChangeResult)>;

/// One life of the server's process.
pub(crate) struct Server<W> {
    /// The number of starts.
    pub(crate) life: u64,
    pub(crate) up: bool,
    /// Whether it was told to stop and takes no new work.
    pub(crate) stopping: bool,
    pub(crate) hub: Arc<Hub>,
    /// Without limits: floods are not simulated.
    pub(crate) allowances: Allowances,
    pub(crate) connections: BTreeMap<WireId, SimulatedConnection>,
    pub(crate) queue: VecDeque<(Change, Respond<W>)>,
    pub(crate) writing: bool,
}

impl<W> Server<W> {
    pub(crate) fn start(life: u64, hub_queue: usize) -> Self {
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

    pub(crate) fn is_idle(&self) -> bool {
        let mut connections = self.connections.values();
        let idle = connections.all(|connection| connection.is_idle() && !connection.is_scheduled);
        self.up && !self.stopping && idle && !self.writing && self.queue.is_empty()
    }

    pub(crate) fn unrest(&self) -> String {
        let connections = self.connections.iter();
        let connections: Vec<String> = connections.map(|(id, it)| it.unrest(*id)).collect();
        format!(
            "up {}, stopping {}, writing {}, {connections:?}",
            self.up, self.stopping, self.writing
        )
    }
}
