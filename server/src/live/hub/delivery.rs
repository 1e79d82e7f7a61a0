//! Deliveries of the hub to a connection.

use super::batch::Batch;
use axum::extract::ws::Utf8Bytes;
use protocol::RoomId;
use std::sync::Arc;

/// Names a connection while it is in the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ConnectionId(pub(super) u64);

/// An item of a connection's queue.
#[derive(Clone, Debug)]
pub enum Delivery {
    /// The events of one commit. They take one place in the queue, however many they are.
    Events(Vec<Arc<Batch>>),
    Signal {
        room: RoomId,
        frame: Utf8Bytes,
    },
    /// Changes of presence, for a connection that was welcomed.
    Presence(Utf8Bytes),
}

/// Why the hub removed a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dismissal {
    /// Its queue was full.
    Lagged,
    /// Its session is over.
    SignedOut,
    /// The permissions of its person changed.
    Invalidated,
}
