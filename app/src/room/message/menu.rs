//! Menu of a message with all its actions in words.

use super::{
    actions::{GROUPS, MessageAction, MessageFacts},
    actor::MessageActor,
    emoji::{QUICK, quick_reaction},
    tools::{MessageSubject, use_tools},
};
use crate::{
    chat::use_chat,
    erased::{each, when},
    kit::{
        emoji,
        icon::{Glyph, Icon},
        input_event::{has_modifier, pressed_key},
        menu::{Menu, MenuContent, MenuDialog, MenuItem},
        roving_focus::{Axis, move_focus},
    },
    room::last_known,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use locale::text;

/// The menu of the message that the tools are about. It belongs to the page, so nothing that happens to the message takes
/// it away.
#[component]
pub(super) fn MessageMenu() -> impl IntoView {
    let tools = use_tools();
    let menu = Menu::of(tools.menu_open, tools.menu_anchor);
    let content = move || match tools.menu_subject.get_untracked() {
        Some(subject) => content(menu, subject),
        None => MenuContent::new(().into_any()),
    };
    view! { <MenuDialog menu name=text().message_actions() content=Box::new(content) /> }
}

fn content(menu: Menu, subject: MessageSubject) -> MenuContent {
    let chat = use_chat();
    let actor = MessageActor::get().beside(use_tools().menu_anchor.get_untracked().place);
    let facts = last_known(move || actor.facts(subject));
    let perform = move |action| {
        menu.close();
        actor.perform(action, subject);
    };
    let on_key = move |event: &KeyboardEvent| {
        if has_modifier(event) {
            return;
        }
        let action = MessageAction::of_key(&pressed_key(event));
        if let Some(action) = action.filter(|action| action.is_offered(&facts.get_untracked())) {
            event.prevent_default();
            perform(action);
        }
    };
    let reactions = NodeRef::<html::Div>::new();
    let on_reaction_key = move |event: KeyboardEvent| {
        if let Some(reactions) = reactions.get_untracked() {
            move_focus(&event, &reactions, "button", Axis::Horizontal);
        }
    };
    let about = chat.peek(|client| {
        let message = client.shown_message(subject.conversation, subject.id)?;
        let name = client.state.name_of(message.author).to_owned();
        let gist = markdown::gist(&message.body, &client.state, emoji::lookup());
        Some((name, gist))
    });
    let (name, gist) = about.unwrap_or_default();
    let quick = move |index: usize| {
        let (emoji, name) = quick_reaction(index);
        let mine = move || {
            let message = chat
                .look(|client| client.shown_message(subject.conversation, subject.id))
                .unwrap_or_default();
            let mut mine = { message.reactions }.into_iter();
            mine.any(|it| it.emoji == emoji && it.users.contains(&chat.me()))
        };
        let react = move |_| {
            let on = !untrack(mine);
            menu.close();
            actor.react(subject.id, emoji, on);
        };
        view! {
            <button
                class="menu-reaction"
                type="button"
                tabindex=if index == 0 { "0" } else { "-1" }
                aria-label=text().message_react_with(name)
                aria-pressed=move || mine().to_string()
                on:click=react
            >
                {emoji}
            </button>
        }
        .into_any()
    };
    let row = move || {
        view! {
            <div
                class="menu-reactions"
                node_ref=reactions
                role="toolbar"
                aria-label=text().message_quick_reactions()
                on:keydown=on_reaction_key
            >
                {(0..QUICK).map(quick).collect_view()}
                <button
                    class="menu-reaction"
                    type="button"
                    tabindex="-1"
                    aria-label=text().message_add_reaction()
                    on:click=move |_| perform(MessageAction::AddReaction)
                >
                    <Icon glyph=Glyph::SMILE />
                </button>
            </div>
        }
        .into_any()
    };
    let group = move |index: usize| {
        let actions = move || {
            let facts = facts.get();
            let offered = GROUPS[index].iter().copied();
            offered
                .filter(|action| action.is_offered(&facts))
                .collect::<Vec<_>>()
        };
        let item = move |action| {
            item(action, facts).view(menu, move || {
                actor.perform(action, subject);
            })
        };
        view! {
            <div class="menu-group" role="group">{each(actions, item)}</div>
        }
        .into_any()
    };
    let head = view! {
        <p class="menu-about" dir="auto"><strong>{name}</strong>" "{gist}</p>
        {when(move || !facts.get().deleted, row)}
    };
    let items = view! { {(0..GROUPS.len()).map(group).collect_view()} };
    MenuContent::new(items.into_any()).with(head.into_any(), on_key)
}

fn item(action: MessageAction, facts: Memo<MessageFacts>) -> MenuItem {
    let class = match action {
        MessageAction::AddReaction => "is-in-row",
        _ if action.is_dangerous() => "is-danger",
        _ => "",
    };
    MenuItem::new(action.glyph(), move || action.label(&facts.get()))
        .key(action.key_hint(), action.key())
        .class(class)
}
