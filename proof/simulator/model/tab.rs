//! A tab of a browser: the product's client, and its connection.

use super::network::WireId;
use client::Client;
use protocol::RoomId;

pub(crate) struct SimulatedTab {
    pub(crate) browser: usize,
    pub(crate) client: Client,
    pub(crate) wire: Option<WireId>,
    /// Whether the wire is open for frames.
    pub(crate) open: bool,
    /// Counts the settings of the connection timer: only the last one counts.
    pub(crate) connecting: u64,
    pub(crate) retrying: u64,
    /// When storage has done all jobs of this tab.
    pub(crate) stored_at: u64,
    /// When the other tabs have received all notices of this one.
    pub(crate) told_at: u64,
    /// Requests in progress whose answer changes what the tab shows.
    pub(crate) requests: u64,
    pub(crate) online: bool,
    /// The room that is open.
    pub(crate) room: Option<RoomId>,
}
