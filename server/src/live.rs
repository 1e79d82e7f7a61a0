//! Live connections: the socket, its transport, the session that speaks the protocol, and the hub that delivers events.

pub(crate) mod allowance;
pub(crate) mod connection;
pub(crate) mod hub;
pub(crate) mod session;
pub(crate) mod socket;
pub(crate) mod transport;
