//! Superseded events: those in a page of the log whose content a later event of the page gives too.

use protocol::{ClientId, Event, EventKind, MessageId};
use std::collections::BTreeSet;

/// Content that several events of the log give, each in its current state.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum LatestContent {
    Text(MessageId),
    Previews(MessageId),
    Scheduled(ClientId),
}

/// Leaves each text, each message's previews and each scheduled message to the last event of the page that gives it. The
/// earlier ones become [`EventKind::Superseded`]; the creation of a message stays, without the text.
pub(crate) fn supersede(events: &mut [Event]) {
    let mut given = BTreeSet::new();
    for event in events.iter_mut().rev() {
        let kind = &mut event.kind;
        let what = match kind {
            EventKind::MessageCreated { message } => {
                if given.contains(&LatestContent::Text(message.id)) {
                    message.body.clear();
                }
                continue;
            }
            EventKind::MessageEdited { message, .. } => LatestContent::Text(*message),
            EventKind::PreviewChanged { message, .. } => LatestContent::Previews(*message),
            EventKind::ScheduledChanged { id, .. } => LatestContent::Scheduled(*id),
            _ => continue,
        };
        if !given.insert(what) {
            *kind = EventKind::Superseded;
        }
    }
}
