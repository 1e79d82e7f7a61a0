//! The store's engine: the writer, its disk, changes and streams. It does not depend on the rest of the store.

pub(super) mod backup;
pub(super) mod change;
pub(super) mod disk;
pub(super) mod epoch;
pub(super) mod index;
pub(super) mod news;
pub(super) mod scrub;
pub(super) mod sql;
pub(super) mod streams;
pub(super) mod trim;
pub(super) mod writer;
