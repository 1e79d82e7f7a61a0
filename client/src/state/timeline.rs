//! A window over the messages of a room or thread.

use super::page_request::PageRequest;
use protocol::{Message, MessageId, MessagePage};
use std::mem;

/// A window without gaps over a conversation's messages, by `seq`.
///
/// While `newer` is false, the window reaches the present and live messages extend it. While it is true, the window shows the
/// past and live messages are skipped.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// In rising `seq`.
    entries: Vec<TimelineEntry>,
    /// Whether a page of history was loaded: until then there are only live messages.
    pub loaded: bool,
    /// Whether there are messages before the window.
    pub older: bool,
    /// Whether there are messages after the window.
    pub newer: bool,
    /// The last live message that the window does not contain: a page read before it would leave a gap.
    last_skipped: u64,
    /// The last event that may have changed a message outside the window: a page read before it may have the old version.
    last_change_outside: u64,
}

/// A message, with all changes up to the event `as_of` applied.
#[derive(Clone, Debug, PartialEq)]
struct TimelineEntry {
    message: Message,
    as_of: u64,
}

/// Maximum number of messages while nobody scrolls.
const WINDOW: usize = 200;
/// Maximum number of messages while somebody scrolls.
const SCROLL_WINDOW: usize = 300;

impl Timeline {
    /// Creates an empty window of a room whose stream is at `seq`.
    pub(super) fn unloaded(seq: u64) -> Self {
        Self {
            entries: Vec::new(),
            loaded: false,
            older: true,
            newer: false,
            last_skipped: 0,
            last_change_outside: seq,
        }
    }

    /// Fills the window with messages as of the `seq` that it was created with.
    pub(super) fn open(&mut self, messages: Vec<Message>, older: bool, newer: bool) {
        self.loaded = true;
        self.older = older;
        self.newer = newer;
        self.put_all(messages, self.last_change_outside);
    }

    /// Returns the messages in rising `seq`.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.entries.iter().map(|entry| &entry.message)
    }

    /// Returns the `seq` of the first message.
    pub fn first(&self) -> Option<u64> {
        self.entries.first().map(|entry| entry.message.seq)
    }

    /// Returns the `seq` of the last message.
    pub fn last(&self) -> Option<u64> {
        self.entries.last().map(|entry| entry.message.seq)
    }

    /// Returns whether the window contains the message at `seq`.
    pub fn holds(&self, seq: u64) -> bool {
        self.place(seq).is_ok()
    }

    /// Returns whether the window contains the first message after the event `seq`, if there is one.
    pub fn holds_position(&self, seq: u64) -> bool {
        let begins_before = !self.older || self.first().is_some_and(|first| first <= seq);
        let ends_after = !self.newer || self.last().is_some_and(|last| last > seq);
        self.loaded && begins_before && ends_after
    }

    /// Returns the events from the message `first` to the message `last`, with those before and after that are no messages.
    /// `end` is the last event of the stream.
    pub(crate) fn surroundings(&self, first: u64, last: u64, end: u64) -> (u64, u64) {
        let from = match self.place(first).unwrap_or_else(|place| place) {
            0 if self.older => first,
            0 => 0,
            place => self.entries[place - 1].message.seq + 1,
        };
        let next = self
            .place(last)
            .map_or_else(|place| place, |place| place + 1);
        let to = match self.entries.get(next) {
            Some(next) => next.message.seq - 1,
            None if self.newer => last,
            None => end.max(last),
        };
        (from, to)
    }

    /// Returns the index of the message at `seq`, or where to insert it.
    fn place(&self, seq: u64) -> Result<usize, usize> {
        self.entries
            .binary_search_by(|entry| entry.message.seq.cmp(&seq))
    }

    /// Adds a message as of an event, unless this version or a later one is there.
    fn put(&mut self, message: Message, as_of: u64) {
        let place = self.place(message.seq);
        let new = TimelineEntry { message, as_of };
        match place {
            Ok(place) if self.entries[place].as_of < as_of => self.entries[place] = new,
            Ok(_) => {}
            Err(place) => self.entries.insert(place, new),
        }
    }

    fn put_all(&mut self, messages: Vec<Message>, as_of: u64) {
        for message in messages {
            self.put(message, as_of);
        }
    }

    /// Adds a message that was just created.
    pub(super) fn live(&mut self, message: Message) {
        let created = message.seq;
        self.add(message, created);
    }

    /// Adds an acknowledged message, until its event or a page replaces it.
    pub fn acknowledged(&mut self, message: Message) {
        self.add(message, 0);
    }

    fn add(&mut self, message: Message, as_of: u64) {
        if self.newer {
            // Recorded even if the window contains it: a page read before it must not replace the window.
            self.last_skipped = self.last_skipped.max(message.seq);
            if !self.holds(message.seq) {
                return;
            }
        }
        self.put(message, as_of);
        if !self.loaded {
            self.last_skipped = self.last_skipped.max(self.trim());
        }
    }

    /// Returns the message that the event `seq` changes. `None` if the window does not contain it, or a later version of it.
    pub(super) fn changed_by(&mut self, seq: u64, message: MessageId) -> Option<&mut Message> {
        // The newest are changed most.
        let mut newest_first = self.entries.iter_mut().rev();
        match newest_first.find(|entry| entry.message.id == message) {
            None => {
                self.last_change_outside = self.last_change_outside.max(seq);
                None
            }
            Some(entry) if entry.as_of < seq => {
                entry.as_of = seq;
                Some(&mut entry.message)
            }
            Some(_) => None,
        }
    }

    /// Returns whether the window has become so long that rendering is slow.
    pub fn is_long(&self) -> bool {
        self.entries.len() > SCROLL_WINDOW
    }

    /// Removes the oldest messages beyond the bound. Call it while nobody looks at them. Returns the `seq` of the last one
    /// removed, or 0.
    pub fn trim(&mut self) -> u64 {
        self.forget_oldest(WINDOW)
    }

    fn forget_oldest(&mut self, bound: usize) -> u64 {
        let excess = self.entries.len().saturating_sub(bound);
        self.older |= excess > 0;
        let forgotten: Vec<TimelineEntry> = self.entries.drain(..excess).collect();
        self.forget(forgotten)
    }

    /// Removes the newest messages beyond the bound: the window then shows the past.
    fn forget_newest(&mut self) {
        let kept = self.entries.len().min(SCROLL_WINDOW);
        let forgotten = self.entries.split_off(kept);
        self.newer |= !forgotten.is_empty();
        self.last_skipped = self.last_skipped.max(self.forget(forgotten));
    }

    /// Removes the root of a thread if the newest page does not begin with it: replies between the two are missing. It returns
    /// with them.
    fn forget_root(&mut self, page: &[Message]) {
        let root = page.first().and_then(|first| first.reply_to);
        let holds_root = self
            .entries
            .first()
            .is_some_and(|first| Some(first.message.id) == root);
        if holds_root && !self.loaded {
            let forgotten = self.entries.drain(..1).collect();
            self.forget(forgotten);
        }
    }

    fn forget(&mut self, forgotten: Vec<TimelineEntry>) -> u64 {
        let mut last = 0;
        for entry in forgotten {
            self.last_change_outside = self.last_change_outside.max(entry.as_of);
            last = entry.message.seq;
        }
        last
    }

    /// Adds a page. Returns `false` if the page is too old and must be requested again.
    pub(super) fn load(&mut self, page: MessagePage, load: PageRequest) -> bool {
        let MessagePage {
            messages: page,
            seq: page_seq,
            cut,
            ..
        } = page;
        if load.is_late(self.first(), self.last()) {
            return true;
        }
        if page_seq < self.last_change_outside {
            return false;
        }
        match load {
            PageRequest::Newest { .. } if page_seq < self.last_skipped => return false,
            PageRequest::Newest { limit } => {
                self.older = cut || page.len() >= limit;
                if self.newer {
                    self.newer = false;
                    self.replace(page, page_seq);
                } else {
                    self.forget_root(&page);
                    self.put_all(page, page_seq);
                }
            }
            PageRequest::Older { limit, .. } => {
                self.older = cut || page.len() >= limit;
                self.put_all(page, page_seq);
                self.forget_newest();
            }
            PageRequest::Newer { limit, .. } => {
                self.newer = cut || page.len() >= limit || page_seq < self.last_skipped;
                self.put_all(page, page_seq);
                self.forget_oldest(SCROLL_WINDOW);
            }
            PageRequest::Around { seq, limit } => {
                let before = page.iter().filter(|message| message.seq < seq).count();
                let half = limit / 2;
                self.last_skipped = self.last_skipped.max(self.last().unwrap_or_default());
                self.older = cut || before >= half;
                self.newer = cut || page.len() - before >= half || page_seq < self.last_skipped;
                self.replace(page, page_seq);
            }
        }
        self.loaded = true;
        true
    }

    /// Moves the window to a page. Of a message in both, the later version stays.
    fn replace(&mut self, page: Vec<Message>, page_seq: u64) {
        let before = mem::take(&mut self.entries);
        self.put_all(page, page_seq);
        for entry in before {
            if self.holds(entry.message.seq) {
                self.put(entry.message, entry.as_of);
            } else {
                self.last_change_outside = self.last_change_outside.max(entry.as_of);
            }
        }
    }
}
