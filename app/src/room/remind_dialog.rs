//! Dialog to choose when to be reminded of a message.

use crate::{
    api,
    chat::use_chat,
    erased::{part, spawn},
    kit::{
        dialog::Dialog,
        time_choice::{Choose, TimeChoice, time_words},
    },
};
use leptos::prelude::*;
use protocol::{MessageId, request::NewReminder};
use std::sync::Arc;

/// Sets a reminder of a message.
#[component]
pub(crate) fn RemindDialog(message: MessageId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let problem = RwSignal::new(String::new());
    let content = move || {
        problem.set(String::new());
        let choose: Choose = Arc::new(move |at| {
            let path = api::reminder(message);
            let set = api::submit(chat.browser, "PUT", path, &NewReminder { at });
            spawn(async move {
                match set.await {
                    Ok(()) => {
                        open.try_set(false);
                        let when = time_words(chat, at);
                        chat.notify(&format!("You will be reminded: {when}."));
                    }
                    Err(refusal) => drop(problem.try_set(refusal.detail)),
                }
            });
        });
        part! { <TimeChoice verb="Remind me" problem choose /> }
    };
    part! { <Dialog title="Remind me" open content /> }
}
