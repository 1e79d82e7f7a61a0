use crate::{
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener},
    erased::{handler, memo, part, when},
};
use leptos::prelude::*;
use protocol::{Conversation, Scheduled};

/// Above a composer: what is scheduled to be sent there, and the way to it.
#[component]
pub(crate) fn ScheduledLine(at: Conversation) -> impl IntoView {
    let chat = use_chat();
    let opener = DialogOpener::get();
    let counts = memo(move || {
        chat.look(|client| {
            let all = client.state.scheduled.iter();
            let here = |it: &&Scheduled| it.room == at.room && it.reply_to == at.thread;
            let (waiting, stuck): (Vec<_>, Vec<_>) =
                all.filter(here).partition(|it| it.obstacle.is_none());
            (waiting.len(), stuck.len())
        })
    });
    let stuck = move || counts.get().1 > 0;
    let line = move || {
        part! {
            <p class="scheduled-line">
                <button
                    class="button-link"
                    class:is-stuck=stuck
                    type="button"
                    on:click=handler(move |_| opener.open(DialogKind::Scheduled))
                >
                    {move || sentence(counts.get())}
                </button>
            </p>
        }
    };
    when(move || counts.get() != (0, 0), line)
}

fn sentence((waiting, stuck): (usize, usize)) -> String {
    match (waiting, stuck) {
        (1, 0) => "1 message is scheduled here".into(),
        (waiting, 0) => format!("{waiting} messages are scheduled here"),
        (_, 1) => "1 scheduled message was not sent".into(),
        (_, stuck) => format!("{stuck} scheduled messages were not sent"),
    }
}
