//! The settings of a run, and the acts in it.

use super::dice::Dice;

/// The settings of a run, drawn from its seed.
pub(crate) struct Plan {
    /// The acts of this run.
    pub(crate) acts: Vec<(Act, u64)>,
    /// The number of acts.
    pub(crate) steps: u64,
    /// The longest time between two acts, in milliseconds.
    pub(crate) pace: u64,
    /// The most tabs of one browser.
    pub(crate) tabs: usize,
    /// Messages in a page of history.
    pub(crate) page: usize,
    /// Deliveries that may wait for a connection.
    pub(crate) hub_queue: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Send,
    Read,
    Load,
    OpenThread,
    LoadMembers,
    Type,
    Join,
    Leave,
    MakeRoom,
    DeleteRoom,
    Edit,
    Delete,
    React,
    MarkUnread,
    Draft,
    Settle,
    SignOut,
    Cut,
    Darken,
    Offline,
    Reload,
    Stall,
    Crash,
    ShutDown,
    BackUp,
    Restore,
    Trim,
    FillDisk,
    /// A program sends many messages at once.
    Flood,
    /// The tab drops the oldest messages of a long room.
    Shorten,
}

/// The acts with their weights.
pub(crate) const ACTS: [(Act, u64); 28] = [
    (Act::Send, 30),
    (Act::Read, 8),
    (Act::Load, 8),
    (Act::OpenThread, 4),
    (Act::LoadMembers, 3),
    (Act::Type, 2),
    (Act::Join, 5),
    (Act::Leave, 4),
    (Act::MakeRoom, 2),
    (Act::DeleteRoom, 1),
    (Act::Edit, 6),
    (Act::Delete, 3),
    (Act::React, 6),
    (Act::MarkUnread, 3),
    (Act::Draft, 4),
    (Act::Settle, 2),
    (Act::SignOut, 1),
    (Act::Cut, 6),
    (Act::Darken, 2),
    (Act::Offline, 3),
    (Act::Reload, 3),
    (Act::Stall, 3),
    (Act::Crash, 4),
    (Act::ShutDown, 1),
    (Act::BackUp, 1),
    (Act::Restore, 1),
    (Act::Trim, 2),
    (Act::FillDisk, 1),
];

/// Slow acts, which happen in a few runs only.
pub(crate) const BIG_ACTS: [(Act, u64); 2] = [(Act::Flood, 6), (Act::Shorten, 6)];

impl Plan {
    /// Leaves some acts out of each run, so that some runs have much of a few acts.
    pub(crate) fn draw(dice: &mut Dice, steps: Option<u64>) -> Self {
        let mut acts: Vec<(Act, u64)> = Vec::new();
        for (act, weight) in ACTS {
            if act == Act::Send || !dice.one_in(3) {
                acts.push((act, weight));
            }
        }
        let big = dice.one_in(40);
        if big {
            acts.extend(BIG_ACTS);
        }
        let drawn = dice.between(10, 60);
        Self {
            acts,
            steps: steps.unwrap_or(drawn),
            tabs: if dice.one_in(3) { 2 } else { 1 },
            page: if big { 200 } else { 4 },
            pace: dice.pick(&[20, 300, 3_000, 10_000]).unwrap_or(300),
            hub_queue: dice.pick(&[1, 2, 4, 64]).unwrap_or(64),
        }
    }
}
