//! Dialog with the keys of the application.

use super::{ActionFacts, GROUPS, KeyChord, is_mac};
use crate::{chat::use_chat, room::composer::send_key::SendKey, room::message::message_keys};
use leptos::prelude::*;

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
    for (title, actions) in GROUPS {
        let with_keys = actions.iter().filter(|action| !action.keys().is_empty());
        let lines = with_keys.map(|action| {
            let keys = action.keys().iter().map(|key| key.caps(is_mac));
            (keys.collect(), action.name(&facts))
        });
        groups.push((title, lines.collect()));
    }
    groups.push(("List of rooms", list_keys(is_mac)));
    let mut messages = vec![line(&[&["↑"], &["↓"]], "Move among messages")];
    messages.extend(message_keys().map(|(key, name)| (vec![vec![key]], name)));
    messages.push(line(&[&["Enter"]], "All actions with the message"));
    groups.push(("A message that has the focus", messages));
    let (send, new_line): (&[&str], &[&str]) = match SendKey::of_device(chat) {
        SendKey::Enter => (&["Enter"], &["Shift", "Enter"]),
        SendKey::CtrlEnter => (&[command, "Enter"], &["Enter"]),
    };
    let writing = vec![
        line(&[send], "Send"),
        line(&[new_line], "New line"),
        line(&[&["↑"]], "Edit your last message"),
        line(&[&[command, "B"]], "Bold"),
        line(&[&[command, "I"]], "Italic"),
        line(&[&[command, "K"]], "Link over the selected words"),
        line(&[&["@"], &["#"], &[":"]], "Person, room, emoji"),
    ];
    groups.push(("Writing", writing));
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
        <div class="keys" tabindex="0" role="group" aria-label="Keys" autofocus>
            <div class="keys-columns">{groups}</div>
        </div>
    }
}

fn list_keys(is_mac: bool) -> Vec<KeyLine> {
    let moves = |key| KeyChord::alt(key).caps(is_mac);
    vec![
        line(&[&["↑"], &["↓"]], "Move among rooms"),
        line(&[&["←"], &["→"]], "Collapse or expand a section"),
        (
            vec![moves("ArrowUp"), moves("ArrowDown")],
            "Move a favourite",
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
