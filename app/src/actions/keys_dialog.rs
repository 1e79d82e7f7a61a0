//! Dialog with the keys of the application.

use super::{ActionFacts, KeyChord, groups as action_groups, is_mac};
use crate::{chat::use_chat, room::composer::send_key::SendKey, room::message::message_keys};
use leptos::prelude::*;
use locale::text;

/// A key and what it does.
type KeyLine = (Vec<Vec<String>>, &'static str);

/// The keys that do something, in groups.
#[component]
pub(crate) fn Keys() -> impl IntoView {
    let chat = use_chat();
    let is_mac = is_mac();
    let facts = untrack(|| ActionFacts::now(chat));
    let command = if is_mac { "⌘" } else { "Ctrl" };
    let mut groups: Vec<(&'static str, Vec<KeyLine>)> = Vec::new();
    for (title, actions) in action_groups() {
        let with_keys = actions.iter().filter(|action| !action.keys().is_empty());
        let lines = with_keys.map(|action| {
            let keys = action.keys().iter().map(|key| key.caps(is_mac));
            (keys.collect(), action.name(&facts))
        });
        groups.push((title, lines.collect()));
    }
    groups.push((text().keys_of_list(), list_keys(is_mac)));
    let mut messages = vec![line(&[&["↑"], &["↓"]], text().key_move_messages())];
    messages.extend(message_keys().map(|(key, name)| (vec![vec![key]], name)));
    messages.push(line(&[&["Enter"]], text().key_all_actions()));
    groups.push((text().keys_of_message(), messages));
    let (send, new_line): (&[&str], &[&str]) = match SendKey::of_device(chat) {
        SendKey::Enter => (&["Enter"], &["Shift", "Enter"]),
        SendKey::CtrlEnter => (&[command, "Enter"], &["Enter"]),
    };
    let writing = vec![
        line(&[send], text().composer_send()),
        line(&[new_line], text().composer_new_line()),
        line(&[&["↑"]], text().composer_edit_last()),
        line(&[&[command, "B"]], text().format_bold()),
        line(&[&[command, "I"]], text().format_italic()),
        line(&[&[command, "K"]], text().format_link_over_words()),
        line(&[&["@"], &["#"], &[":"]], text().format_completion()),
    ];
    groups.push((text().keys_of_writing(), writing));
    groups.retain(|(_, lines)| !lines.is_empty());
    let group = |(title, lines): (&'static str, Vec<KeyLine>)| {
        view! {
            <section class="keys-group">
                <h3>{title}</h3>
                <dl>{lines.into_iter().map(key_line).collect::<Vec<_>>()}</dl>
            </section>
        }
        .into_any()
    };
    let groups = groups.into_iter().map(group).collect::<Vec<_>>();
    // It scrolls, and takes the focus so that the keyboard can scroll it.
    view! {
        <div class="keys" tabindex="0" role="group" aria-label=text().keys() autofocus>
            <div class="keys-columns">{groups}</div>
        </div>
    }
}

fn list_keys(is_mac: bool) -> Vec<KeyLine> {
    let moves = |key| KeyChord::alt(key).caps(is_mac);
    vec![
        line(&[&["↑"], &["↓"]], text().key_move_rooms()),
        line(&[&["←"], &["→"]], text().key_fold_section()),
        (
            vec![moves("ArrowUp"), moves("ArrowDown")],
            text().key_move_favourite(),
        ),
    ]
}

fn line(keys: &[&[&str]], name: &'static str) -> KeyLine {
    let caps = |key: &&[&str]| key.iter().map(|cap| (*cap).to_owned()).collect();
    (keys.iter().map(caps).collect(), name)
}

fn key_line((keys, name): KeyLine) -> AnyView {
    let cap = |cap: String| view! { <kbd>{cap}</kbd> }.into_any();
    let key = |caps: Vec<String>| {
        view! { <span class="key-chord">{caps.into_iter().map(cap).collect::<Vec<_>>()}</span> }
            .into_any()
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{keys.into_iter().map(key).collect::<Vec<_>>()}</dd>
        </div>
    }
    .into_any()
}
