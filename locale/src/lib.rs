//! The texts of the interface, of mails and of errors in all languages. The method [`text`] returns them in the language of
//! the reader: `text().cancel()`.
//!
//! The texts are in the syntax of Project Fluent: the English source in `en/`, every other language in one file. The build
//! script makes a method of [`Texts`] for each text, and a table of all texts for each language. The server has all tables,
//! a browser fetches those of its own language.

mod argument;
mod around;
mod format;
mod language;
mod list;
mod plural;
mod tables;

pub use argument::Count;
pub use around::around;
pub use language::{LANGUAGES, Language};
pub use tables::Table;
#[cfg(target_arch = "wasm32")]
pub use tables::{install, is_installed, set_language};

use argument::Argument;

/// The texts of one language.
#[derive(Clone, Copy)]
pub struct Texts {
    language: Language,
}

/// Returns the texts in the language of this page; on the server, of the request that is answered
/// ([`Language::scope`]), and in English outside a request.
pub fn text() -> Texts {
    Language::current().texts()
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Texts {
    fn get(self, table: Table, place: usize) -> &'static str {
        tables::pattern(self.language, table, place)
    }

    fn fill(self, table: Table, place: usize, arguments: &[Argument]) -> String {
        format::fill(self.language, self.get(table, place), arguments)
    }
}

#[cfg(test)]
mod tests;
