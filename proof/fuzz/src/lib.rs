//! The fuzz targets as plain functions: each takes any text and panics if something is wrong. [`Mutator`] makes such texts
//! for the smoke test, which runs without a fuzzer.

#![forbid(unsafe_code)]

mod address;
mod client_frame;
mod markdown;
mod mutator;
mod search;
mod server_frame;

pub use address::address;
pub use client_frame::client_frame;
pub use markdown::markdown;
pub use mutator::Mutator;
pub use search::search;
pub use server_frame::server_frame;
