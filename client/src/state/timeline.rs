use protocol::{Message, MessageId, MessagePage};
use std::mem;

/// What a page of history was asked for. A page as long as its `limit` tells that there may be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRequest {
    /// The newest messages.
    Newest { limit: usize },
    /// Messages before `before`, which was the first one held.
    Older { before: u64, limit: usize },
    /// Messages after `after`, which was the last one held.
    Newer { after: u64, limit: usize },
    /// Messages around the place `seq` in history: the window moves there.
    Around { seq: u64, limit: usize },
}

/// A window without holes over a room's messages, by `seq`.
///
/// While `newer` is false the window reaches the present, and live messages extend it. While it is true the window
/// looks at the past, and live messages pass it by.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// In rising `seq`.
    held: Vec<Held>,
    /// Whether history was asked for: until then it holds only what came live.
    pub loaded: bool,
    /// Whether there are messages before the window.
    pub older: bool,
    /// Whether there are messages after the window.
    pub newer: bool,
    /// The last message that came live and that the window did not keep: a page read before it would leave a hole.
    passed: u64,
    /// The last event that may have changed a message that the window does not hold: a page read before it may show
    /// the message as it was.
    changed: u64,
}

/// A message, true for `as_of`: the events of its room up to there that are about it are in it.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    message: Message,
    as_of: u64,
}

/// The most messages that the window keeps of a room that nobody scrolls in.
const WINDOW: usize = 200;
/// The most messages that the window keeps of a room in which somebody scrolls: a page holds no more of them, however
/// long the room is.
const WIDEST: usize = 300;

impl Timeline {
    /// A window that nothing was read for yet, of a room whose stream stands at `seq`.
    pub(super) fn unloaded(seq: u64) -> Self {
        Self {
            held: Vec::new(),
            loaded: false,
            older: true,
            newer: false,
            passed: 0,
            changed: seq,
        }
    }

    /// Opens the window on messages that are true for where the room's stream stands.
    pub(super) fn open(&mut self, messages: Vec<Message>, older: bool, newer: bool) {
        self.loaded = true;
        self.older = older;
        self.newer = newer;
        self.put_all(messages, self.changed);
    }

    /// The messages in rising `seq`.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.held.iter().map(|held| &held.message)
    }

    /// The `seq` of the first message held.
    pub fn first(&self) -> Option<u64> {
        self.held.first().map(|held| held.message.seq)
    }

    /// The `seq` of the last message held.
    pub fn last(&self) -> Option<u64> {
        self.held.last().map(|held| held.message.seq)
    }

    /// Whether the message at `seq` is held.
    pub fn holds(&self, seq: u64) -> bool {
        self.place(seq).is_ok()
    }

    /// Where the message at `seq` is, or would be.
    fn place(&self, seq: u64) -> Result<usize, usize> {
        self.held
            .binary_search_by(|held| held.message.seq.cmp(&seq))
    }

    /// Takes a message in, unless it is held as it was then or later.
    fn put(&mut self, message: Message, as_of: u64) {
        let place = self.place(message.seq);
        let new = Held { message, as_of };
        match place {
            Ok(place) if self.held[place].as_of < as_of => self.held[place] = new,
            Ok(_) => {}
            Err(place) => self.held.insert(place, new),
        }
    }

    fn put_all(&mut self, messages: Vec<Message>, as_of: u64) {
        for message in messages {
            self.put(message, as_of);
        }
    }

    /// Takes a message in that was just created.
    pub(super) fn live(&mut self, message: Message) {
        let created = message.seq;
        self.add(message, created);
    }

    /// Takes a message in that was acknowledged, until its event tells all of it.
    pub fn acknowledged(&mut self, message: Message) {
        self.add(message, 0);
    }

    fn add(&mut self, message: Message, as_of: u64) {
        if self.newer {
            // Also where the window holds it: a page read before it must not take the window's place.
            self.passed = self.passed.max(message.seq);
            if !self.holds(message.seq) {
                return;
            }
        }
        self.put(message, as_of);
        if !self.loaded {
            self.passed = self.passed.max(self.trim());
        }
    }

    /// The message that the event `seq` changes. None where that is no news: the window does not hold the message, or
    /// as it was later.
    pub(super) fn changed_by(&mut self, seq: u64, message: MessageId) -> Option<&mut Message> {
        // The newest are changed most.
        let mut newest_first = self.held.iter_mut().rev();
        match newest_first.find(|held| held.message.id == message) {
            None => {
                self.changed = self.changed.max(seq);
                None
            }
            Some(held) if held.as_of < seq => {
                held.as_of = seq;
                Some(&mut held.message)
            }
            Some(_) => None,
        }
    }

    /// Whether it has grown so long that showing it is slow.
    pub fn is_long(&self) -> bool {
        self.held.len() > WIDEST
    }

    /// Forgets the oldest messages beyond the window's bound, when nobody is looking at them. Returns the `seq` of
    /// the last one forgotten, or 0.
    pub fn trim(&mut self) -> u64 {
        self.forget_oldest(WINDOW)
    }

    fn forget_oldest(&mut self, bound: usize) -> u64 {
        let excess = self.held.len().saturating_sub(bound);
        self.older |= excess > 0;
        let forgotten: Vec<Held> = self.held.drain(..excess).collect();
        self.forget(forgotten)
    }

    /// Forgets the newest messages beyond the widest window: it then looks at the past.
    fn forget_newest(&mut self) {
        let kept = self.held.len().min(WIDEST);
        let forgotten = self.held.split_off(kept);
        self.newer |= !forgotten.is_empty();
        self.passed = self.passed.max(self.forget(forgotten));
    }

    /// The root of a thread is there before anything was read. Where the newest replies are not all, others are missing
    /// between: it comes again with those.
    fn forget_root(&mut self, page: &[Message]) {
        let begins_later = page.first().is_some_and(|first| first.reply_to.is_some());
        if begins_later && !self.loaded {
            let roots = self
                .held
                .partition_point(|held| held.message.reply_to.is_none());
            let forgotten = self.held.drain(..roots).collect();
            self.forget(forgotten);
        }
    }

    fn forget(&mut self, forgotten: Vec<Held>) -> u64 {
        let mut last = 0;
        for held in forgotten {
            self.changed = self.changed.max(held.as_of);
            last = held.message.seq;
        }
        last
    }

    /// Takes in a page. Returns whether it was fresh enough to join what is known.
    pub(super) fn load(&mut self, page: MessagePage, load: PageRequest) -> bool {
        let MessagePage {
            messages: page,
            seq: page_seq,
            cut,
            ..
        } = page;
        if self.has_moved_on(load) {
            return true;
        }
        if page_seq < self.changed {
            return false;
        }
        match load {
            PageRequest::Newest { .. } if page_seq < self.passed => return false,
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
                self.newer = cut || page.len() >= limit || page_seq < self.passed;
                self.put_all(page, page_seq);
                self.forget_oldest(WIDEST);
            }
            PageRequest::Around { seq, limit } => {
                let before = page.iter().filter(|message| message.seq < seq).count();
                let half = limit / 2;
                self.passed = self.passed.max(self.last().unwrap_or_default());
                self.older = cut || before >= half;
                self.newer = cut || page.len() - before >= half || page_seq < self.passed;
                self.replace(page, page_seq);
            }
        }
        self.loaded = true;
        true
    }

    /// Whether the window is no longer where it was when the page was asked for.
    fn has_moved_on(&self, load: PageRequest) -> bool {
        match load {
            PageRequest::Older { before, .. } => self.first() != Some(before),
            PageRequest::Newer { after, .. } => self.last() != Some(after),
            PageRequest::Newest { .. } | PageRequest::Around { .. } => false,
        }
    }

    /// Moves the window to a page. What it held and the page holds too keeps what it knows that the page does not.
    fn replace(&mut self, page: Vec<Message>, page_seq: u64) {
        let before = mem::take(&mut self.held);
        self.put_all(page, page_seq);
        for held in before {
            if self.holds(held.message.seq) {
                self.put(held.message, held.as_of);
            } else {
                self.changed = self.changed.max(held.as_of);
            }
        }
    }
}
