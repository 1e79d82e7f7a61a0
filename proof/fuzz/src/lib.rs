//! What the fuzzer runs, as plain functions: each takes any text at all, and panics where something is wrong. Here too
//! is what the smoke test makes such texts with when there is no fuzzer.

#![forbid(unsafe_code)]

mod address;
mod markdown;
mod mutator;
mod server_frame;

pub use address::address;
pub use markdown::markdown;
pub use mutator::Mutator;
pub use server::fuzzing::client_frame;
pub use server_frame::server_frame;
