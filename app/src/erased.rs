//! Dynamic parts of a view, behind one boxed type.
//!
//! The compiler generates the code of a dynamic view, several kilobytes, for each type of closure. Closures that are boxed
//! as one type share that code.

use leptos::prelude::*;
use std::sync::{Arc, Mutex};

type ViewBuilder = Arc<Mutex<dyn FnMut() -> AnyView + Send>>;

/// Returns a view that is rebuilt whenever a signal that `view` reads changes.
///
/// Bare closures in place of this function would make the compressed wasm 4.1 % larger (Brotli).
pub(crate) fn dynamic(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let part: ViewBuilder = Arc::new(Mutex::new(view));
    part.into_any()
}

/// Returns the view of a value, or no view while there is none.
pub(crate) fn when_some<T: Clone + Send + Sync + 'static>(
    value: Memo<Option<T>>,
    view: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    dynamic(move || value.get().map_or_else(|| ().into_any(), &view))
}

/// Returns a view that is shown while `shown` returns true.
///
/// `<Show>` in place of this function would make the compressed wasm 4.7 % larger (Brotli).
pub(crate) fn when(
    shown: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    when_boxed(Box::new(shown), Box::new(view))
}

fn when_boxed(
    shown: Box<dyn Fn() -> bool + Send + Sync>,
    view: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let shown = Memo::new(move |_| shown());
    dynamic(move || if shown.get() { view() } else { ().into_any() })
}
