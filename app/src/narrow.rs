//! Whether the screen is so narrow that panels cover the room.

use crate::{browser::use_window_event, erased::effect};
use leptos::{ev, prelude::*};

/// Matches the screens on which panels cover the room. The same width is in the style sheets.
const QUERY: &str = "(max-width: 48rem)";

/// Whether panels cover the room. False until the page is hydrated.
#[derive(Clone, Copy)]
pub(crate) struct Narrow(pub(crate) RwSignal<bool>);

/// Follows the width of the screen.
pub(crate) fn use_narrow() -> Narrow {
    let narrow = RwSignal::new(false);
    let measure = move || {
        let query = window().match_media(QUERY).ok().flatten();
        let is_narrow = query.is_some_and(|query| query.matches());
        if narrow.get_untracked() != is_narrow {
            narrow.set(is_narrow);
        }
    };
    effect(move || {
        measure();
        use_window_event(ev::resize, move |_| measure());
    });
    Narrow(narrow)
}
