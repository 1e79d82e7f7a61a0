//! Settings of a room: what it is about, the person's own preferences, who may see it and post in it, and its end. Each
//! field is saved at once.

use super::access::{WhoPosts, WhoSees};
use crate::{
    api,
    chat::use_chat,
    erased::{dynamic, memo, when},
    kit::saving::{SavedArea, SavedField, SavedSign, SavedText},
    room::{
        exit::{ArchiveRoom, DeleteRoom, HideRoom, LeaveRoom},
        message::RichText,
        preferences::Preferences,
    },
};
use client::state::RoomState;
use leptos::prelude::*;
use locale::text;
use protocol::{RoomId, RoomKind, limits, request::RoomChanges};
use std::sync::Arc;

#[component]
pub(crate) fn RoomSettings(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let (permanent, direct) =
        untrack(|| chat.look_room(room, |room| (room.permanent, room.kind == RoomKind::Direct)));
    let fixed = permanent || direct;
    let changes = move || !direct && !chat.is_guest();
    let administers = move || !direct && chat.administers();
    let ends = move || !fixed && chat.administers();
    let leaves = move || !direct && (!permanent || chat.is_guest());
    let about = move || {
        section(text().room_about(), move || {
            view! { <About room /> }.into_any()
        })
    };
    let access = move || {
        section(text().room_access(), move || {
            view! {
                {when(move || !permanent, move || view! { <WhoSees room /> }.into_any())}
                <WhoPosts room />
            }
            .into_any()
        })
    };
    let end = move || {
        section(text().room_end(), move || {
            view! {
                {when(move || direct, move || view! { <HideRoom room open /> }.into_any())}
                {when(leaves, move || view! { <LeaveRoom room open /> }.into_any())}
                {when(ends, move || view! { <ArchiveRoom room /> }.into_any())}
                {when(ends, move || view! { <DeleteRoom room open /> }.into_any())}
            }
            .into_any()
        })
    };
    view! {
        <div class="room-settings">
            {when(changes, about)}
            {section(text().room_for_you(), move || view! { <Preferences room /> }.into_any())}
            {when(administers, access)}
            {when(move || direct || leaves() || ends(), end)}
        </div>
    }
}

/// A part of the dialog.
fn section(title: &'static str, content: impl FnOnce() -> AnyView) -> AnyView {
    view! {
        <section class="part-section" aria-label=title>
            <h3 class="part-heading">{title}</h3>
            {content()}
        </section>
    }
    .into_any()
}

/// Fields of what the room is about.
#[component]
fn About(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let field = move |read: fn(&RoomState) -> Option<String>, change: fn(String) -> RoomChanges| {
        let value = untrack(|| chat.look_room(room, read)).unwrap_or_default();
        let save = move |value| api::change_room(chat.browser, room, &change(value));
        SavedText::new(value, Arc::new(save))
    };
    let name = field(
        |room| room.name.clone(),
        |name| RoomChanges {
            name: Some(name),
            ..RoomChanges::default()
        },
    );
    let topic = field(
        |room| room.topic.clone(),
        |topic| RoomChanges {
            topic: Some(Some(topic)),
            ..RoomChanges::default()
        },
    );
    let description = field(
        |room| room.description.clone(),
        |description| RoomChanges {
            description: Some(Some(description)),
            ..RoomChanges::default()
        },
    );
    view! {
        <SavedField label=text().room_about_name() field=name max=limits::NAME_CHARS />
        <SavedField
            label=text().room_about_topic()
            field=topic
            max=limits::TOPIC_CHARS
            hint=text().room_about_topic_hint()
        />
        <Description room field=description />
    }
}

/// The room's description as people see it, or the field to change it.
#[component]
fn Description(room: RoomId, field: SavedText) -> impl IntoView {
    let chat = use_chat();
    let editing = RwSignal::new(false);
    let present = memo(move || chat.look_room(room, |room| room.description.clone()));
    let shown = move || {
        let element = NodeRef::new();
        let body = memo(move || present.get().unwrap_or_default());
        let is_empty = move || present.read().is_none();
        view! {
            <div class="field">
                <span class="field-head">
                    <span class="field-label">{text().room_about_description()}</span>
                    <SavedSign saving=field.saving />
                </span>
                <div class="description">
                    {when(is_empty, || view! { <p class="field-hint">{text().room_about_description_empty()}</p> }.into_any())}
                    <div class="rich" dir="auto" node_ref=element></div>
                    <RichText element body />
                    <button class="button-link" type="button" on:click=move |_| editing.set(true)>{text().room_about_description_edit()}</button>
                </div>
            </div>
        }
        .into_any()
    };
    let area = move || {
        let done = move |_| {
            field.save();
            editing.set(false);
        };
        view! {
            <div class="field">
                <SavedArea
                    label=text().room_about_description()
                    field
                    max=limits::DESCRIPTION_CHARS
                    hint=text().room_about_description_hint()
                />
                <button class="button description-done" type="button" on:click=done>{text().done()}</button>
            </div>
        }
        .into_any()
    };
    dynamic(move || if editing.get() { area() } else { shown() })
}
