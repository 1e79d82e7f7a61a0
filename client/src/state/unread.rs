//! Unread count of a room.

/// Number of messages by others after the read position: the server's count as of the event `as_of`, plus the events since. The
/// count may arrive before or after the events that it includes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unread {
    count: u64,
    /// Those that mention the person. If an edit changes that, the server sends a new count.
    mentions: u64,
    as_of: u64,
    /// The `seq` of each message after `as_of`, and whether it mentions the person.
    since: Vec<(u64, bool)>,
    /// Messages that were deleted after `as_of`.
    deleted: Vec<Deletion>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Deletion {
    /// The `seq` of the message.
    message: u64,
    seq: u64,
}

impl Unread {
    pub(super) fn new(count: u64, mentions: u64, as_of: u64) -> Self {
        Self {
            count,
            mentions,
            as_of,
            since: Vec::new(),
            deleted: Vec::new(),
        }
    }

    /// Returns the event that the server's count is as of.
    pub(super) fn as_of(&self) -> u64 {
        self.as_of
    }

    /// Returns the count. `read_seq` is the read position that the server counted from.
    pub(super) fn count(&self, read_seq: u64) -> u64 {
        // Deleted messages after `as_of` are not in the count: `deleted` has removed them from `since`.
        let counted =
            |deletion: &&Deletion| deletion.message > read_seq && deletion.message <= self.as_of;
        let gone = self.deleted.iter().filter(counted).count() as u64;
        self.count
            .saturating_sub(gone)
            .saturating_add(self.since.len() as u64)
    }

    /// Returns how many of them mention the person.
    pub(super) fn mentions(&self) -> u64 {
        let since = self.since.iter().filter(|(_, mentions)| *mentions);
        self.mentions.saturating_add(since.count() as u64)
    }

    /// Replaces the count by a new one of the server.
    pub(super) fn counted(&mut self, count: u64, mentions: u64, as_of: u64) {
        self.count = count;
        self.mentions = mentions;
        self.as_of = as_of;
        self.since.retain(|(seq, _)| *seq > as_of);
        self.deleted.retain(|deletion| deletion.seq > as_of);
    }

    pub(super) fn created(&mut self, seq: u64, mentions: bool) {
        if seq > self.as_of {
            self.since.push((seq, mentions));
        }
    }

    /// The event `seq` deleted the message at `message`.
    pub(super) fn deleted(&mut self, message: u64, seq: u64) {
        if seq > self.as_of {
            self.since.retain(|(unread, _)| *unread != message);
            self.deleted.push(Deletion { message, seq });
        }
    }
}
