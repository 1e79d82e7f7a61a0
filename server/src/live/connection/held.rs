//! Frames beyond what their person may send at once: they wait for their turn, and nothing overtakes them.

use super::Ending;
use crate::live::allowance::Allowance;
use axum::extract::ws::Utf8Bytes;
use protocol::limits;
use std::{collections::VecDeque, future::pending};
use tokio::time::{Instant, sleep_until};

/// The most that the frames of one connection may hold while they wait, in bytes.
const BYTES: usize = 2 * limits::FRAME_BYTES;

/// What a client said.
pub(super) enum Frame {
    Text(Utf8Bytes),
    /// What is no text.
    Binary,
    /// A sign of life, and nothing more.
    Alive,
}

/// The frames of one connection that wait.
pub(super) struct HeldFrames {
    most: usize,
    frames: VecDeque<Frame>,
    bytes: usize,
    /// When the first of them has its turn.
    turn: Option<Instant>,
}

impl HeldFrames {
    /// Holds at most so many.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            frames: VecDeque::new(),
            bytes: 0,
            turn: None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// Holds a frame. More than may wait are a flood: a client that waits for its answers never has so many.
    pub(super) fn hold(&mut self, frame: Frame, allowance: &Allowance) -> Result<(), Ending> {
        self.bytes += frame.len();
        if self.frames.len() >= self.most || self.bytes > BYTES {
            return Err(Ending::Flood);
        }
        self.frames.push_back(frame);
        self.turn.get_or_insert_with(|| allowance.reserve(1));
        Ok(())
    }

    /// Waits for the next frame whose turn has come, for ever where there is none. To drop the future loses nothing.
    pub(super) async fn next(&mut self, allowance: &Allowance) -> Frame {
        match self.turn {
            Some(turn) => sleep_until(turn).await,
            None => pending().await,
        }
        let Some(frame) = self.frames.pop_front() else {
            return pending().await;
        };
        self.bytes -= frame.len();
        self.turn = (!self.frames.is_empty()).then(|| allowance.reserve(1));
        frame
    }
}

impl Frame {
    fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Binary | Self::Alive => 0,
        }
    }
}
