//! Hubbub as an app of its own: installing it, and its updates.

pub(crate) mod install;
mod updates;

pub(crate) use updates::Updates;
