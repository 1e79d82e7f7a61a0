use crate::{
    chat::use_chat,
    erased::{dynamic, memo, part},
    model::UserId,
};
use leptos::prelude::*;

/// How many hues the stylesheet has for avatars.
const HUES: u128 = 8;

/// A person's picture, or their initials on a colour that is always theirs. The name stands beside it, so it is hidden from readers.
#[component]
pub(crate) fn Avatar(user: UserId, name: Memo<String>) -> impl IntoView {
    let hue = user.0.as_u128() % HUES;
    let chat = use_chat();
    let picture = memo(move || chat.look(|client| client.state.people.get(&user)?.picture.clone()));
    let face = move || match picture.get() {
        Some(name) => part! { <img src=format!("/previews/{name}") alt="" /> },
        None => part! { <span>{move || name.with(|name| initials(name))}</span> },
    };
    part! { <span class=format!("avatar hue-{hue}") aria-hidden="true">{dynamic(face)}</span> }
}

/// The first letters of the first and the last word; the stylesheet makes them large.
fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn takes_the_first_and_the_last_word() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("Grace Brewster Murray Hopper"), "GH");
        assert_eq!(initials("linus"), "l");
        assert_eq!(initials("  "), "");
    }
}
