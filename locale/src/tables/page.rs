//! The tables of a page, which has one language.

use super::{Patterns, Table, parse};
use std::sync::OnceLock;

static TABLES: [OnceLock<Patterns>; 3] = [const { OnceLock::new() }; 3];

/// Returns a pattern; nothing if its table is not there.
pub(crate) fn pattern(table: Table, place: usize) -> &'static str {
    let patterns = TABLES[table as usize].get();
    let Some(pattern) = patterns.and_then(|patterns| patterns.get(place)) else {
        report_missing(table, place);
        return "";
    };
    pattern
}

/// Tells the developer of a text that is used before its table is there: it belongs into a file of `en/first`.
fn report_missing(table: Table, place: usize) {
    #[wasm_bindgen::prelude::wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = console)]
        fn error(message: &str);
    }
    let table = table as usize;
    error(&format!("text {place} of table {table} is not loaded"));
}

/// Returns whether a table is there.
pub fn is_installed(table: Table) -> bool {
    TABLES[table as usize].get().is_some()
}

/// Makes a table known that the browser has fetched from [`Language::path`](crate::Language::path).
pub fn install(table: Table, content: String) {
    // The page uses its texts for as long as it lives.
    TABLES[table as usize].get_or_init(|| parse(content.leak()));
}
