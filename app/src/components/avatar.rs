use crate::model::UserId;
use leptos::prelude::*;

/// How many hues the stylesheet has for avatars.
const HUES: u128 = 8;

/// A person's initials on a colour that is always theirs. The name stands beside it, so it is hidden from readers.
#[component]
pub(crate) fn Avatar(user: UserId, #[prop(into)] name: Signal<String>) -> impl IntoView {
    let hue = user.0.as_u128() % HUES;
    view! { <span class=format!("avatar hue-{hue}") aria-hidden="true">{move || initials(&name.get())}</span> }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn takes_the_first_and_the_last_word() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("Grace Brewster Murray Hopper"), "GH");
        assert_eq!(initials("linus"), "L");
        assert_eq!(initials("  "), "");
    }
}
