//! The palette: a dialog to get to a room, a person, an action or a message by a few letters.

mod option;
mod targets;

use super::{direct_dialog::DirectRoomOpener, drawer::Drawer};
use crate::{
    actions::{ActionFacts, ActionRunner},
    browser::closest,
    chat::use_chat,
    erased::{each, memo, when},
    kit::{form_request::RequestProblem, input_event::pressed_key},
    search::{SearchAddress, SearchResults},
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use locale::text;
use option::JumpOption;
use protocol::route::room_path;
use targets::{JumpGroup, JumpTarget, find};
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

/// Number of messages that are shown.
const MESSAGES: usize = 5;

#[component]
pub(crate) fn Jump(open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let runner = ActionRunner::get();
    let done = move || {
        open.set(false);
        drawer.set(false);
    };
    let field = NodeRef::<html::Input>::new();
    let opener = DirectRoomOpener::new(chat, done);
    let letters = RwSignal::new(String::new());
    let active_place = RwSignal::new(0_usize);
    let facts = memo(move || ActionFacts::now(chat));
    let messages = SearchResults::new();
    let found = memo(move || {
        let (letters, facts) = (letters.get(), facts.get());
        let here = chat.route().room_id();
        let mut found = chat.look(|client| find(client, &facts, here, &letters));
        if !letters.trim().is_empty() {
            let ids = messages.ids().into_iter().take(MESSAGES);
            let targets = ids.map(JumpTarget::Message).chain([JumpTarget::Search]);
            found.push((JumpGroup::Messages, targets.collect()));
        }
        found
    });
    let groups = move || found.read().iter().map(|(group, _)| *group).collect();
    let targets = memo(move || {
        let found = found.read();
        let targets = found.iter().flat_map(|(_, targets)| targets);
        targets.copied().collect::<Vec<_>>()
    });
    let active = memo(move || targets.read().get(active_place.get()).copied());
    let go = move |target| match target {
        JumpTarget::Room(room) => {
            done();
            chat.go(&room_path(room));
        }
        JumpTarget::Person(user) => opener.open(vec![user]),
        JumpTarget::Message(id) => {
            if let Some(path) = messages.path_to(id) {
                done();
                chat.go(&path);
            }
        }
        JumpTarget::Search => {
            done();
            chat.go(&address(&letters.read_untracked()).path());
        }
        JumpTarget::Action(action) => {
            // Closed at once: the focus is back where it was when the action opens something that returns it there.
            if let Some(dialog) = dialog_of(field) {
                dialog.close();
            }
            done();
            runner.run(action);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = targets.read_untracked().len();
        match pressed_key(&event).as_str() {
            "ArrowDown" if count > 0 => active_place.update(|place| *place = (*place + 1) % count),
            "ArrowUp" if count > 0 => {
                active_place.update(|place| *place = (*place + count - 1) % count)
            }
            "Enter" => {
                if let Some(target) = active.get_untracked() {
                    go(target);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let on_input = move |event| {
        let typed = event_target_value(&event);
        messages.search(address(&typed), true);
        letters.set(typed);
        active_place.set(0);
    };
    let option = move |target| {
        let active = memo(move || active.get() == Some(target));
        view! { <JumpOption target active messages letters choose=Box::new(move || go(target)) /> }
            .into_any()
    };
    let group = move |group: JumpGroup| {
        let of_group = move || {
            let found = found.read();
            let found = found.iter().find(|(other, _)| *other == group);
            found
                .map(|(_, targets)| targets.clone())
                .unwrap_or_default()
        };
        view! {
            <div class="jump-group" role="group" aria-label=group.title()>
                <p class="jump-title" aria-hidden="true">{group.title()}</p>
                <ul role="presentation">{each(of_group, option)}</ul>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="form jump">
            <input
                class="input"
                node_ref=field
                role="combobox"
                aria-label=text().jump_field()
                aria-expanded="true"
                aria-controls="jump-offers"
                aria-activedescendant=move || active.get().map(JumpTarget::id)
                autocomplete="off"
                autofocus
                placeholder=text().jump_field()
                on:input=on_input
                on:keydown=on_key
            />
            <div class="jump-offers" id="jump-offers" role="listbox" aria-label=text().jump_found()>
                {each(groups, group)}
            </div>
            {when(move || !letters.read().trim().is_empty() && messages.only_saved(), || view! { <p class="search-note">{text().search_only_saved()}</p> }.into_any())}
            <RequestProblem request=opener.request />
        </div>
    }
}

/// Returns the search for the letters.
fn address(letters: &str) -> SearchAddress {
    SearchAddress {
        query: letters.trim().to_owned(),
        ..SearchAddress::default()
    }
}

/// Returns the dialog around a field.
fn dialog_of(field: NodeRef<html::Input>) -> Option<HtmlDialogElement> {
    let field = field.get_untracked()?;
    closest(Some(field.into()), "dialog")?.dyn_into().ok()
}
