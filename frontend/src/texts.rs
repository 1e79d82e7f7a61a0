//! The texts of the interface in the page's language.

use crate::{clock, http};
use locale::{Language, Table};

/// Fetches a table of texts until it is there.
pub(crate) async fn load(table: Table) {
    let language = Language::current();
    let content = loop {
        match http::request("GET", language.path(table), None).await {
            Ok(content) => break content,
            Err(_) => clock::pause_before_retry().await,
        }
    };
    locale::install(table, content);
}
