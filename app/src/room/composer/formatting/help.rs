//! Short help about formatting and the composer's keys.

use crate::{chat::use_chat, kit::dialog::Dialog, room::composer::send_key::SendKey};
use leptos::prelude::*;

/// What is typed, and what it becomes.
const FORMATS: [(&str, &str); 9] = [
    ("**text**", "Bold"),
    ("*text*", "Italic"),
    ("~~text~~", "Struck out"),
    ("`text`", "Code"),
    ("[text](address)", "Link"),
    ("- text", "List; 1. for numbers"),
    ("> text", "Quotation"),
    ("```", "Block of code, until the next ```"),
    ("@name #room :smile:", "Person, room, emoji"),
];

/// Dialog with the help.
#[component]
pub(super) fn FormattingHelp(open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let content = move || {
        let (send, line) = match SendKey::of_device(chat) {
            SendKey::Enter => ("Enter", "Shift+Enter"),
            SendKey::CtrlEnter => ("Ctrl+Enter", "Enter"),
        };
        let keys = [
            (send, "Send"),
            (line, "New line"),
            ("Ctrl+B, Ctrl+I", "Bold, italic"),
            ("Ctrl+K", "Link over the selected words"),
            ("↑", "Edit your last message"),
        ];
        view! {
            <div class="format-help">
                <h3>"Formatting"</h3>
                <dl>{rows(&FORMATS)}</dl>
                <h3>"Keys"</h3>
                <dl>{rows(&keys)}</dl>
            </div>
        }
        .into_any()
    };
    view! { <Dialog title="Formatting and keys" open content /> }
}

fn rows(rows: &[(&'static str, &'static str)]) -> Vec<AnyView> {
    let row = |(typed, meaning): &(&'static str, &'static str)| {
        view! { <div><dt><code>{*typed}</code></dt><dd>{*meaning}</dd></div> }.into_any()
    };
    rows.iter().map(row).collect()
}
