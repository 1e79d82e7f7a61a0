//! Search without the database: the words of texts, queries, and which parts of a message match.
//!
//! The index holds words that are cut and folded here, separated by spaces. So a message and a query that mean the same word
//! have the same word, and no part of a query is ever read as the engine's own syntax.

pub(crate) mod dates;
pub(crate) mod document;
pub(crate) mod expression;
mod fold;
pub(crate) mod matching;
pub(crate) mod query;
pub(crate) mod ranking;
pub(crate) mod snippet;
pub(crate) mod tags;
pub(crate) mod words;
