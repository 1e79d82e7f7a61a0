//! The output of a connection's core, and the results of its work.

use super::ending::Ending;
use crate::{
    live::{hub::encode, session::Greeting},
    store::{EventPage, Standing},
};
use axum::extract::ws::Utf8Bytes;
use protocol::{Command, CommandId, ServerFrame, StreamId};

/// The output for an input: frames to write, then work to start.
#[derive(Debug, Default)]
pub struct Output {
    pub frames: Vec<Utf8Bytes>,
    pub work: Vec<Work>,
}

/// Asynchronous work for a connection. Its result comes back to `Core::finish`.
#[derive(Debug)]
pub enum Work {
    /// Look up the heads of the streams that the person may see.
    Standing(Greeting),
    /// Read the page of a stream's log after an event.
    Page { stream: StreamId, after: u64 },
    /// Change something. The store takes commands in the order in which they are started.
    Command { id: CommandId, command: Command },
}

/// The result of a [`Work`].
#[derive(Debug)]
pub enum WorkResult {
    /// The ack or refusal of a command.
    Answer(ServerFrame),
    /// `None` if the session is over.
    Standing(Greeting, Option<Standing>),
    /// `None` if the person may no longer see the stream.
    Page(StreamId, Option<EventPage>),
    /// A read failed.
    Failed,
}

impl Output {
    pub(super) fn say(&mut self, frame: &ServerFrame) -> Result<(), Ending> {
        self.frames.push(encode(frame).ok_or(Ending::Fault)?);
        Ok(())
    }
}
