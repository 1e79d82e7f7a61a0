//! The tables with the texts of the languages.

use crate::language::{LANGUAGES, Language};
use std::sync::OnceLock;

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

static TABLES: [[OnceLock<Patterns>; 3]; LANGUAGES.len()] =
    [const { [const { OnceLock::new() }; 3] }; LANGUAGES.len()];

/// Returns a pattern.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn pattern(language: Language, table: Table, place: usize) -> &'static str {
    let content = crate::language::CONTENT[language.place()][table as usize];
    let patterns = TABLES[language.place()][table as usize].get_or_init(|| parse(content));
    patterns[place]
}

/// Returns a pattern; nothing if its table is not there.
#[cfg(target_arch = "wasm32")]
pub(crate) fn pattern(language: Language, table: Table, place: usize) -> &'static str {
    let patterns = TABLES[language.place()][table as usize].get();
    let Some(pattern) = patterns.and_then(|patterns| patterns.get(place)) else {
        report_missing(table, place);
        return "";
    };
    pattern
}

/// Tells the developer of a text that is used before its table is there: it belongs into a file of `en/first`.
#[cfg(target_arch = "wasm32")]
fn report_missing(table: Table, place: usize) {
    #[wasm_bindgen::prelude::wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = console)]
        fn error(message: &str);
    }
    error(&format!(
        "text {place} of table {} is not loaded",
        table as usize
    ));
}

/// Returns whether a table is there.
#[cfg(target_arch = "wasm32")]
pub fn is_installed(language: Language, table: Table) -> bool {
    TABLES[language.place()][table as usize].get().is_some()
}

/// Makes a table known that the browser has fetched from [`Language::path`].
#[cfg(target_arch = "wasm32")]
pub fn install(language: Language, table: Table, content: String) {
    // The page uses its texts for as long as it lives.
    TABLES[language.place()][table as usize].get_or_init(|| parse(content.leak()));
}

/// Sets the language of this page.
#[cfg(target_arch = "wasm32")]
pub fn set_language(language: Language) {
    language.set_current();
}

fn parse(content: &'static str) -> Patterns {
    content.split('\0').collect()
}
