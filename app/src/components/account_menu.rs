use super::avatar::Avatar;
use crate::{api, chat::use_chat, protocol::Problem};
use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};

/// The person's own corner: who they are, and the way out.
#[component]
pub(crate) fn AccountMenu() -> impl IntoView {
    let chat = use_chat();
    let open = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let me = chat.client.with_untracked(|client| client.state.me.clone());
    let name = Memo::new(move |_| chat.client.with(|client| client.state.me.name.clone()));
    let sign_out = move |_| {
        spawn_local(async move {
            match api::command(chat.browser, "DELETE", "/api/session".into()).await {
                Ok(()) => chat.browser.get().go("/sign-in"),
                Err(refusal) => problem.set(Some(refusal)),
            }
        });
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    };
    view! {
        <div class="account" on:keydown=on_key>
            <Show when=move || open.get()>
                <div class="account-menu" id="account-menu">
                    <p class="account-who"><strong>{move || name.get()}</strong><span>{me.email.clone()}</span></p>
                    {move || problem.get().map(|problem| view! { <p class="form-problem" role="alert">{problem.detail}</p> })}
                    <button class="button" type="button" on:click=sign_out>"Sign out"</button>
                </div>
            </Show>
            <button class="account-button" type="button" aria-label="Account" aria-controls="account-menu"
                aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                <Avatar user=me.id name />
                <span class="account-name">{move || name.get()}</span>
            </button>
        </div>
    }
}
