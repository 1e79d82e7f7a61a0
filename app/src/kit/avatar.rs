//! Pictures of people.

use super::initials::initials;
use crate::{chat::use_chat, erased::memo};
use client::Client;
use leptos::prelude::*;
use markdown::{escape, escape_attribute};
use protocol::UserId;

/// How many hues the stylesheet has for avatars.
const HUES: u128 = 8;

/// A person's picture, or their initials on a colour that is always theirs. The name stands beside it, so screen readers
/// skip it.
#[component]
pub(crate) fn Avatar(user: UserId, name: Memo<String>) -> impl IntoView {
    let hue = user.0.as_u128() % HUES;
    let chat = use_chat();
    // As text: as views it would add much more to the first load.
    let face = memo(move || {
        let picture = |client: &Client| client.state.people.get(&user)?.picture.clone();
        match chat.look(picture) {
            Some(picture) => format!("<img src=\"/previews/{}\" alt=\"\">", escape(&picture)),
            None => name.with(|name| initials_html(name)),
        }
    });
    view! {
        <span class=format!("avatar hue-{hue}") aria-hidden="true" inner_html=move || face.get()></span>
    }
}

/// Returns the HTML of a person's avatar, for an element whose content changes as a whole.
pub(crate) fn avatar_html(client: &Client, user: UserId) -> String {
    let hue = user.0.as_u128() % HUES;
    let person = client.state.people.get(&user);
    let face = match person.and_then(|person| person.picture.as_deref()) {
        Some(picture) => format!(r#"<img src="/previews/{}" alt="">"#, escape(picture)),
        None => initials_html(client.state.name_of(user)),
    };
    format!(r#"<span class="avatar hue-{hue}" aria-hidden="true">{face}</span>"#)
}

/// Returns the HTML of the first letters of the first and the last word. The stylesheet shows them as capitals. They are no
/// text, so the accessible name of what is around need not contain them.
fn initials_html(name: &str) -> String {
    let initials = escape_attribute(&initials(name));
    format!(r#"<span class="avatar-initials" data-initials="{initials}"></span>"#)
}
