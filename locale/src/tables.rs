//! The tables with the texts of the languages.

#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(not(target_arch = "wasm32"))]
mod server;

#[cfg(target_arch = "wasm32")]
pub(crate) use page::pattern;
#[cfg(target_arch = "wasm32")]
pub use page::{install, is_installed};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use server::pattern;

/// A table of texts of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Texts of the first screen.
    First,
    /// Texts of the code that is loaded later.
    Later,
    /// Texts of the server alone.
    Server,
}

type Patterns = Vec<&'static str>;

fn parse(content: &'static str) -> Patterns {
    content.split('\0').collect()
}
