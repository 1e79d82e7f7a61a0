//! Faults that can be planted in the product's code or in its models: the checks must find each of them.

use std::cell::Cell;

/// A mistake that can be planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The writer answers before it has committed.
    AckBeforeCommit,
    /// The writer publishes before it has committed.
    PublishBeforeCommit,
    /// A repeated `client_id` is stored again.
    NoUniqueIndex,
    /// In `connection/core.rs`: what was published between the lookup of the streams' heads and the subscription to them
    /// is forgotten.
    ListenAfterStanding,
    /// In `connection/core.rs`: a connection whose queue was full goes on as if nothing were missing.
    LagIgnored,
    /// In `session.rs`: the `welcome` counts as the events that it announces.
    CursorTooEarly,
    /// A browser removes a message from its storage when it sends it.
    OutboxEmptiedAtSend,
    /// In `session.rs`: cursors of another epoch are served.
    EpochIgnored,
    /// A page of history has the `seq` of an event after its reading.
    TornPage,
    /// In `hub/roster.rs`: a person who leaves a room is not unsubscribed from it.
    RemovedStillServed,
}

pub(crate) const FAULTS: [Fault; 10] = [
    Fault::AckBeforeCommit,
    Fault::PublishBeforeCommit,
    Fault::NoUniqueIndex,
    Fault::ListenAfterStanding,
    Fault::LagIgnored,
    Fault::CursorTooEarly,
    Fault::OutboxEmptiedAtSend,
    Fault::EpochIgnored,
    Fault::TornPage,
    Fault::RemovedStillServed,
];

thread_local! {
    /// The fault of the run on this thread.
    static PLANTED: Cell<Option<Fault>> = const { Cell::new(None) };
}

/// Plants a fault in the runs on this thread, in the place of the one before.
pub(crate) fn plant(fault: Option<Fault>) {
    PLANTED.set(fault);
}

/// Returns whether the code at this place must make the mistake.
pub(crate) fn is_planted(fault: Fault) -> bool {
    PLANTED.get() == Some(fault)
}
