//! A journal of one client's actions and events, in order: a file of JSON lines.

use protocol::{ClientId, Command, Event, MessageId, MessagePage, RoomId, StreamId, UserId};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File},
    io::{self, BufRead as _, BufReader, BufWriter, Write as _},
    path::{Path, PathBuf},
};

/// One line of a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub(crate) enum JournalEntry {
    /// The first line: the client's person.
    Client { user: UserId, name: String },
    /// The person sent a message: it is in the outbox from now on, in this order.
    Sends {
        client_id: ClientId,
        room: RoomId,
        body: String,
    },
    /// The message was sent again, because no answer came.
    Repeats { client_id: ClientId },
    /// The message was acked: the server promised that it is stored.
    Sent {
        client_id: ClientId,
        seq: u64,
        message: MessageId,
    },
    /// The message was refused for good: the server promised that it is not stored.
    Refused { client_id: ClientId },
    /// Another command was acked, with its event if it had one.
    Changed {
        change: Command,
        stream: Option<StreamId>,
        seq: Option<u64>,
    },
    /// Another command was refused for good.
    Declined { change: Command },
    /// A link was opened.
    Welcomed,
    /// The client follows a stream from the event after `seq`.
    Placed { stream: StreamId, seq: u64 },
    /// The client was told that its person can no longer see the stream.
    Left { stream: StreamId },
    /// A page of history was received over HTTP. `whole` if it begins with the first message.
    Loaded {
        room: RoomId,
        page: MessagePage,
        whole: bool,
    },
    /// An event was received.
    Saw { stream: StreamId, event: Event },
}

/// A journal that was read.
#[derive(Clone, Debug)]
pub(crate) struct RecordedJournal {
    pub(crate) user: UserId,
    pub(crate) name: String,
    pub(crate) entries: Vec<JournalEntry>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum JournalError {
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    #[error("{0}, line {1}: {2}")]
    Line(PathBuf, usize, serde_json::Error),
    #[error("{0} does not name its client")]
    Nobody(PathBuf),
}

/// A journal that is being written.
pub(crate) struct Journal {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Journal {
    pub(crate) fn create(folder: &Path, user: UserId, name: &str) -> Result<Self, JournalError> {
        let path = folder.join(format!("{name}.jsonl"));
        let file = File::create(&path).map_err(|error| JournalError::Io(path.clone(), error))?;
        let file = BufWriter::new(file);
        let mut journal = Self { path, file };
        let name = name.to_owned();
        journal.note(&JournalEntry::Client { user, name })?;
        Ok(journal)
    }

    pub(crate) fn note(&mut self, entry: &JournalEntry) -> Result<(), JournalError> {
        serde_json::to_writer(&mut self.file, entry)
            .map_err(io::Error::from)
            .and_then(|()| self.file.write_all(b"\n"))
            .map_err(|error| JournalError::Io(self.path.clone(), error))
    }

    pub(crate) fn finish(mut self) -> Result<(), JournalError> {
        let done = self.file.flush();
        done.map_err(|error| JournalError::Io(self.path, error))
    }

    /// Returns the journals in a folder, sorted by name.
    pub(crate) fn all_in(folder: &Path) -> Result<Vec<PathBuf>, JournalError> {
        let failed = |error| JournalError::Io(folder.to_owned(), error);
        let mut paths = Vec::new();
        for file in fs::read_dir(folder).map_err(failed)? {
            let path = file.map_err(failed)?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "jsonl")
            {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }
}

pub(crate) fn read(path: &Path) -> Result<RecordedJournal, JournalError> {
    let failed = |error| JournalError::Io(path.to_owned(), error);
    let mut entries = Vec::new();
    for (index, line) in BufReader::new(File::open(path).map_err(failed)?)
        .lines()
        .enumerate()
    {
        let entry = serde_json::from_str(&line.map_err(failed)?)
            .map_err(|error| JournalError::Line(path.to_owned(), index + 1, error))?;
        entries.push(entry);
    }
    match entries.first() {
        Some(JournalEntry::Client { user, name }) => Ok(RecordedJournal {
            user: *user,
            name: name.clone(),
            entries,
        }),
        _ => Err(JournalError::Nobody(path.to_owned())),
    }
}
