//! Short help about formatting and the composer's keys.

use crate::{chat::use_chat, kit::dialog::Dialog, room::composer::send_key::SendKey};
use leptos::prelude::*;
use locale::text;

/// Returns what is typed, and what it becomes.
fn formats() -> [(&'static str, &'static str); 9] {
    [
        ("**text**", text().format_bold()),
        ("*text*", text().format_italic()),
        ("~~text~~", text().format_struck()),
        ("`text`", text().format_code()),
        ("[text](address)", text().format_link()),
        ("- text", text().format_list_help()),
        ("> text", text().format_quotation()),
        ("```", text().format_block_help()),
        ("@name #room :smile:", text().format_completion()),
    ]
}

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
            (send, text().composer_send()),
            (line, text().composer_new_line()),
            ("Ctrl+B, Ctrl+I", text().format_bold_italic()),
            ("Ctrl+K", text().format_link_over_words()),
            ("↑", text().composer_edit_last()),
        ];
        view! {
            <div class="format-help">
                <h3>{text().formatting()}</h3>
                <dl>{rows(&formats())}</dl>
                <h3>{text().keys()}</h3>
                <dl>{rows(&keys)}</dl>
            </div>
        }
        .into_any()
    };
    view! { <Dialog title=text().format_help_title() open content /> }
}

fn rows(rows: &[(&'static str, &'static str)]) -> Vec<AnyView> {
    let row = |(typed, meaning): &(&'static str, &'static str)| {
        view! { <div><dt><code>{*typed}</code></dt><dd>{*meaning}</dd></div> }.into_any()
    };
    rows.iter().map(row).collect()
}
