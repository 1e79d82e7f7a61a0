//! Checks of the stored data alone.

use super::{Breach, Report};
use crate::{
    replica::{MessageView, Replica},
    truth::{Memberships, Truth},
};
use protocol::{Event, EventKind, RoomId, StreamId};
use std::collections::BTreeSet;

/// Checks that the logs have no gap, that no message is stored twice, and that the tables match the logs.
pub(super) fn check(truth: &Truth, memberships: &Memberships, report: &mut Report) {
    for (stream, events) in &truth.streams {
        count(events, report);
        check_numbers(*stream, events, report);
        if let StreamId::Room(room) = *stream {
            check_room(truth, room, events, report);
        }
    }
    check_senders(truth, report);
    if !truth.members.is_empty() {
        let now = memberships.present();
        for (room, people) in &truth.members {
            if now.get(room) != Some(people) {
                let detail = format!("the members of {room} are not those of its log");
                report.add(Breach::Differs, detail);
            }
        }
    }
}

fn check_numbers(stream: StreamId, events: &[Event], report: &mut Report) {
    for (event, wanted) in events.iter().zip(1..) {
        if event.seq != wanted {
            let seq = event.seq;
            let detail = format!("{stream}: event {seq} stands where {wanted} should");
            report.add(Breach::Disordered, detail);
            return;
        }
    }
}

fn check_room(truth: &Truth, room: RoomId, events: &[Event], report: &mut Report) {
    let mut replica = Replica::placed(0);
    for event in events {
        replica.apply(event);
    }
    let mut logged = replica.views();
    for message in truth.messages.iter().filter(|message| message.room == room) {
        if logged.remove(&message.id) != Some(&MessageView::of(message)) {
            let detail = format!(
                "message {} is not as the log of its room has it",
                message.id
            );
            report.add(Breach::Differs, detail);
        }
    }
    for message in logged.keys() {
        let detail = format!("message {message} is in the log of {room}, and not stored");
        report.add(Breach::Lost, detail);
    }
}

fn check_senders(truth: &Truth, report: &mut Report) {
    let mut senders = BTreeSet::new();
    for message in &truth.messages {
        if !senders.insert((message.author, message.client_id)) {
            let detail = format!("{} is stored more than once", message.client_id);
            report.add(Breach::Doubled, detail);
        }
    }
}

fn count(events: &[Event], report: &mut Report) {
    for event in events {
        *report.events.entry(name(&event.kind)).or_default() += 1;
    }
}

/// Returns the name of a kind of event, as in its JSON.
fn name(kind: &EventKind) -> String {
    let json = serde_json::to_value(kind).unwrap_or_default();
    json["kind"].as_str().unwrap_or_default().to_owned()
}
