//! Events in a page of the log that another event of the page makes needless, since both give a thing as it is now.

use protocol::{ClientId, Event, EventKind, MessageId};
use std::collections::BTreeSet;

/// What an event gives as it is now.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Given {
    Text(MessageId),
    Previews(MessageId),
    Scheduled(ClientId),
}

/// Leaves each text, each message's previews and each scheduled message to the last event of the page that gives it. A
/// message keeps its creation, without the text.
pub(crate) fn pass_over(events: &mut [Event]) {
    let mut given = BTreeSet::new();
    for event in events.iter_mut().rev() {
        let kind = &mut event.kind;
        let what = match kind {
            EventKind::MessageCreated { message } => {
                if given.contains(&Given::Text(message.id)) {
                    message.body.clear();
                }
                continue;
            }
            EventKind::MessageEdited { message, .. } => Given::Text(*message),
            EventKind::PreviewChanged { message, .. } => Given::Previews(*message),
            EventKind::ScheduledChanged { id, .. } => Given::Scheduled(*id),
            _ => continue,
        };
        if !given.insert(what) {
            *kind = EventKind::Superseded;
        }
    }
}
