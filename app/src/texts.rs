//! The texts of code that is loaded later: a file that the browser fetches with the code.

use crate::browser::BrowserHandle;
#[cfg(target_arch = "wasm32")]
use locale::{Language, Table};

/// Fetches the texts, unless they are there. Returns whether they are there now.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn load(browser: BrowserHandle) -> bool {
    if !locale::is_installed(Table::Later) {
        let path = Language::current().path(Table::Later).to_owned();
        let Ok(content) = browser.get().request("GET", path, None).await else {
            return false;
        };
        locale::install(Table::Later, content);
    }
    true
}

/// The server has them.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn load(_: BrowserHandle) -> bool {
    true
}
