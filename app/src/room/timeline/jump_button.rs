use super::History;
use crate::{
    erased::{handler, part},
    kit::icon::{Glyph, Icon},
};
use leptos::prelude::*;

/// The way back to the newest message, for who reads history.
#[component]
pub(crate) fn JumpButton(history: History) -> impl IntoView {
    let label = move || match history.unread() {
        0 => "Jump to newest",
        _ => "New messages",
    };
    let text = move || {
        if history.unread() > 0 {
            "New messages"
        } else {
            ""
        }
    };
    let jump = handler(move |_| history.newest());
    part! {
        <button class="timeline-jump" type="button" on:click=jump aria-label=move || label().to_owned()>
            <Icon glyph=|| Glyph::DOWN />
            {move || text().to_owned()}
        </button>
    }
}
