//! What the header of a direct room says of the people: presence, status and local time.

use crate::{
    account::time_zone,
    chat::{Chat, use_chat},
    erased::memo,
    later::lazy,
    people::faces::company,
};
use client::Client;
use leptos::prelude::*;
use locale::text;
use protocol::{Presence, RoomId, Timestamp, UserId};

lazy!(pub(super) fn direct_about = DirectAbout(room: RoomId));

/// The line beside the names.
#[component]
pub(crate) fn DirectAbout(room: RoomId) -> impl IntoView {
    let chat = use_chat();
    let line = memo(move || about(chat, room));
    view! { <span>{move || line.get()}</span> }
}

fn about(chat: Chat, room: RoomId) -> String {
    let now = chat.clock.get();
    let company = chat.look(|client| {
        let room = client.state.rooms.get(&room);
        room.map(|room| company(client, room)).unwrap_or_default()
    });
    match company[..] {
        [only] if only == chat.me() => text().direct_notes().to_owned(),
        [only] => chat.look(|client| about_person(client, only, now)),
        _ => chat.look(|client| about_group(client, &company)),
    }
}

fn about_person(client: &Client, user: UserId, now: Option<Timestamp>) -> String {
    let person = client.state.people.get(&user);
    let mut parts = vec![
        match client.presence_of(user) {
            _ if person.is_some_and(|person| person.is_shut_out()) => text().direct_deactivated(),
            Presence::Active => text().direct_active(),
            Presence::Away => text().direct_away(),
            Presence::Offline => text().direct_offline(),
        }
        .to_owned(),
    ];
    let status = client.state.status_of(user);
    if let Some(status) = status.filter(|status| status.is_current(now)) {
        let words = status.text.as_deref().unwrap_or_default();
        parts.push(format!("{} {words}", status.emoji).trim_end().to_owned());
    }
    let zone = person.and_then(|person| person.time_zone.as_ref());
    if let (Some(zone), Some(now)) = (zone, now)
        && let Some(time) = time_zone::clock(zone, now)
    {
        parts.push(text().direct_time(hour(&time)));
    }
    parts.join(" · ")
}

/// Returns the time of a text such as `Tuesday, 14:05`.
fn hour(time: &str) -> &str {
    time.rsplit(' ').next().unwrap_or(time)
}

fn about_group(client: &Client, company: &[UserId]) -> String {
    let is_active = |user: &&UserId| client.presence_of(**user) == Presence::Active;
    let active = company.iter().filter(is_active).count();
    let people = company.len() + 1;
    match active {
        0 => text().direct_count(people),
        active if active == company.len() => text().direct_count_all_active(people),
        active => text().direct_count_active(people, active),
    }
}

#[cfg(test)]
mod tests {
    use super::hour;

    #[test]
    fn the_hour_is_the_end_of_the_local_time() {
        assert_eq!(hour("Tuesday, 14:05"), "14:05");
        assert_eq!(hour("14:05"), "14:05");
    }
}
