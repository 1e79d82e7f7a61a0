//! Mark of who a person is.

use crate::{
    chat::use_chat,
    erased::{memo, when_some},
};
use leptos::prelude::*;
use protocol::{Role, UserId};

/// Mark of who a person is: the reader, an administrator, a guest, or shut out.
#[component]
pub(crate) fn PersonMark(user: UserId) -> impl IntoView {
    let chat = use_chat();
    let mark = memo(move || {
        chat.look(|client| match client.state.people.get(&user) {
            Some(person) if person.banned => Some("Banned"),
            Some(person) if person.deactivated => Some("Deactivated"),
            _ if client.state.me.id == user => Some("You"),
            Some(person) if person.role == Role::Administrator => Some("Administrator"),
            Some(person) if person.role == Role::Guest => Some("Guest"),
            _ => None,
        })
    });
    when_some(mark, |mark| {
        view! { <span class=format!("mark is-{}", mark.to_lowercase())>{mark}</span> }.into_any()
    })
}
