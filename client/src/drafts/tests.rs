//! The draft in a composer, between its keystrokes and the drafts of other devices.

use super::*;
use crate::fixtures::{self, draft};

const EVERYONE: Conversation = Conversation {
    room: fixtures::EVERYONE,
    thread: None,
};

/// A draft from the browser's storage, merged with the server's.
fn restored(kept: &str, unsent: Option<i64>, known: Option<&Draft>) -> LocalDraft {
    let mut local = alone(kept, unsent);
    local.merge(known);
    local
}

/// Asserts that this is what is to be sent.
#[track_caller]
fn sends(local: &mut LocalDraft, body: &str, at: i64) {
    assert_eq!(local.take_unsent(EVERYONE), Some(draft(body, at)));
}

fn typed(text: &str) -> LocalDraft {
    let mut local = restored("", None, None);
    local.typed(text.into(), Timestamp(100));
    local
}

#[test]
fn a_text_that_is_being_typed_is_not_replaced() {
    let mut local = typed("Hel");
    assert!(!local.server_changed(&draft("From the phone", 200)));
    assert_eq!(local.text(), "Hel");
    sends(&mut local, "Hel", 100);
}

#[test]
fn a_sent_draft_is_replaced_by_that_of_another_device() {
    let mut local = typed("Hel");
    local.take_unsent(EVERYONE);
    assert!(!local.server_changed(&draft("Hel", 100)));
    assert!(local.server_changed(&draft("From the phone", 200)));
    assert_eq!(local.text(), "From the phone");
    assert!(!local.server_changed(&draft("From the phone", 200)));
}

#[test]
fn a_text_that_lost_is_appended_to_the_one_that_won() {
    let mut local = typed("On the train");
    local.take_unsent(EVERYONE);
    assert!(local.server_changed(&draft("At home", 200)));
    sends(&mut local, "At home\nOn the train", 201);
}

#[test]
fn a_text_that_another_device_continued_is_not_repeated() {
    let mut local = typed("Hel");
    local.take_unsent(EVERYONE);
    assert!(local.server_changed(&draft("Hello", 200)));
    assert_eq!((local.text(), local.is_unsent()), ("Hello", false));
}

#[test]
fn a_text_typed_with_a_slow_clock_is_newer_than_the_one_that_it_replaces() {
    let mut local = restored("", None, Some(&draft("Hello", 500)));
    local.typed("Hello, Grace".into(), Timestamp(100));
    sends(&mut local, "Hello, Grace", 501);
    assert_eq!(local.take_unsent(EVERYONE), None);
}

/// A draft from the browser's storage, before the server's draft is known.
fn alone(kept: &str, unsent: Option<i64>) -> LocalDraft {
    LocalDraft::restore(kept.into(), unsent.map(Timestamp))
}

#[test]
fn no_draft_is_sent_before_the_servers_draft_is_known() {
    let mut local = alone("Hello", None);
    local.typed("Hello, Grace".into(), Timestamp(100));
    assert_eq!(local.take_unsent(EVERYONE), None);
    assert!(!local.merge(None));
    sends(&mut local, "Hello, Grace", 100);
}

#[test]
fn the_servers_draft_replaces_a_sent_one() {
    let mut local = alone("Hello", None);
    assert!(local.merge(Some(&draft("From the phone", 200))));
    assert_eq!((local.text(), local.is_unsent()), ("From the phone", false));
}

#[test]
fn a_draft_that_the_server_dropped_is_sent_again() {
    let mut local = alone("Hello", None);
    assert!(!local.merge(None));
    assert_eq!((local.text(), local.is_unsent()), ("Hello", true));
    let mut empty = alone("", None);
    assert!(!empty.merge(None) && !empty.is_unsent());
}

#[test]
fn a_text_typed_over_the_servers_draft_replaces_it() {
    let mut local = alone("Hello", None);
    local.typed("Hi".into(), Timestamp(100));
    assert!(!local.merge(Some(&draft("Hello", 200))));
    sends(&mut local, "Hi", 201);
    // As after sending it.
    let mut sent = alone("Hello", None);
    sent.typed(String::new(), Timestamp(100));
    assert!(!sent.merge(Some(&draft("Hello", 50))));
    sends(&mut sent, "", 100);
}

#[test]
fn a_text_typed_before_a_new_draft_arrived_is_appended_to_it() {
    let mut local = alone("", None);
    local.typed("On the train".into(), Timestamp(300));
    assert!(local.merge(Some(&draft("At home", 200))));
    sends(&mut local, "At home\nOn the train", 201);
}

#[test]
fn an_unsent_stored_draft_is_merged_with_the_servers_draft() {
    let mut newer = alone("Typed last", Some(300));
    assert!(!newer.merge(Some(&draft("From the phone", 200))));
    sends(&mut newer, "Typed last", 300);
    let mut older = alone("Typed here", Some(100));
    assert!(older.merge(Some(&draft("From the phone", 200))));
    assert_eq!(older.text(), "From the phone\nTyped here");
}

#[test]
fn a_reload_replaces_sent_drafts_with_the_servers_and_keeps_unsent_ones() {
    let known = draft("From the phone", 200);
    let told = restored("Old", None, Some(&known));
    assert_eq!(told.text(), "From the phone");
    let newer = restored("Typed last", Some(300), Some(&known));
    assert_eq!((newer.text(), newer.is_unsent()), ("Typed last", true));
    let both = restored("Typed here", Some(100), Some(&known));
    assert_eq!(both.text(), "From the phone\nTyped here");
}
