//! What both sides of Hubbub share: the model, the wire protocol, the client's state and the whole interface.

pub mod boot;
pub mod client;
pub mod model;
pub mod protocol;
pub mod state;

mod shell;

pub use shell::shell;
