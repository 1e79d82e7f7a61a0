//! Decides what a person has read of an open room, from what was in view.

use crate::Client;
use protocol::{RoomId, StreamId};

/// What the person sees of a room at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoomView {
    /// The `seq` of the first and the last message in view; `None` if there is none.
    pub messages: Option<(u64, u64)>,
    /// Whether the view is at the bottom of the newest messages.
    pub at_newest: bool,
    /// Whether the page is visible and has the focus.
    pub watched: bool,
}

/// Result of [`RoomReader::look`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingProgress {
    /// The position up to which the person has read, if that is further than the server knows.
    pub read_to: Option<u64>,
    /// Whether the person has seen all messages and is looking at the newest: what arrives is read at once.
    pub caught_up: bool,
    /// Whether there are unread messages above the view.
    pub unread_above: bool,
}

/// Reading of a room from when it is opened until it is left.
///
/// The read position is a single `seq`, so it moves only over messages that were all in view. A person who opens a room at
/// its newest message has not read the unread messages above the view.
#[derive(Clone, Debug)]
pub struct RoomReader {
    room: RoomId,
    /// The events that were in view, as ranges of `seq` in rising order with gaps between them.
    shown: Vec<(u64, u64)>,
    /// The read position at which the line "New" is drawn. It stays there while the person looks at the room.
    line: Option<u64>,
    /// The read position at the last look.
    read_seq: u64,
    /// The furthest position that was asked for; the server may not have confirmed it.
    asked: u64,
    caught_up: bool,
    /// Whether there were unread messages at the last look.
    had_unread: bool,
}

impl RoomReader {
    /// Starts to read a room, with the line above its first unread message.
    pub fn new(client: &Client, room: RoomId) -> Self {
        let state = client.state.rooms.get(&room);
        let read_seq = state.map_or(0, |state| state.read_seq);
        let had_unread = state.is_some_and(|state| state.unread() > 0);
        Self {
            room,
            shown: Vec::new(),
            line: had_unread.then_some(read_seq),
            read_seq,
            asked: 0,
            // The first look may come later, with more messages than the view holds.
            caught_up: state.is_some_and(|state| state.timeline.loaded && !had_unread),
            had_unread,
        }
    }

    /// Returns the read position at which the line "New" is drawn.
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// Records that everything is read: the line disappears.
    pub fn mark_all_read(&mut self, client: &Client) {
        self.asked = client.state.cursor(StreamId::Room(self.room)).unwrap_or(0);
        self.line = None;
        self.had_unread = false;
    }

    /// Records what is in view. Call it whenever the view or the client changes.
    pub fn look(&mut self, client: &Client, view: RoomView) -> ReadingProgress {
        let state = client.state.rooms.get(&self.room);
        let Some(state) = state.filter(|state| state.timeline.loaded) else {
            // A resync may have numbered the events differently.
            self.shown.clear();
            self.asked = 0;
            self.caught_up = false;
            return ReadingProgress::default();
        };
        let moved_back = state.read_seq < self.read_seq;
        if moved_back {
            self.shown.clear();
            self.asked = 0;
            self.caught_up = false;
        }
        self.read_seq = state.read_seq;
        let end = client.state.cursor(StreamId::Room(self.room)).unwrap_or(0);
        // The window may have moved since the view was measured.
        let held = view
            .messages
            .filter(|(first, last)| state.timeline.holds(*first) && state.timeline.holds(*last));
        let range = held.map(|(first, last)| state.timeline.surroundings(first, last, end));
        let reads = view.watched && !client.is_kept_unread(self.room);
        if let (Some((first, last)), true) = (range, reads) {
            self.add(first, last);
        }
        let reach = self.reach(state.read_seq);
        let at_end = reads && view.at_newest && !state.timeline.newer;
        self.caught_up = at_end && (self.caught_up || state.unread() == 0 || reach >= end);
        let read_to = if self.caught_up { end } else { reach };
        let read_to = (reads && read_to > state.read_seq).then_some(read_to);
        self.asked = self.asked.max(read_to.unwrap_or_default());
        self.update_line(client, view.watched, moved_back);
        let unread_above = self.had_unread
            && range.is_some_and(|(first, _)| first > state.read_seq.max(self.asked) + 1);
        ReadingProgress {
            read_to,
            caught_up: self.caught_up,
            unread_above,
        }
    }

    /// Moves the line to the first unread message if there is no line, if the message arrived while the person was
    /// elsewhere, or if they marked it as unread.
    fn update_line(&mut self, client: &Client, watched: bool, moved_back: bool) {
        let position = self.read_seq.max(self.asked);
        let has_unread = client.state.rooms.get(&self.room).is_some_and(|state| {
            let me = client.state.me.id;
            let mut newest_first = state.timeline.messages().rev();
            // A position that was asked for may not be in the count yet.
            let is_in_window = newest_first
                .any(|message| message.seq > position && message.author != me && !message.deleted);
            state.unread() > 0
                && (position == self.read_seq || state.timeline.newer || is_in_window)
        });
        let is_new = has_unread && !self.had_unread;
        if has_unread && (moved_back || is_new && (self.line.is_none() || !watched)) {
            self.line = Some(position);
        }
        self.had_unread = has_unread;
    }

    /// Returns the end of the range that continues a read position, or the position itself.
    fn reach(&self, read_seq: u64) -> u64 {
        let continues = |(first, last): &&(u64, u64)| *first <= read_seq + 1 && *last > read_seq;
        self.shown
            .iter()
            .find(continues)
            .map_or(read_seq, |(_, last)| *last)
    }

    /// Adds a range, and joins it with those that it touches.
    fn add(&mut self, mut first: u64, mut last: u64) {
        let mut apart = Vec::with_capacity(self.shown.len() + 1);
        for (from, to) in self.shown.drain(..) {
            if from <= last + 1 && to + 1 >= first {
                first = first.min(from);
                last = last.max(to);
            } else {
                apart.push((from, to));
            }
        }
        let place = apart.partition_point(|(from, _)| *from < first);
        apart.insert(place, (first, last));
        self.shown = apart;
    }
}

#[cfg(test)]
mod tests;
