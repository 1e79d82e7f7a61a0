//! What is to happen later: messages that the server sends at their time, and what the person is reminded of.

use super::State;
use protocol::{ClientId, MessageId, Saved, Scheduled};

impl State {
    pub(super) fn schedule(&mut self, id: ClientId, scheduled: Option<Scheduled>) {
        if let Some(place) = self.scheduled.iter().position(|other| other.id == id) {
            self.scheduled.remove(place);
        }
        self.scheduled.extend(scheduled);
    }

    /// What the server is to send for the person, in the order of its times.
    pub fn scheduled(&self) -> Vec<&Scheduled> {
        let mut scheduled: Vec<&Scheduled> = self.scheduled.iter().collect();
        scheduled.sort_by_key(|scheduled| (scheduled.at, scheduled.id));
        scheduled
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
