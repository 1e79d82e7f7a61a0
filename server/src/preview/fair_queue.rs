//! Queue that is fair to people: each has a line of their own, and the lines take turns.

use protocol::UserId;
use std::collections::{HashMap, VecDeque};

/// The most items that wait in the line of one person.
const WAITING: usize = 64;
/// The most items of one person that are in progress at once.
const SHARE: usize = 2;

/// Items of people that wait, and how many of each person are in progress.
pub(super) struct FairQueue<T> {
    /// People with their waiting items. The first has the next turn.
    waiting: VecDeque<(UserId, VecDeque<T>)>,
    in_progress: HashMap<UserId, usize>,
}

impl<T> Default for FairQueue<T> {
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            in_progress: HashMap::new(),
        }
    }
}

impl<T> FairQueue<T> {
    /// Adds an item to a person's line, or returns it if the line is full.
    pub(super) fn push(&mut self, person: UserId, item: T) -> Result<(), T> {
        let line = self.waiting.iter_mut().find(|(whose, _)| *whose == person);
        match line {
            Some((_, items)) if items.len() >= WAITING => return Err(item),
            Some((_, items)) => items.push_back(item),
            None => self.waiting.push_back((person, VecDeque::from([item]))),
        }
        Ok(())
    }

    /// Takes the next item of the people with less in progress than their share. [`FairQueue::done`] must follow.
    pub(super) fn next(&mut self) -> Option<(UserId, T)> {
        let in_progress = &self.in_progress;
        let free = |(person, _): &(UserId, _)| in_progress.get(person).is_none_or(|it| *it < SHARE);
        let place = self.waiting.iter().position(free)?;
        let (person, mut items) = self.waiting.remove(place)?;
        let item = items.pop_front()?;
        if !items.is_empty() {
            self.waiting.push_back((person, items));
        }
        *self.in_progress.entry(person).or_default() += 1;
        Some((person, item))
    }

    /// Notes that an item of the person is done.
    pub(super) fn done(&mut self, person: UserId) {
        if let Some(count) = self.in_progress.get_mut(&person) {
            *count -= 1;
            if *count == 0 {
                self.in_progress.remove(&person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::types::Uuid;

    const ADA: UserId = UserId(Uuid::from_u128(1));
    const GRACE: UserId = UserId(Uuid::from_u128(2));

    #[test]
    fn a_person_with_many_items_does_not_delay_others() {
        let mut line = FairQueue::default();
        for number in 0..30 {
            line.push(ADA, number).expect("room");
        }
        line.push(GRACE, 100).expect("room");
        assert_eq!(line.next(), Some((ADA, 0)));
        assert_eq!(line.next(), Some((GRACE, 100)));
        assert_eq!(line.next(), Some((ADA, 1)));
        assert_eq!(line.next(), None, "her share is in progress");
        line.push(GRACE, 101).expect("room");
        assert_eq!(line.next(), Some((GRACE, 101)));
        line.done(ADA);
        assert_eq!(line.next(), Some((ADA, 2)));
        for person in [ADA, ADA, GRACE, GRACE] {
            line.done(person);
        }
        assert!(line.in_progress.is_empty());
    }

    #[test]
    fn the_line_of_one_person_is_bounded() {
        let mut line = FairQueue::default();
        for number in 0..WAITING {
            line.push(ADA, number).expect("room");
        }
        assert_eq!(line.push(ADA, 1_000), Err(1_000));
        assert_eq!(line.push(GRACE, 1_001), Ok(()));
    }
}
