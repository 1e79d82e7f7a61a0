//! Mark of who a person is.

use crate::{
    chat::use_chat,
    erased::{memo, when_some},
};
use leptos::prelude::*;
use locale::text;
use protocol::{Role, UserId};

/// Mark of who a person is: the reader, an administrator, a guest, or shut out.
#[component]
pub(crate) fn PersonMark(user: UserId) -> impl IntoView {
    let chat = use_chat();
    let mark = memo(move || {
        chat.look(|client| match client.state.people.get(&user) {
            Some(person) if person.banned => Some(("banned", text().role_banned())),
            Some(person) if person.deactivated => Some(("deactivated", text().role_deactivated())),
            _ if client.state.me.id == user => Some(("you", text().role_you())),
            Some(person) if person.role == Role::Administrator => {
                Some(("administrator", text().role_administrator()))
            }
            Some(person) if person.role == Role::Guest => Some(("guest", text().role_guest())),
            _ => None,
        })
    });
    when_some(mark, |(kind, mark)| {
        view! { <span class=format!("mark is-{kind}")>{mark}</span> }.into_any()
    })
}
