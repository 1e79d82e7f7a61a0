//! Hubbub's server.

mod store;
