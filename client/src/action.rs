//! What a client asks its driver to do.

use crate::pending::PendingMessage;
use protocol::{ClientFrame, ClientId, MessageId, Notification, read::Read};
use serde::Serialize;

/// An instruction to the driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Open a connection now, over [`Client::transport`](crate::Client::transport).
    Connect,
    /// Open a connection after so many milliseconds, over [`Client::transport`](crate::Client::transport).
    ConnectIn(u32),
    /// Open a WebSocket beside the present connection and ping it. Once the pong arrives, replace the connection with it
    /// and call [`Client::switched_to_websocket`](crate::Client::switched_to_websocket).
    Probe,
    /// Close the connection: it is dead, or an event is missing.
    Disconnect,
    /// Send a frame.
    Transmit(ClientFrame),
    /// Call [`Client::retry`](crate::Client::retry) after so many milliseconds.
    RetryIn(u32),
    /// Write a message to durable storage, then call [`Client::kept`](crate::Client::kept), also if the browser refuses
    /// to store it.
    Keep(PendingMessage),
    /// Delete a message from durable storage.
    Forget(ClientId),
    /// Tell the person's other tabs in this browser.
    Broadcast(OutboxChange),
    /// Fetch a new snapshot and pass it to [`Client::reset`](crate::Client::reset).
    Resync,
    /// Notify the person of a message.
    Alert(Notification),
    /// Reload the page: the browser's session belongs to another person now.
    Reload,
}

/// A change to the outbox that a tab tells the others. It may arrive late, or twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum OutboxChange {
    /// A message is in storage in this state: new, to be tried again, or refused.
    Kept(PendingMessage),
    /// The server has stored a message, as event `seq` of its room's stream.
    Acked {
        client_id: ClientId,
        seq: u64,
        message: MessageId,
    },
    /// The person has discarded a message.
    Discarded(ClientId),
}
