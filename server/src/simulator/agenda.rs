//! The event queue of virtual time.

use super::world::World;
use std::{cmp::Reverse, collections::BinaryHeap};

/// A scheduled step.
pub(super) type Step = Box<dyn FnOnce(&mut World)>;

/// Virtual time and the scheduled steps. Steps of the same moment run in the order in which they were scheduled.
#[derive(Default)]
pub(super) struct Agenda {
    /// Milliseconds since the start of the run.
    pub(super) now: u64,
    planned: u64,
    due: BinaryHeap<Reverse<Due>>,
}

struct Due {
    at: u64,
    place: u64,
    step: Step,
}

impl Agenda {
    pub(super) fn plan(&mut self, at: u64, step: Step) {
        let at = at.max(self.now);
        self.planned += 1;
        let place = self.planned;
        self.due.push(Reverse(Due { at, place, step }));
    }

    /// Takes the next step, and moves the time to it.
    pub(super) fn next(&mut self) -> Option<Step> {
        let Reverse(due) = self.due.pop()?;
        self.now = due.at;
        Some(due.step)
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.place).cmp(&(other.at, other.place))
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place
    }
}

impl Eq for Due {}
