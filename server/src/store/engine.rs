//! The store's engine: the writer, its disk, changes and streams. It knows no noun of Hubbub.

pub(super) mod backup;
pub(super) mod change;
pub(super) mod disk;
pub(super) mod epoch;
pub(super) mod news;
pub(super) mod streams;
pub(crate) mod superseded;
pub(super) mod trim;
pub(super) mod writer;
