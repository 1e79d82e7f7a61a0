//! Comparable names, whatever their case.

/// Returns the name in lower case.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// Returns the name in lower case, by the browser: Rust's tables would make the wasm larger. Both follow Unicode.
#[cfg(target_arch = "wasm32")]
pub(super) fn fold(name: &str) -> String {
    js_sys::JsString::from(name).to_lower_case().into()
}
