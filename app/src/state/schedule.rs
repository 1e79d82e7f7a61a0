//! What is to happen later: messages that the server sends at their time, and what the person is reminded of.

use super::State;
use crate::model::{ClientId, MessageId, Saved, Scheduled};

impl State {
    pub(super) fn schedule(&mut self, id: ClientId, scheduled: Option<Scheduled>) {
        self.scheduled.retain(|other| other.id != id);
        if let Some(scheduled) = scheduled {
            let key = |scheduled: &Scheduled| (scheduled.at, scheduled.id);
            let others = &self.scheduled;
            let place = others.partition_point(|other| key(other) < key(&scheduled));
            self.scheduled.insert(place, scheduled);
        }
    }

    /// What stays put aside keeps its place.
    pub(super) fn put_aside(&mut self, saved: Saved, on: bool) {
        let same = |other: &Saved| other.message == saved.message;
        match self.saved.iter().position(same) {
            Some(place) if on => self.saved[place] = saved,
            Some(place) => drop(self.saved.remove(place)),
            None if on => self.saved.push(saved),
            None => {}
        }
    }

    /// What the person has put aside, if it is this message.
    pub fn saved(&self, message: MessageId) -> Option<&Saved> {
        self.saved.iter().find(|saved| saved.message == message)
    }

    /// The messages whose reminders have come and were not put away, in the order in which they were put aside.
    pub fn due_messages(&self) -> Vec<MessageId> {
        let due = self.saved.iter().filter(|saved| saved.due);
        due.map(|saved| saved.message).collect()
    }
}
