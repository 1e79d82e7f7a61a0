//! The client's side of the protocol. It has no clock, randomness or I/O of its own: the driver passes them in and performs
//! the [`Action`]s that [`Client`] returns.

mod action;
mod also_in_room;
mod attention;
pub mod calendar;
mod client;
mod commands;
mod connecting;
mod connection;
pub mod drafts;
mod listing;
mod message_commands;
mod offline;
mod outbox;
mod outsiders;
mod own_choice;
mod pending;
mod presence;
pub mod previews;
mod reading;
mod room_reader;
pub mod rows;
mod sending;
pub mod state;
mod tabs;
mod threads;
mod transport;
mod typing;
mod uploads;

pub use action::{Action, OutboxChange};
pub use client::Client;
pub use connection::{ConnectionState, backoff_ms};
pub use listing::{ListedSection, RoomListing};
pub use offline::{OfflineIndex, OfflinePlace, OfflineRoom, OfflineThread, OfflineTimes};
pub use outbox::Outbox;
pub use own_choice::OwnChoice;
pub use pending::{PendingMessage, PendingState};
pub use room_reader::{ReadingProgress, RoomReader, RoomView};
pub use transport::TransportKind;
pub use uploads::{Upload, UploadState, WaitingSend};

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;
