//! The dialog with the open rooms that the person is not in, and the archived rooms.

use super::{drawer::Drawer, other_rooms};
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{each, memo, when},
    kit::form_request::{FormRequest, RequestProblem},
};
use leptos::prelude::*;
use locale::text;
use protocol::{OtherRoom, RoomId, route::room_path};

/// State of the dialog.
#[derive(Clone, Copy)]
struct RoomBrowser {
    chat: Chat,
    open: RwSignal<bool>,
    request: FormRequest,
    /// The rooms that the person is not in; `None` until the server has answered.
    others: RwSignal<Option<Vec<OtherRoom>>>,
}

impl RoomBrowser {
    fn fetch(self) {
        let sent = api::get(self.chat.browser, api::BROWSE.to_owned());
        let found = move |rooms| drop(self.others.try_set(Some(rooms)));
        self.request.run(sent, found);
    }

    /// Returns the rooms that the person has not joined since, open or archived.
    fn others(self, archived: bool) -> Vec<RoomId> {
        let rooms = self.others.get().unwrap_or_default();
        self.chat.look(|client| {
            let still_others = rooms.iter().filter(|room| {
                room.archived == archived && !client.state.rooms.contains_key(&room.id)
            });
            still_others.map(|room| room.id).collect()
        })
    }

    /// Returns the archived rooms that the person is in.
    fn archived(self) -> Vec<RoomId> {
        self.chat.look(|client| {
            let rooms = client.state.rooms.iter();
            let archived = rooms.filter(|(_, room)| room.archived);
            archived.map(|(id, _)| *id).collect()
        })
    }
}

#[component]
pub(crate) fn Browse(open: RwSignal<bool>) -> impl IntoView {
    let browser = RoomBrowser {
        chat: use_chat(),
        open,
        request: FormRequest::new(),
        others: RwSignal::new(None),
    };
    browser.fetch();
    let open_rooms = memo(move || browser.others(false));
    let archived = memo(move || browser.archived());
    let archived_others = memo(move || browser.others(true));
    let lead = move || match browser.others.with(Option::is_some) {
        true if open_rooms.with(Vec::is_empty) => text().browse_none(),
        true => text().browse_lead(),
        false => "",
    };
    let request = browser.request;
    let other_item = move |room| view! { <OtherRoomItem browser room /> }.into_any();
    let archived_item = move |room| view! { <ArchivedRoomItem browser room /> }.into_any();
    let archived_list = move || {
        view! {
            <h3 class="found-title">{text().browse_archived()}</h3>
            <ul class="found-rooms" aria-label=text().browse_archived_rooms()>
                {each(move || archived.get(), archived_item)}
                {each(move || archived_others.get(), other_item)}
            </ul>
        }
        .into_any()
    };
    view! {
        <div class="form">
            <p class="dialog-lead">{move || lead().to_owned()}</p>
            <RequestProblem request />
            <ul class="found-rooms" aria-label=text().browse_open_rooms()>{each(move || open_rooms.get(), other_item)}</ul>
            {when(move || !(archived.with(Vec::is_empty) && archived_others.with(Vec::is_empty)), archived_list)}
        </div>
    }
}

/// A room that the person is not in, with a button to join it.
#[component]
fn OtherRoomItem(browser: RoomBrowser, room: RoomId) -> impl IntoView {
    let Drawer(drawer) = expect_context();
    let rooms = browser.others.get_untracked().unwrap_or_default();
    let this = rooms.into_iter().find(|other| other.id == room);
    let this = this.unwrap_or_default();
    let hint = other_rooms::hint(&this);
    let gist = other_rooms::gist(browser.chat, &this);
    let about = gist
        .map(|gist| view! { <span class="found-room-about" dir="auto">{gist}</span> }.into_any());
    let OtherRoom { name, .. } = this;
    let label = text().join_room_named(&name);
    let join = move |_| {
        let sent = other_rooms::join(browser.chat, room);
        browser.request.run(sent, move |()| {
            browser.open.try_set(false);
            drawer.try_set(false);
            browser.chat.go(&room_path(room));
        });
    };
    view! {
        <li class="found-room">
            <span class="found-room-text">
                <strong dir="auto">{name}</strong>
                <span class="field-hint" dir="auto">{hint}</span>
                {about}
            </span>
            <button class="button" type="button" aria-label=label on:click=join>{text().join_room()}</button>
        </li>
    }
}

/// An archived room that the person is in, with a link to its history.
#[component]
fn ArchivedRoomItem(browser: RoomBrowser, room: RoomId) -> impl IntoView {
    let Drawer(drawer) = expect_context();
    let name = memo(move || browser.chat.room_name(room).unwrap_or_default());
    let topic = memo(move || browser.chat.room_topic(room));
    let close = move |_| {
        browser.open.set(false);
        drawer.set(false);
    };
    view! {
        <li class="found-room">
            <span class="found-room-text">
                <strong dir="auto">{move || name.get()}</strong>
                <span class="field-hint" dir="auto">{move || topic.get().unwrap_or_default()}</span>
            </span>
            <a class="button" href=room_path(room) aria-label=move || text().open_room_named(&name.read()) on:click=close>{text().open_room()}</a>
        </li>
    }
}
