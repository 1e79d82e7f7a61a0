//! Button that jumps to the newest message.

use super::History;
use crate::{
    kit::icon::{Glyph, Icon},
    later::lazy,
};
use leptos::prelude::*;
use locale::text;

lazy!(pub(crate) fn jump_button = JumpButton(history: History));

/// Jumps to the newest message, and says whether there are unread ones.
#[component]
pub(crate) fn JumpButton(history: History) -> impl IntoView {
    let label = move || match history.unread() {
        0 => text().timeline_jump(),
        _ => text().timeline_new_messages(),
    };
    let words = move || (history.unread() > 0).then(|| text().timeline_new_messages());
    let jump = move |_| history.go_to_newest();
    let has_unread = move || history.unread() > 0;
    view! {
        <button class="timeline-jump" class:is-new=has_unread type="button" on:click=jump aria-label=move || label().to_owned()>
            <Icon glyph=Glyph::DOWN />
            {move || words().unwrap_or_default().to_owned()}
        </button>
    }
}
