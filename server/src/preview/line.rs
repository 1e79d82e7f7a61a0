//! The messages that wait for their links to be looked at: those of each person in a line of their own, and the lines
//! in turns.

use protocol::UserId;
use std::collections::{HashMap, VecDeque};

/// The most that may wait in the line of one person.
const WAITING: usize = 64;
/// The most of one person that are under way at once.
const SHARE: usize = 2;

/// A fair queue.
pub(super) struct Line<T> {
    /// The people of whom something waits. The first has the next turn.
    waiting: VecDeque<(UserId, VecDeque<T>)>,
    under_way: HashMap<UserId, usize>,
}

impl<T> Default for Line<T> {
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            under_way: HashMap::new(),
        }
    }
}

impl<T> Line<T> {
    /// Adds an item to the person's line, or gives it back if that is full.
    pub(super) fn push(&mut self, person: UserId, item: T) -> Result<(), T> {
        let line = self.waiting.iter_mut().find(|(whose, _)| *whose == person);
        match line {
            Some((_, items)) if items.len() >= WAITING => return Err(item),
            Some((_, items)) => items.push_back(item),
            None => self.waiting.push_back((person, VecDeque::from([item]))),
        }
        Ok(())
    }

    /// Takes the next item of those people who have less under way than their share. Call [`Line::done`] after it.
    pub(super) fn next(&mut self) -> Option<(UserId, T)> {
        let under_way = &self.under_way;
        let free = |(person, _): &(UserId, _)| under_way.get(person).is_none_or(|it| *it < SHARE);
        let place = self.waiting.iter().position(free)?;
        let (person, mut items) = self.waiting.remove(place)?;
        let item = items.pop_front()?;
        if !items.is_empty() {
            self.waiting.push_back((person, items));
        }
        *self.under_way.entry(person).or_default() += 1;
        Some((person, item))
    }

    /// Notes that something of the person is no longer under way.
    pub(super) fn done(&mut self, person: UserId) {
        if let Some(count) = self.under_way.get_mut(&person) {
            *count -= 1;
            if *count == 0 {
                self.under_way.remove(&person);
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
    fn a_person_with_much_leaves_turns_to_one_with_little() {
        let mut line = Line::default();
        for number in 0..30 {
            line.push(ADA, number).expect("room");
        }
        line.push(GRACE, 100).expect("room");
        assert_eq!(line.next(), Some((ADA, 0)));
        assert_eq!(line.next(), Some((GRACE, 100)));
        assert_eq!(line.next(), Some((ADA, 1)));
        assert_eq!(line.next(), None, "her share is under way");
        line.push(GRACE, 101).expect("room");
        assert_eq!(line.next(), Some((GRACE, 101)));
        line.done(ADA);
        assert_eq!(line.next(), Some((ADA, 2)));
        for person in [ADA, ADA, GRACE, GRACE] {
            line.done(person);
        }
        assert!(line.under_way.is_empty());
    }

    #[test]
    fn the_line_of_one_person_ends_somewhere() {
        let mut line = Line::default();
        for number in 0..WAITING {
            line.push(ADA, number).expect("room");
        }
        assert_eq!(line.push(ADA, 1_000), Err(1_000));
        assert_eq!(line.push(GRACE, 1_001), Ok(()));
    }
}
