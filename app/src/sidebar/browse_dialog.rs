use super::{drawer::Drawer, other_rooms};
use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{handler, list, memo, part, when},
    kit::{
        dialog::LaterDialog,
        form_request::{FormRequest, RequestProblem},
    },
    later::Later,
};
use leptos::prelude::*;
use protocol::{OtherRoom, RoomId, route::room_path};

/// Shows the open rooms that the person is not in, and those that are archived.
#[component]
pub(crate) fn BrowseDialog(open: RwSignal<bool>) -> impl IntoView {
    part! { <LaterDialog title="Browse rooms" open content=Later::Browse(open) /> }
}

/// What the dialog's lists are made from.
#[derive(Clone, Copy)]
struct Found {
    chat: Chat,
    open: RwSignal<bool>,
    request: FormRequest,
    /// The rooms that the person is not in; none until the server has said.
    others: RwSignal<Option<Vec<OtherRoom>>>,
}

impl Found {
    fn ask(self) {
        let sent = api::get(self.chat.browser, api::BROWSE.to_owned());
        let found = move |rooms| drop(self.others.try_set(Some(rooms)));
        self.request.run(sent, found);
    }

    /// Those of the others that the person has not come into since.
    fn others(self, archived: bool) -> Vec<RoomId> {
        let rooms = self.others.get().unwrap_or_default();
        self.chat.look(|client| {
            let still = rooms.iter().filter(|room| {
                room.archived == archived && !client.state.rooms.contains_key(&room.id)
            });
            still.map(|room| room.id).collect()
        })
    }

    /// The archived rooms that the person is in.
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
    let found = Found {
        chat: use_chat(),
        open,
        request: FormRequest::new(),
        others: RwSignal::new(None),
    };
    found.ask();
    let open_rooms = memo(move || found.others(false));
    let archived = memo(move || found.archived());
    let archived_others = memo(move || found.others(true));
    let lead = move || match found.others.with(Option::is_some) {
        true if open_rooms.with(Vec::is_empty) => "You are in every open room.",
        true => "Open rooms that you are not in.",
        false => "",
    };
    let request = found.request;
    let other = move |room| part! { <Other found room /> };
    let mine = move |room| part! { <Mine found room /> };
    let archive = move || {
        part! {
            <h3 class="found-title">"Archived"</h3>
            <ul class="found-rooms" aria-label="Archived rooms">
                {list(move || archived.get(), mine)}
                {list(move || archived_others.get(), other)}
            </ul>
        }
    };
    part! {
        <div class="form">
            <p class="dialog-lead">{move || lead().to_owned()}</p>
            <RequestProblem request />
            <ul class="found-rooms" aria-label="Open rooms">{list(move || open_rooms.get(), other)}</ul>
            {when(move || !(archived.with(Vec::is_empty) && archived_others.with(Vec::is_empty)), archive)}
        </div>
    }
}

/// A room that the person is not in, with the way into it.
#[component]
fn Other(found: Found, room: RoomId) -> impl IntoView {
    let Drawer(drawer) = expect_context();
    let rooms = found.others.get_untracked().unwrap_or_default();
    let this = rooms.into_iter().find(|other| other.id == room);
    let this = this.unwrap_or_default();
    let (hint, gist) = (
        other_rooms::hint(&this),
        other_rooms::gist(found.chat, &this),
    );
    let OtherRoom {
        name, description, ..
    } = this;
    let about = move || part! { <span class="found-room-about" dir="auto">{gist.clone()}</span> };
    let label = format!("Join {name}");
    let join = handler(move |_| {
        let sent = other_rooms::join(found.chat, room);
        found.request.run(sent, move |()| {
            found.open.try_set(false);
            drawer.try_set(false);
            found.chat.go(&room_path(room));
        });
    });
    part! {
        <li class="found-room">
            <span class="found-room-text">
                <strong dir="auto">{name}</strong>
                <span class="field-hint" dir="auto">{hint}</span>
                {when(move || !description.is_empty(), about)}
            </span>
            <button class="button" type="button" aria-label=label on:click=join>"Join"</button>
        </li>
    }
}

/// An archived room that the person is in, with the way to its history.
#[component]
fn Mine(found: Found, room: RoomId) -> impl IntoView {
    let Drawer(drawer) = expect_context();
    let name = memo(move || found.chat.room_name(room));
    let topic = memo(move || found.chat.room_topic(room));
    let leave = handler(move |_| {
        found.open.set(false);
        drawer.set(false);
    });
    part! {
        <li class="found-room">
            <span class="found-room-text">
                <strong dir="auto">{move || name.get()}</strong>
                <span class="field-hint" dir="auto">{move || topic.get()}</span>
            </span>
            <a class="button" href=room_path(room) aria-label=move || format!("Open {}", name.get()) on:click=leave>"Open"</a>
        </li>
    }
}
