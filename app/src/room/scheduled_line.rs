//! Line above a composer that counts the messages scheduled there.

use crate::{
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener},
    erased::{memo, when},
};
use leptos::prelude::*;
use locale::text;
use protocol::{Conversation, Scheduled};

/// Counts what is scheduled in a conversation, and opens the dialog of scheduled messages. Shows nothing if there is none.
#[component]
pub(crate) fn ScheduledLine(conversation: Conversation) -> impl IntoView {
    let chat = use_chat();
    let opener = DialogOpener::get();
    let counts = memo(move || {
        chat.look(|client| {
            let here = |it: &&Scheduled| {
                it.room == conversation.room && it.reply_to == conversation.thread
            };
            let all = client.state.scheduled.iter().filter(here);
            let stuck = all.clone().filter(|it| it.obstacle.is_some()).count();
            (all.count() - stuck, stuck)
        })
    });
    let stuck = move || counts.get().1 > 0;
    let line = move || {
        view! {
            <p class="scheduled-line">
                <button
                    class="button-link"
                    class:is-stuck=stuck
                    type="button"
                    on:click=move |_| opener.open(DialogKind::Scheduled)
                >
                    {move || sentence(counts.get())}
                </button>
            </p>
        }
        .into_any()
    };
    when(move || counts.get() != (0, 0), line)
}

fn sentence((waiting, stuck): (usize, usize)) -> String {
    match stuck {
        0 => text().scheduled_count(waiting),
        _ => text().scheduled_stuck(stuck),
    }
}
