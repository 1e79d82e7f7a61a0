/// A mistake that can be planted in the simulated server or browser: each must be found by the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The writer answers before it has committed.
    AckBeforeCommit,
    /// The writer publishes before it has committed.
    PublishBeforeCommit,
    /// A repeated `client_id` is stored again.
    NoUniqueIndex,
    /// A connection forgets what was published between the reading of where its streams stand and its listening to them.
    ListenAfterStanding,
    /// A connection whose queue ran over goes on as if nothing were missing.
    LagIgnored,
    /// A client takes the `welcome` for the events that it announces.
    CursorTooEarly,
    /// A browser takes a message out of its storage when it sends it.
    OutboxEmptiedAtSend,
    /// A restored backup keeps its epoch.
    EpochKept,
    /// A page of history bears the number of an event after its reading.
    TornPage,
    /// A connection goes by what its person could see when it began.
    RemovedStillServed,
}

pub(super) const FAULTS: [Fault; 10] = [
    Fault::AckBeforeCommit,
    Fault::PublishBeforeCommit,
    Fault::NoUniqueIndex,
    Fault::ListenAfterStanding,
    Fault::LagIgnored,
    Fault::CursorTooEarly,
    Fault::OutboxEmptiedAtSend,
    Fault::EpochKept,
    Fault::TornPage,
    Fault::RemovedStillServed,
];
