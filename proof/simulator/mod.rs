//! Simulates Hubbub in one thread and in virtual time, from a seed: several people with several browsers, a network that
//! delays and cuts connections one way or both, a server that crashes between any two steps and restarts from its disk, and
//! checks of what Hubbub promises.
//!
//! The client, the connection's core, the session and the hub are the product's. What does I/O is a model: `model::disk` is
//! the store with its transactions, `model::connection` the queues around the core, `steps::tab` the browser's driver. Not
//! simulated: SQL, the details of HTTP, rate limits, and bounds on sizes.
//!
//! `model` holds the state, and `world` all of it with virtual time. The others are methods of the world and import only
//! these: `steps` is what happens by itself, `act` what people do and what fails, `check` the checks, `run` the main loop.
//!
//! `HUBBUB_SIM_RUNS` sets the number of runs. A run that fails prints how to replay it.

mod act;
mod check;
pub(crate) mod model;
mod run;
mod steps;
mod tests;
mod world;
