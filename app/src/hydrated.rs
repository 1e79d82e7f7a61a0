//! Whether the page is hydrated.

use leptos::prelude::RwSignal;

/// Set once the page is hydrated. Until then, pressing a button would do nothing.
#[derive(Clone, Copy)]
pub(crate) struct Hydrated(pub(crate) RwSignal<bool>);
