use super::world::World;
use std::{cmp::Reverse, collections::BinaryHeap};

/// Something that will happen.
pub(super) type Deed = Box<dyn FnOnce(&mut World)>;

/// Virtual time, and what is due when. What is due at the same moment happens in the order in which it was planned.
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
    deed: Deed,
}

impl Agenda {
    pub(super) fn plan(&mut self, at: u64, deed: Deed) {
        let at = at.max(self.now);
        self.planned += 1;
        let place = self.planned;
        self.due.push(Reverse(Due { at, place, deed }));
    }

    /// Moves time on to what is due next.
    pub(super) fn next(&mut self) -> Option<Deed> {
        let Reverse(due) = self.due.pop()?;
        self.now = due.at;
        Some(due.deed)
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
