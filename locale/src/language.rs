//! The languages, and which of them a reader gets.

use crate::{Texts, tables::Table};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(u8);

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Default for Language {
    fn default() -> Self {
        LANGUAGES[0]
    }
}

impl Language {
    /// Returns the language with this code; `None` if there is none.
    pub fn from_code(code: &str) -> Option<Self> {
        LANGUAGES
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// Returns the code of BCP 47, such as `zh-Hans`.
    pub fn code(self) -> &'static str {
        CODES[self.place()]
    }

    /// Returns the name of the language in itself.
    pub fn name(self) -> &'static str {
        NAMES[self.place()]
    }

    /// Returns the texts in this language.
    pub fn texts(self) -> Texts {
        Texts { language: self }
    }

    /// Returns the path of the file with a table. It changes with the content.
    pub fn path(self, table: Table) -> &'static str {
        PATHS[self.place()][table as usize]
    }

    pub(crate) fn place(self) -> usize {
        usize::from(self.0)
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod server;

#[cfg(target_arch = "wasm32")]
mod page {
    use super::Language;
    use std::cell::Cell;

    thread_local! {
        static CURRENT: Cell<Language> = Cell::new(Language::default());
    }

    impl Language {
        /// Returns the language of this page.
        pub fn current() -> Self {
            CURRENT.get()
        }

        pub(crate) fn set_current(self) {
            CURRENT.set(self);
        }
    }
}

#[cfg(test)]
pub(crate) fn missing() -> &'static [(&'static str, &'static str)] {
    MISSING
}
