//! A simulation of Hubbub in one thread and virtual time, all of it drawn from a seed: several people with several
//! browsers, a network that delays, cuts and half-cuts, a server that dies between any two steps and starts again from
//! its disk, and the checks of what Hubbub promises.
//!
//! The client's reducer and outbox, the session and the hub are the real ones. What does I/O is a model: [`disk`] stands
//! for the store and its writer's transactions, [`line`] for `connection.rs`, [`tab`] for the browser's driver.
//! Not modelled: SQL, HTTP's own ways, the flood limit, the bounds on sizes.
//!
//! `HUBBUB_SIM_RUNS` sets how many runs there are; a run that fails says how it can be replayed alone.

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
