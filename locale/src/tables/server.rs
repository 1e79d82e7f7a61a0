//! The server's tables: all of all languages.

use super::{Patterns, Table, parse};
use crate::language::{CONTENT, LANGUAGES, Language};
use std::sync::OnceLock;

static TABLES: [[OnceLock<Patterns>; 3]; LANGUAGES.len()] =
    [const { [const { OnceLock::new() }; 3] }; LANGUAGES.len()];

/// Returns a pattern.
pub(crate) fn pattern(language: Language, table: Table, place: usize) -> &'static str {
    let content = CONTENT[language.place()][table as usize];
    let patterns = TABLES[language.place()][table as usize].get_or_init(|| parse(content));
    patterns[place]
}
