//! List of guest links, for an administrator.

use crate::{
    api::{self, GUEST_LINKS},
    chat::{Chat, use_chat},
    erased::{dynamic, when},
    kit::form_request::{FormRequest, RequestProblem},
};
use client::Client;
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::{GuestLink, Timestamp};

/// The valid links.
#[derive(Clone, Copy)]
pub(crate) struct GuestLinks {
    chat: Chat,
    links: RwSignal<Vec<GuestLink>>,
    request: FormRequest,
}

impl GuestLinks {
    pub(crate) fn new() -> Self {
        Self {
            chat: use_chat(),
            links: RwSignal::new(Vec::new()),
            request: FormRequest::new(),
        }
    }

    /// Fetches the links.
    pub(crate) fn fetch(self) {
        spawn_local(async move {
            match api::get(self.chat.browser, GUEST_LINKS.to_owned()).await {
                Ok(links) => drop(self.links.try_set(links)),
                Err(problem) => self.request.fail(problem.detail),
            }
        });
    }

    fn revoke(self, link: &GuestLink) {
        let sent = api::command(self.chat.browser, "DELETE", api::guest_link(link.id));
        let revoked = async move {
            let answer = sent.await;
            self.fetch();
            answer
        };
        self.request.run(revoked, |()| ());
    }

    /// Returns who created a link, and until when it is valid.
    fn origin(self, link: &GuestLink) -> String {
        let until = self.day(link.good_until);
        match link.made_by {
            Some(maker) => {
                let name = self
                    .chat
                    .peek(|client| client.state.name_of(maker).to_owned());
                text().guest_link_made_by(&name, &until)
            }
            None => text().guest_link_until(&until),
        }
    }

    /// Returns how often a link was used.
    fn usage(self, link: &GuestLink) -> String {
        match (link.uses, link.used_at) {
            (0, _) | (_, None) => text().guest_link_unused().to_owned(),
            (uses, Some(at)) => text().guest_link_used(uses, &self.day(at)),
        }
    }

    fn day(self, at: Timestamp) -> String {
        self.chat.local_time(at).day().label(None)
    }
}

/// The valid links, each with a button that revokes it.
#[component]
pub(crate) fn GuestLinkList(guest_links: GuestLinks) -> impl IntoView {
    let GuestLinks { links, request, .. } = guest_links;
    guest_links.fetch();
    let items = move || {
        let items = links.get().into_iter().map(|link| item(guest_links, link));
        items.collect::<Vec<AnyView>>().into_any()
    };
    let list = move || {
        view! {
            <div class="guest-links">
                <h4 class="field-label">{text().guest_links_active()}</h4>
                <ul class="found-rooms" aria-label=text().guest_links()>{dynamic(items)}</ul>
            </div>
        }
        .into_any()
    };
    view! {
        {when(move || !links.read().is_empty(), list)}
        <RequestProblem request />
    }
}

fn item(guest_links: GuestLinks, link: GuestLink) -> AnyView {
    let chat = guest_links.chat;
    let rooms = chat.peek(|client| rooms_of(client, &link));
    let (origin, usage) = (guest_links.origin(&link), guest_links.usage(&link));
    let label = text().guest_link_revoke_named(&rooms);
    let revoke = move |_| guest_links.revoke(&link);
    view! {
        <li class="found-room">
            <span class="found-room-text">
                <strong dir="auto">{rooms}</strong>
                <span class="field-hint" dir="auto">{origin}</span>
                <span class="field-hint">{usage}</span>
            </span>
            <button class="button" type="button" aria-label=label on:click=revoke>{text().guest_link_revoke()}</button>
        </li>
    }
    .into_any()
}

/// Returns the names of a link's rooms. Rooms that the administrator is not in are counted.
fn rooms_of(client: &Client, link: &GuestLink) -> String {
    let name = |room| client.state.room_name(room);
    let mut names: Vec<String> = link.rooms.iter().filter_map(|room| name(*room)).collect();
    match link.rooms.len() - names.len() {
        0 => {}
        others => names.push(text().guest_other_rooms(others)),
    }
    text().list(&names)
}
