//! The event queue of virtual time.

use std::{cmp::Reverse, collections::BinaryHeap};

/// A scheduled step of the world `W`.
pub(crate) type Step<W> = Box<dyn FnOnce(&mut W)>;

/// Virtual time and the scheduled steps. Steps of the same moment run in the order in which they were scheduled.
pub(crate) struct Agenda<W> {
    /// Milliseconds since the start of the run.
    pub(crate) now: u64,
    planned: u64,
    due: BinaryHeap<Reverse<Due<W>>>,
}

struct Due<W> {
    at: u64,
    place: u64,
    step: Step<W>,
}

impl<W> Agenda<W> {
    pub(crate) fn new() -> Self {
        Self {
            now: 0,
            planned: 0,
            due: BinaryHeap::new(),
        }
    }

    pub(crate) fn plan(&mut self, at: u64, step: Step<W>) {
        let at = at.max(self.now);
        self.planned += 1;
        let place = self.planned;
        self.due.push(Reverse(Due { at, place, step }));
    }

    /// Takes the next step, and moves the time to it.
    pub(crate) fn next(&mut self) -> Option<Step<W>> {
        let Reverse(due) = self.due.pop()?;
        self.now = due.at;
        Some(due.step)
    }
}

impl<W> Ord for Due<W> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.place).cmp(&(other.at, other.place))
    }
}

impl<W> PartialOrd for Due<W> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<W> PartialEq for Due<W> {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place
    }
}

impl<W> Eq for Due<W> {}
