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
pub use tables::{install, is_installed};

use argument::Argument;

/// The texts of one language. A page has one language, so there the value is empty.
#[derive(Clone, Copy)]
pub struct Texts {
    #[cfg(not(target_arch = "wasm32"))]
    language: Language,
}

/// Returns the texts in the language of the request that is answered ([`Language::scope`]), in English outside a request.
#[cfg(not(target_arch = "wasm32"))]
pub fn text() -> Texts {
    Language::current().texts()
}

/// Returns the texts in the language of this page.
#[cfg(target_arch = "wasm32")]
pub fn text() -> Texts {
    Texts {}
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Texts {
    #[cfg(not(target_arch = "wasm32"))]
    fn get(self, table: Table, place: usize) -> &'static str {
        tables::pattern(self.language, table, place)
    }

    #[cfg(target_arch = "wasm32")]
    fn get(self, table: Table, place: usize) -> &'static str {
        tables::pattern(table, place)
    }

    fn fill(self, table: Table, place: usize, arguments: &[Argument]) -> String {
        format::fill(self, self.get(table, place), arguments)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn language(self) -> Language {
        self.language
    }

    #[cfg(target_arch = "wasm32")]
    fn language(self) -> Language {
        Language::current()
    }
}

#[cfg(test)]
mod tests;
