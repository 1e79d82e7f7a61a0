//! Presence of people, and of this person.

use super::*;
use crate::{Action, fixtures::*};
use protocol::{ClientFrame, Control, ServerFrame, Signal};

fn told(actions: &[Action]) -> Vec<bool> {
    let told = actions.iter().filter_map(|action| match action {
        Action::Transmit(ClientFrame::Control(Control::Presence { active })) => Some(*active),
        _ => None,
    });
    told.collect()
}

#[test]
fn presence_changes_add_up_and_a_full_list_replaces_them() {
    let mut all = PresenceTracker::default();
    all.update(true, vec![ADA], vec![GRACE], &[]);
    all.update(false, vec![GRACE, LINUS], vec![], &[ADA]);
    assert_eq!((&all.active, &all.away), (&vec![GRACE, LINUS], &vec![]));
    all.update(false, vec![], vec![LINUS], &[]);
    assert_eq!((&all.active, &all.away), (&vec![GRACE], &vec![LINUS]));
    all.update(true, vec![], vec![ADA], &[]);
    assert_eq!((&all.active, &all.away), (&vec![], &vec![ADA]));
}

#[test]
fn activity_is_sent_on_each_connection_and_when_it_changes() {
    let mut client = live();
    assert_eq!(told(&client.set_active(true)), [true]);
    assert!(client.set_active(true).is_empty());
    assert_eq!(told(&client.set_active(false)), [false]);

    client.closed(true, 0.5);
    assert!(client.set_active(true).is_empty());
    client.opened(NOW);
    client.received(welcome(), NOW);
    assert_eq!(told(&client.set_active(true)), [true]);
}

#[test]
fn everyone_is_offline_without_a_connection() {
    let mut client = live();
    let there = Signal::Presence {
        all: true,
        active: vec![GRACE],
        away: vec![LINUS],
        offline: vec![],
    };
    client.received(ServerFrame::Signal(there), NOW);
    let presence = [ADA, GRACE, LINUS].map(|user| client.presence_of(user));
    assert_eq!(
        presence,
        [Presence::Offline, Presence::Active, Presence::Away]
    );
    client.closed(true, 0.5);
    assert_eq!(client.presence_of(GRACE), Presence::Offline);
}
