//! Form to open a room at a day.

use crate::{
    api,
    chat::use_chat,
    kit::{
        form_request::{FormRequest, RequestProblem},
        time_choice::{start_of_day, today},
    },
};
use leptos::{ev::SubmitEvent, prelude::*};
use locale::text;
use protocol::{FirstMessage, RoomId, route::message_path};

/// Opens the room at the first message of a day, or at the next one after it. `open` is the dialog around the form.
#[component]
pub(crate) fn DateForm(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let request = FormRequest::new();
    let today = today(chat);
    let date = RwSignal::new(today.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(since) = date.with_untracked(|date| start_of_day(chat, date)) else {
            return request.fail(text().date_choose());
        };
        let sent = api::get::<FirstMessage>(chat.browser, api::first_message(room, since));
        request.run(sent, move |found| match found.seq {
            Some(seq) => {
                open.try_set(false);
                chat.go(&message_path(room, seq));
            }
            None => request.fail(text().date_nothing()),
        });
    };
    view! {
        <form class="form" on:submit=submit>
            <label class="field">
                <span class="field-label">{text().date()}</span>
                <input
                    class="input"
                    type="date"
                    required
                    autofocus
                    max=today.clone()
                    value=today
                    on:input=move |event| date.set(event_target_value(&event))
                />
            </label>
            <RequestProblem request />
            <div class="dialog-actions">
                <button class="button button-primary" aria-busy=move || request.busy()>{text().date_jump()}</button>
            </div>
        </form>
    }
}
