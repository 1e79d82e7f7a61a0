/// How many messages by others a room has after the read position: what the server counted when the room's stream
/// stood at `at`, and what the stream has told since. The count may arrive before or after the events that it includes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unread {
    count: u64,
    /// Those that mention the person. A change of what is counted already is told with a new count.
    mentions: u64,
    at: u64,
    /// The messages that came after `at`, by their `seq`, and whether they mention the person.
    since: Vec<(u64, bool)>,
    /// Messages that were deleted after `at`.
    deleted: Vec<Deletion>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Deletion {
    /// The message's own place.
    message: u64,
    seq: u64,
}

impl Unread {
    pub(super) fn new(count: u64, mentions: u64, at: u64) -> Self {
        Self {
            count,
            mentions,
            at,
            since: Vec::new(),
            deleted: Vec::new(),
        }
    }

    /// Where the room's stream stood when the count was made.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The count for the read position that it was made with.
    pub(super) fn count(&self, read_seq: u64) -> u64 {
        // Later ones are not in the count: they are taken out of `since`.
        let counted =
            |deletion: &&Deletion| deletion.message > read_seq && deletion.message <= self.at;
        let gone = self.deleted.iter().filter(counted).count() as u64;
        self.count
            .saturating_sub(gone)
            .saturating_add(self.since.len() as u64)
    }

    /// How many of them mention the person.
    pub(super) fn mentions(&self) -> u64 {
        let since = self.since.iter().filter(|(_, mentions)| *mentions);
        self.mentions.saturating_add(since.count() as u64)
    }

    /// The server has counted anew.
    pub(super) fn counted(&mut self, count: u64, mentions: u64, at: u64) {
        self.count = count;
        self.mentions = mentions;
        self.at = at;
        self.since.retain(|(seq, _)| *seq > at);
        self.deleted.retain(|deletion| deletion.seq > at);
    }

    pub(super) fn created(&mut self, seq: u64, mentions: bool) {
        if seq > self.at {
            self.since.push((seq, mentions));
        }
    }

    /// The event `seq` deleted the message at `message`.
    pub(super) fn deleted(&mut self, message: u64, seq: u64) {
        if seq > self.at {
            self.since.retain(|(unread, _)| *unread != message);
            self.deleted.push(Deletion { message, seq });
        }
    }
}
