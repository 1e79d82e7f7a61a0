//! Frames that a client sent faster than its person's allowance: each waits for its turn, and none overtakes another.

use super::ending::Ending;
use crate::live::{allowance::Allowance, transport::Received};
use protocol::limits;
use std::collections::VecDeque;
use tokio::time::Instant;

/// The most bytes that the backlog of one connection may hold.
const BYTES: usize = 2 * limits::FRAME_BYTES;

pub(super) struct Backlog {
    capacity: usize,
    frames: VecDeque<Received>,
    bytes: usize,
    /// When the first frame may be handled.
    turn: Option<Instant>,
}

impl Backlog {
    /// Creates a backlog of at most `capacity` frames.
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            frames: VecDeque::new(),
            bytes: 0,
            turn: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// Returns when the first frame may be handled.
    pub(super) fn turn(&self) -> Option<Instant> {
        self.turn
    }

    /// Appends a frame.
    ///
    /// # Errors
    ///
    /// `Flood` if the backlog is full. A client that waits for its answers never fills it.
    pub(super) fn push(
        &mut self,
        frame: Received,
        allowance: &Allowance,
        now: Instant,
    ) -> Result<(), Ending> {
        self.bytes += frame.len();
        if self.frames.len() >= self.capacity || self.bytes > BYTES {
            return Err(Ending::Flood);
        }
        self.frames.push_back(frame);
        self.turn.get_or_insert_with(|| allowance.reserve(now, 1));
        Ok(())
    }

    /// Takes the first frame if its turn has come.
    pub(super) fn pop(&mut self, allowance: &Allowance, now: Instant) -> Option<Received> {
        self.turn.filter(|turn| *turn <= now)?;
        let frame = self.frames.pop_front()?;
        self.bytes -= frame.len();
        self.turn = (!self.frames.is_empty()).then(|| allowance.reserve(now, 1));
        Some(frame)
    }
}
