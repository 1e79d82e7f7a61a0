//! Dynamic parts of a view, memos and effects, whose closures are boxed as one type.
//!
//! The compiler generates the code of a dynamic view, a memo or an effect for each type of closure. Closures that are boxed
//! as one type share that code.

use leptos::prelude::*;
use std::{
    hash::Hash,
    sync::{Arc, Mutex},
};

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
    let shown = memo_boxed(shown);
    dynamic(move || if shown.get() { view() } else { ().into_any() })
}

/// Returns the views of a list. A view is kept as long as its key is in the list, wherever it moves; no key is there twice.
///
/// `<For>` in place of this function would make the compressed wasm 3.0 % larger (Brotli).
pub(crate) fn each<K: Clone + Eq + Hash + Send + Sync + 'static>(
    keys: impl Fn() -> Vec<K> + Send + Sync + 'static,
    view: impl Fn(K) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    each_boxed(Box::new(keys), Arc::new(view))
}

type ItemView<K> = Arc<dyn Fn(K) -> AnyView + Send + Sync>;

fn each_boxed<K: Clone + Eq + Hash + Send + Sync + 'static>(
    keys: Box<dyn Fn() -> Vec<K> + Send + Sync>,
    view: ItemView<K>,
) -> AnyView {
    view! { <For each=keys key=K::clone children=move |key| view(key) /> }.into_any()
}

/// Returns a memo of a value that is computed from signals.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    memo_boxed(Box::new(value))
}

fn memo_boxed<T: PartialEq + Send + Sync + 'static>(
    value: Box<dyn Fn() -> T + Send + Sync>,
) -> Memo<T> {
    Memo::new(move |_| value())
}

/// Runs `run` in the browser soon, and again whenever a signal that it reads changes.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    effect_boxed(Box::new(run));
}

fn effect_boxed(run: Box<dyn FnMut()>) {
    Effect::new(run);
}
