//! Simulates Hubbub in one thread and in virtual time, from a seed: several people with several browsers, a network that
//! delays and cuts connections one way or both, a server that crashes between any two steps and restarts from its disk, and
//! checks of what Hubbub promises.
//!
//! The client, the connection's core, the session and the hub are the product's. What does I/O is a model: [`disk`] is the
//! store with its transactions, [`connection`] the queues around the core, [`tab`] the browser's driver. Not simulated: SQL,
//! the details of HTTP, rate limits, and bounds on sizes.
//!
//! `HUBBUB_SIM_RUNS` sets the number of runs. A run that fails prints how to replay it.

mod act;
mod agenda;
mod arrivals;
mod book;
mod browser;
mod check;
mod connection;
mod dice;
mod disk;
pub(crate) mod fault;
mod http;
mod network;
mod page;
mod server;
mod serving;
mod tab;
mod tests;
mod world;
mod writer;
