//! The CommonMark parser, with the extensions that messages use.

use super::bounds::has_few_cells;
use pulldown_cmark::{Event, Options, Parser, TextMergeWithOffset};
use std::ops::Range;

/// Parses shielded text.
pub(super) fn parse(source: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let mut options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    options.set(Options::ENABLE_TABLES, has_few_cells(source));
    TextMergeWithOffset::new(Parser::new_ext(source, options).into_offset_iter())
}
