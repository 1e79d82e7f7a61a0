use crate::model::Message;

/// What a page of history was asked for. A page as long as its `limit` tells that there may be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
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
    messages: Vec<Message>,
    /// Whether history was asked for: until then it holds only what came live.
    pub loaded: bool,
    /// Whether there are messages before the window.
    pub older: bool,
    /// Whether there are messages after the window.
    pub newer: bool,
    /// The last message that came live and that the window did not keep: a page read before it would leave a hole.
    passed: u64,
}

/// The most messages that the window keeps of a room that nobody scrolls in.
const WINDOW: usize = 200;

impl Timeline {
    pub(super) fn unloaded() -> Self {
        Self {
            messages: Vec::new(),
            loaded: false,
            older: true,
            newer: false,
            passed: 0,
        }
    }

    pub(super) fn window(messages: Vec<Message>, older: bool, newer: bool) -> Self {
        Self {
            messages,
            loaded: true,
            older,
            newer,
            passed: 0,
        }
    }

    /// The messages in rising `seq`.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter()
    }

    /// The `seq` of the first message held.
    pub fn first(&self) -> Option<u64> {
        self.messages.first().map(|message| message.seq)
    }

    /// The `seq` of the last message held.
    pub fn last(&self) -> Option<u64> {
        self.messages.last().map(|message| message.seq)
    }

    /// Whether the message at `seq` is held.
    pub fn holds(&self, seq: u64) -> bool {
        self.place(seq).is_ok()
    }

    /// Where the message at `seq` is, or would be.
    fn place(&self, seq: u64) -> Result<usize, usize> {
        self.messages
            .binary_search_by(|message| message.seq.cmp(&seq))
    }

    fn insert(&mut self, message: Message) {
        match self.place(message.seq) {
            Ok(place) => self.messages[place] = message,
            Err(place) => self.messages.insert(place, message),
        }
    }

    /// Takes a message that was just created, or acknowledged, in.
    pub fn live(&mut self, message: Message) {
        if self.newer {
            self.passed = self.passed.max(message.seq);
            return;
        }
        self.insert(message);
        if !self.loaded {
            self.passed = self.passed.max(self.trim());
        }
    }

    /// Whether it has grown so long that showing it is slow.
    pub fn is_long(&self) -> bool {
        self.messages.len() > 2 * WINDOW
    }

    /// Forgets the oldest messages beyond the window's bound, when nobody is looking at them. Returns the `seq` of
    /// the last one forgotten, or 0.
    pub fn trim(&mut self) -> u64 {
        let excess = self.messages.len().saturating_sub(WINDOW);
        self.older |= excess > 0;
        self.messages
            .drain(..excess)
            .next_back()
            .map_or(0, |message| message.seq)
    }

    /// Takes in a page that was true at `page_seq`. Returns whether it was fresh enough to join the present.
    pub(super) fn load(&mut self, page: Vec<Message>, page_seq: u64, load: Load) -> bool {
        match load {
            Load::Newest { limit } => {
                if page_seq < self.passed {
                    return false;
                }
                if self.newer {
                    self.messages.clear();
                }
                self.loaded = true;
                self.newer = false;
                self.older = page.len() >= limit;
            }
            Load::Older { before, limit } if self.first() == Some(before) => {
                self.older = page.len() >= limit
            }
            Load::Newer { after, limit } if self.last() == Some(after) => {
                self.newer = page.len() >= limit || page_seq < self.passed;
            }
            // The window has moved on since the page was asked for.
            Load::Older { .. } | Load::Newer { .. } => return true,
            Load::Around { seq, limit } => {
                let before = page.iter().filter(|message| message.seq < seq).count();
                let half = limit / 2;
                let passed = self.passed.max(self.last().unwrap_or_default());
                let newer = page.len() - before >= half || page_seq < passed;
                *self = Self {
                    passed,
                    ..Self::window(page, before >= half, newer)
                };
                return true;
            }
        }
        for message in page {
            self.insert(message);
        }
        true
    }
}
