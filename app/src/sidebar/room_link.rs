//! Link to a room in the list, with marks of what waits there.

use super::{badge::badge_text, room_glyph::glyph_in};
use crate::{
    chat::{Chat, use_chat},
    erased::{memo, when},
    kit::icon::Glyph,
    people::{
        faces::{company, faces_html},
        presence_dot::presence_name,
    },
};
use leptos::prelude::*;
use locale::text;
use markdown::escape;
use protocol::{Level, RoomId, Timestamp, route::room_path};

/// What a link shows. One value, so that a change of the client costs each link one comparison.
#[derive(Clone, Debug, Default, PartialEq)]
struct LinkContent {
    name: String,
    unread: u64,
    mentions: u64,
    archived: bool,
    muted: bool,
    /// HTML of the icon or the avatars.
    face: String,
    /// HTML of the marks behind the name.
    marks: String,
    /// The marks in words.
    description: String,
}

impl LinkContent {
    fn new(chat: Chat, room: RoomId, is_open: bool, now: Option<Timestamp>) -> Self {
        let (unread, mentions) = chat.counted_in(room);
        chat.look(|client| {
            let state = client.state.rooms.get(&room);
            let company = state.map(|state| company(client, state));
            let company = company.unwrap_or_default();
            let name = client.state.room_name(room);
            let face = match company.is_empty() {
                true => glyph_in(&client.state, room).html(),
                false => faces_html(client, &company),
            };
            let mut content = Self {
                name: name.unwrap_or_else(|| text().sidebar_not_sent().to_owned()),
                unread,
                mentions,
                archived: state.is_some_and(|state| state.archived),
                muted: state.is_some_and(|state| state.level == Level::Nothing),
                face,
                ..Self::default()
            };
            if let [only] = company[..] {
                content.describe(presence_name(client.presence_of(only)));
                let status = client.state.status_of(only);
                if let Some(status) = status.filter(|status| status.is_current(now)) {
                    let emoji = escape(&status.emoji);
                    content
                        .marks
                        .push_str(&format!(r#"<span class="room-link-emoji">{emoji}</span>"#));
                    content.describe(status.text.as_deref().unwrap_or(&status.emoji));
                }
            }
            if !is_open && client.has_draft(room) {
                content.mark(Glyph::EDIT, text().sidebar_has_draft());
            }
            if content.muted {
                content.mark(Glyph::MUTED, text().sidebar_is_muted());
            }
            if content.archived {
                content.describe(text().sidebar_is_archived());
            }
            content
        })
    }

    fn mark(&mut self, glyph: Glyph, word: &str) {
        self.marks.push_str(&glyph.html());
        self.describe(word);
    }

    fn describe(&mut self, word: &str) {
        self.description = match self.description.is_empty() {
            true => word.to_owned(),
            false => text().list_middle(&self.description, word),
        };
    }

    fn label(&self) -> String {
        let name = &self.name;
        match (self.unread, self.mentions) {
            (0, _) => name.clone(),
            (unread, 0) => text().sidebar_unread_in(name, unread),
            (unread, mentions) => text().sidebar_mentions_in(name, mentions, unread),
        }
    }
}

/// Link to a room. The room may be gone, with messages left that could not be sent there.
#[component]
pub(super) fn RoomLink(room: RoomId, drawer: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let is_open = memo(move || chat.route().room_id() == Some(room));
    let content = memo(move || LinkContent::new(chat, room, is_open.get(), chat.clock.get()));
    let is = move |test: fn(&LinkContent) -> bool| move || content.with(test);
    let badge = move || {
        view! {
            // Assistive technology joins the texts otherwise.
            {" "}
            <span class="badge" class:is-mention=is(|it| it.mentions != 0)>
                {move || content.with(|it| badge_text((it.unread, it.mentions)))}
            </span>
        }
        .into_any()
    };
    view! {
        <li>
            <a
                class="room-link"
                class:is-unread=is(|it| it.unread != 0)
                class:is-muted=is(|it| it.muted)
                class:is-archived=is(|it| it.archived)
                data-room=room.to_string()
                href=room_path(room)
                aria-label=move || content.with(LinkContent::label)
                aria-description=move || content.read().description.clone()
                aria-current=move || is_open.get().then_some("page")
                on:click=move |_| drawer.set(false)
            >
                <span class="room-link-face" inner_html=move || content.read().face.clone()></span>
                <span class="room-link-name" dir="auto">{move || content.read().name.clone()}</span>
                <span class="room-link-marks" inner_html=move || content.read().marks.clone()></span>
                {when(is(|it| it.unread != 0), badge)}
            </a>
        </li>
    }
}
