//! The dialog to open a direct room.

use crate::{
    api,
    chat::{Chat, use_chat},
    erased::{each, memo},
    kit::{
        avatar::Avatar,
        form_request::{FormRequest, RequestProblem},
    },
    sidebar::{name_match::match_rank, new_room_dialog::go_once_there},
};
use leptos::{ev::SubmitEvent, prelude::*};
use locale::text;
use protocol::{Room, RoomId, UserId, limits, request::NewDirectRoom};

/// Opens direct rooms.
#[derive(Clone, Copy)]
pub(crate) struct DirectRoomOpener {
    chat: Chat,
    opened: RwSignal<Option<RoomId>>,
    pub(crate) request: FormRequest,
}

impl DirectRoomOpener {
    /// Calls `done` when the room is there, before the page goes to it.
    pub(crate) fn new(chat: Chat, done: impl Fn() + 'static) -> Self {
        Self {
            chat,
            opened: go_once_there(chat, done),
            request: FormRequest::new(),
        }
    }

    /// Opens the room of the signed-in person and these others.
    pub(crate) fn open(self, people: Vec<UserId>) {
        if self.request.pending.get_untracked() {
            return;
        }
        let form = NewDirectRoom { people };
        let sent = api::post::<Room>(self.chat.browser, "/api/rooms/direct".into(), &form);
        self.request.run(sent, move |room| {
            // The button stays busy until the room is there.
            self.request.pending.try_set(true);
            self.opened.try_set(Some(room.id));
        });
    }
}

#[component]
pub(crate) fn DirectForm(open: RwSignal<bool>) -> impl IntoView {
    let chat = use_chat();
    let opener = DirectRoomOpener::new(chat, move || open.set(false));
    let letters = RwSignal::new(String::new());
    let chosen = RwSignal::new(Vec::<UserId>::new());
    // Chosen people stay in the list, whatever is typed next.
    let people = memo(move || {
        let (letters, chosen) = (letters.get(), chosen.get());
        chat.look(|client| {
            let people = client.state.people.values();
            let matching = people.filter(|person| {
                let matches = !person.is_shut_out() && match_rank(&letters, &person.name).is_some();
                person.id != client.state.me.id && (matches || chosen.contains(&person.id))
            });
            matching.map(|person| person.id).collect::<Vec<_>>()
        })
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // If only one person is listed, Enter is enough to choose them.
        let mut company = chosen.get_untracked();
        if company.is_empty()
            && let [only] = people.get_untracked()[..]
        {
            company.push(only);
        }
        if !company.is_empty() {
            opener.open(company);
        }
    };
    let full = move || chosen.with(|chosen| chosen.len() + 1 >= limits::DIRECT_PEOPLE);
    let hint = move || match full() {
        true => text().direct_full(),
        false => text().direct_lead(),
    };
    let item = move |user| view! { <PersonChoice user chosen full=Box::new(full) /> }.into_any();
    view! {
        <form class="form" on:submit=submit>
            <p class="dialog-lead">{move || hint().to_owned()}</p>
            <input
                class="input"
                aria-label=text().find_people()
                placeholder=text().find_people()
                autocomplete="off"
                autofocus
                on:input=move |event| letters.set(event_target_value(&event))
            />
            <ul class="companions" aria-label=text().direct_dialog_people()>{each(move || people.get(), item)}</ul>
            <RequestProblem request=opener.request />
            <div class="dialog-actions">
                <button class="button" type="button" on:click=move |_| open.set(false)>{text().cancel()}</button>
                <button class="button button-primary" aria-busy=move || opener.request.busy()>
                    {text().direct_write()}
                </button>
            </div>
        </form>
    }
}

/// Checkbox of a person.
#[component]
fn PersonChoice(
    user: UserId,
    chosen: RwSignal<Vec<UserId>>,
    full: Box<dyn Fn() -> bool + Send + Sync>,
) -> impl IntoView {
    let chat = use_chat();
    let name = memo(move || chat.name_of(user));
    let is_chosen = move || chosen.read().contains(&user);
    let toggle = move |_| {
        chosen.update(|chosen| match chosen.contains(&user) {
            true => chosen.retain(|other| *other != user),
            false => chosen.push(user),
        });
    };
    view! {
        <li>
            <label class="companion">
                <input
                    type="checkbox"
                    aria-label=move || name.get()
                    prop:checked=is_chosen
                    disabled=move || !is_chosen() && full()
                    on:change=toggle
                />
                <Avatar user name=name />
                <span class="person-name" dir="auto">{move || name.get()}</span>
            </label>
        </li>
    }
}
