//! Tasks that run for as long as the server does.

pub(crate) mod due;
pub(crate) mod removal;
pub(crate) mod room_erasure;
pub(crate) mod supervisor;
pub(crate) mod turns;
