//! Bar that leads to the first unread message above the view. The code that moves the read position comes with it.

use super::{Reading, scroller::Scroller};
use crate::{
    erased::memo,
    kit::icon::{Glyph, Icon},
    later::lazy,
};
use leptos::prelude::*;
use locale::text;

lazy!(pub(crate) fn unread_bar = UnreadBar(reading: Reading, scroller: Scroller));

/// Moves the read position over what comes into view. Says how many messages above are unread, leads to the first one, and
/// marks all as read.
#[component]
pub(crate) fn UnreadBar(reading: Reading, scroller: Scroller) -> impl IntoView {
    reading.follow(scroller);
    reading.on_escape();
    let words = move || text().new_messages(reading.unread());
    let bar = move || {
        view! {
            <div class="unread-bar">
                <button class="unread-bar-jump" type="button" on:click=move |_| reading.go_to_first_unread()>
                    <Icon glyph=Glyph::UP />
                    {words}
                </button>
                <button class="unread-bar-read" type="button" title="Esc" on:click=move |_| reading.mark_all_read()>
                    {text().mark_as_read()}
                </button>
            </div>
        }
    };
    let is_shown = memo(move || reading.unread_above.get() && reading.unread() > 0);
    crate::erased::when(move || is_shown.get(), move || bar().into_any())
}
