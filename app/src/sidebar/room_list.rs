//! The list of rooms, with the workspace above it and the person's menu below.

use super::{
    badge::count,
    drawer::{Drawer, focus_soon},
    fold::fold,
    list_options::list_options,
    list_tools::list_tools,
    personal_lists::personal_lists,
    room_link::RoomLink,
};
use crate::{
    account::menu::AccountMenu,
    actions::JUMP_KEY,
    browser::use_window_event,
    chat::use_chat,
    dialog_opener::{DialogKind, DialogOpener, dialog_button},
    erased::{each, effect, memo, when},
    kit::{
        close_button::CloseButton,
        icon::{Glyph, Icon},
        input_event::pressed_key,
        wordmark::Wordmark,
    },
    later::{later, soon},
};
use client::RoomListing;
use leptos::{
    ev::{self, KeyboardEvent},
    html,
    prelude::*,
};
use locale::text;
use protocol::Section;

#[component]
pub(crate) fn RoomList() -> impl IntoView {
    let chat = use_chat();
    let Drawer(drawer) = expect_context();
    let opener = DialogOpener::get();
    let workspace = memo(move || chat.look(|client| client.state.workspace.clone()));
    use_window_event(ev::keydown, move |event| {
        if JUMP_KEY.is_pressed(&event) {
            event.prevent_default();
            opener.open(DialogKind::Jump);
        }
    });
    let close = NodeRef::<html::Button>::new();
    effect(move || {
        if drawer.get() {
            focus_soon(close);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if pressed_key(&event) == "Escape" {
            drawer.set(false);
        }
    };
    let invite = || {
        dialog_button(
            DialogKind::Invite,
            Glyph::INVITE,
            text().sidebar_invite(),
            "rooms-action",
        )
    };
    let listing = Memo::new(move |before: Option<&RoomListing>| {
        let open = chat.route().room_id();
        chat.look(|client| client.room_listing(open, before, fold))
    });
    // Whether the person has changed their choices for the list since they were sent: the code that sends them is loaded later.
    let unsent = RwSignal::new(false);
    let section = move |section, title, actions| {
        view! { <RoomSection section title listing drawer unsent actions /> }.into_any()
    };
    let optional = move |kind, title| {
        let is_there = move || !listing.read().section(kind).is_empty();
        when(is_there, move || section(kind, title, ().into_any()))
    };
    let jump = move |_| opener.open(DialogKind::Jump);
    let alive = move || chat.clock.read().is_some();
    view! {
        <div class="scrim" class:is-open=move || drawer.get() on:click=move |_| drawer.set(false)></div>
        <div class="sidebar" class:is-open=move || drawer.get() on:keydown=on_key>
            <header class="sidebar-header">
                <div class="sidebar-title">
                    <Wordmark />
                    <span class="sidebar-workspace" dir="auto">{move || workspace.get()}</span>
                </div>
                <span class="sidebar-options">{soon(list_options(unsent), false)}</span>
                <CloseButton
                    name=text().sidebar_close()
                    class="button-icon sidebar-close"
                    node=close
                    close=move |_| drawer.set(false)
                />
            </header>
            <nav class="rooms" class:is-guest=move || chat.is_guest() aria-label=text().sidebar_rooms()>
                <button class="rooms-action" type="button" data-early="dialog" data-early-key=JUMP_KEY.key on:click=jump>
                    <Icon glyph=Glyph::JUMP />
                    {text().sidebar_jump()}
                    <kbd class="rooms-key">"Ctrl K"</kbd>
                </button>
                // The first screen reserves its space: its code is loaded later.
                <div class="personal-lists">{when(alive, || later(personal_lists()))}</div>
                {optional(Section::Favourites, text().sidebar_favourites())}
                {optional(Section::Unread, text().sidebar_unread())}
                {section(Section::Rooms, text().sidebar_rooms(), add_button(DialogKind::NewRoom, text().sidebar_new_room(), "is-finding"))}
                {dialog_button(DialogKind::Browse, Glyph::COMPASS, text().sidebar_browse(), "rooms-action is-finding")}
                {section(Section::Direct, text().sidebar_direct(), add_button(DialogKind::Direct, text().sidebar_new_message(), ""))}
                {when(move || chat.administers(), invite)}
                {soon(list_tools(), false)}
            </nav>
            <AccountMenu />
        </div>
    }
}

/// Button in the title of a section that opens a dialog.
fn add_button(dialog: DialogKind, name: &'static str, class: &'static str) -> AnyView {
    let opener = DialogOpener::get();
    view! {
        <button
            class=format!("rooms-add {class}")
            type="button"
            data-early="dialog"
            aria-label=name
            title=name
            on:click=move |_| opener.open(dialog)
        >
            <Icon glyph=Glyph::PLUS />
        </button>
    }
    .into_any()
}

/// A section of the list, with its title, which collapses it.
#[component]
fn RoomSection(
    section: Section,
    title: &'static str,
    listing: Memo<RoomListing>,
    drawer: RwSignal<bool>,
    /// Set when the person has collapsed or expanded the section.
    unsent: RwSignal<bool>,
    /// Buttons beside the title.
    actions: AnyView,
) -> impl IntoView {
    let chat = use_chat();
    let listed = memo(move || listing.read().section(section).clone());
    let is_collapsed = move || listed.read().collapsed;
    let folded = move || listed.read().folded;
    let toggle = move |_| {
        chat.client.update(|client| {
            let mut sidebar = client.state.sidebar.clone();
            sidebar.toggle(section);
            client.state.choose_sidebar(sidebar);
        });
        unsent.set(true);
    };
    let number = move || {
        view! { <span class="rooms-folded">{move || count(folded() as u64)}</span> }.into_any()
    };
    let item = move |room| view! { <RoomLink room drawer /> }.into_any();
    view! {
        <section class="rooms-section" class:is-collapsed=is_collapsed data-section=format!("{section:?}")>
            <div class="rooms-head">
                <h2 class="rooms-title">
                    <button
                        class="rooms-fold"
                        type="button"
                        data-early="press"
                        aria-label=text().sidebar_section(title)
                        aria-expanded=move || (!is_collapsed()).to_string()
                        on:click=toggle
                    >
                        <Icon glyph=Glyph::FORWARD />
                        {title}
                        {when(move || folded() > 0, number)}
                    </button>
                </h2>
                {actions}
            </div>
            <ul aria-label=title>{each(move || listed.read().rooms.clone(), item)}</ul>
        </section>
    }
}
