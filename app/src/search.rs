//! Search in the messages and files of all rooms.

mod address;
mod field;
mod filters;
mod help;
mod latest;
pub(crate) mod marks;
mod offline_search;
mod page;
mod problems;
mod query_text;
mod result_item;
mod results;
mod suggestions;

pub(crate) use address::SearchAddress;
pub(crate) use page::Search;
pub(crate) use result_item::{place_of, snippet};
pub(crate) use results::SearchResults;
