//! The state of what is simulated. No model knows the world.

pub(crate) mod agenda;
pub(crate) mod book;
pub(crate) mod browser;
pub(crate) mod connection;
pub(crate) mod dice;
pub(crate) mod disk;
pub(crate) mod fault;
pub(crate) mod network;
pub(crate) mod plan;
pub(crate) mod server;
pub(crate) mod tab;
