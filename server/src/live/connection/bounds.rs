//! The bounds of one connection.

use crate::tuning::Tuning;
use std::time::Duration;

/// The bounds and times of one connection.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Work that may be in progress. At this bound, the client is not read from.
    pub pipeline: usize,
    /// Batches that may wait for the page that is being read. Later ones are read from the log.
    pub deferred: usize,
    /// Frames that may wait for the person's allowance.
    pub backlog: usize,
    /// How often the client is to send a frame.
    pub heartbeat: Duration,
    /// How long the client may send nothing.
    pub silence: Duration,
    /// How long the client may take to say `hello`.
    pub hello: Duration,
}

impl From<&Tuning> for Bounds {
    fn from(tuning: &Tuning) -> Self {
        Self {
            pipeline: tuning.pipeline,
            deferred: 64,
            backlog: tuning.burst as usize,
            heartbeat: tuning.heartbeat,
            silence: tuning.silence(),
            hello: tuning.hello,
        }
    }
}
