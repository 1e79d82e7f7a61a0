//! Parts of a view that come, go or change, behind one boxed type.
//!
//! The compiler generates the code of a dynamic view for each type of closure, several kilobytes each. Behind one type
//! they share it. ARCHITECTURE.md has the measured figures.

use leptos::prelude::*;
use std::sync::{Arc, Mutex};

type Part = Arc<Mutex<dyn FnMut() -> AnyView + Send>>;

/// Returns a part of the view that is made again whenever a signal that it reads changes.
///
/// A bare closure would make the wasm 4.1 % larger (Brotli).
pub(crate) fn dynamic(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let part: Part = Arc::new(Mutex::new(view));
    part.into_any()
}

/// Returns a part of the view that is there while `shown` holds.
///
/// `<Show>` would make the wasm 4.7 % larger (Brotli).
pub(crate) fn when(
    shown: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let shown = Memo::new(move |_| shown());
    dynamic(move || if shown.get() { view() } else { ().into_any() })
}
