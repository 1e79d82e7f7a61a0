//! Names of the tips for people who are new. Each person dismisses them one by one.

/// The first steps in a new workspace, for the administrator who created it.
pub const FIRST_STEPS: &str = "first-steps";
/// How to jump to a room or a person.
pub const JUMP: &str = "jump";
/// How to notify a person.
pub const MENTION: &str = "mention";
/// How to answer in a thread.
pub const THREAD: &str = "thread";

/// The tips that every new person gets, in their order.
pub const OF_EVERYONE: [&str; 3] = [JUMP, MENTION, THREAD];
