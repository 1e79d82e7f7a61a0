//! Dialog to choose when to be reminded of a message.

use crate::{
    api,
    chat::use_chat,
    erased::part,
    kit::{
        dialog::Dialog,
        form_request::FormRequest,
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
    let request = FormRequest::new();
    let content = move || {
        request.problem.set(None);
        let choose: Choose = Arc::new(move |at| {
            let path = api::reminder(message);
            let set = api::submit(chat.browser, "PUT", path, &NewReminder { at });
            request.run(set, move |()| {
                open.try_set(false);
                let when = time_words(chat, at);
                chat.notify(&format!("You will be reminded: {when}."));
            });
        });
        part! { <TimeChoice verb="Remind me" request choose /> }
    };
    part! { <Dialog title="Remind me" open content /> }
}
