//! Scheduled messages, saved messages and reminders.

use super::State;
use protocol::{ClientId, MessageId, Saved, Scheduled};

impl State {
    pub(super) fn schedule(&mut self, id: ClientId, scheduled: Option<Scheduled>) {
        if let Some(place) = self.scheduled.iter().position(|other| other.id == id) {
            self.scheduled.remove(place);
        }
        self.scheduled.extend(scheduled);
    }

    /// Returns the person's scheduled messages by time.
    pub fn scheduled(&self) -> Vec<&Scheduled> {
        let mut scheduled: Vec<&Scheduled> = self.scheduled.iter().collect();
        scheduled.sort_by_key(|scheduled| (scheduled.at, scheduled.id));
        scheduled
    }

    /// Saves (`on`) or removes a saved message. One that was saved before keeps its position.
    pub(super) fn save(&mut self, saved: Saved, on: bool) {
        let same = |other: &Saved| other.message == saved.message;
        match self.saved.iter().position(same) {
            Some(place) if on => self.saved[place] = saved,
            Some(place) => drop(self.saved.remove(place)),
            None if on => self.saved.push(saved),
            None => {}
        }
    }

    /// Returns the saved entry of a message.
    pub fn saved(&self, message: MessageId) -> Option<&Saved> {
        self.saved.iter().find(|saved| saved.message == message)
    }

    /// Returns the messages whose reminders are due and not dismissed, in the order in which they were saved.
    pub fn due_messages(&self) -> Vec<MessageId> {
        let due = self.saved.iter().filter(|saved| saved.due);
        due.map(|saved| saved.message).collect()
    }
}
