//! The checker finds each way to break the promise, and nothing in a run that kept it.

use super::{fixtures::*, *};

fn check(truth: &Truth, ada: Vec<JournalEntry>, grace: Vec<JournalEntry>) -> Report {
    let mut checker = Checker::new(truth);
    for (user, name, entries) in [(ADA, "Ada", ada), (GRACE, "Grace", grace)] {
        let name = name.to_owned();
        checker.read(&RecordedJournal {
            user,
            name,
            entries,
        });
    }
    checker.finish()
}

#[track_caller]
fn finds(breach: Breach, report: &Report) {
    assert!(report.count(breach) > 0, "no {breach:?} in:\n{report}");
}

/// Asserts that a change to Ada's journal is found.
#[track_caller]
fn finds_in_ada(breach: Breach, change: impl FnOnce(&mut Vec<JournalEntry>)) {
    let mut ada = of_ada();
    change(&mut ada);
    finds(breach, &check(&truth(), ada, of_grace()));
}

/// Asserts that a change to Grace's journal is found.
#[track_caller]
fn finds_in_grace(breach: Breach, change: impl FnOnce(&mut Vec<JournalEntry>)) {
    let mut grace = of_grace();
    change(&mut grace);
    finds(breach, &check(&truth(), of_ada(), grace));
}

/// Asserts that a change to the stored data is found.
#[track_caller]
fn finds_in_truth(breach: Breach, change: impl FnOnce(&mut Truth)) {
    let mut truth = truth();
    change(&mut truth);
    finds(breach, &check(&truth, of_ada(), of_grace()));
}

#[test]
fn a_run_that_kept_the_promise_is_clean() {
    let report = check(&truth(), of_ada(), of_grace());
    assert!(report.is_clean(), "{report}");
    assert_eq!((report.acked, report.changed, report.screens), (2, 1, 2));
}

#[test]
fn an_acked_message_that_is_not_stored_is_lost() {
    finds_in_ada(Breach::Lost, |ada| ada.extend([sends(7, "three"), sent(7)]));
}

#[test]
fn a_message_that_is_never_answered_is_lost() {
    finds_in_ada(Breach::Lost, |ada| ada.retain(|entry| *entry != sent(4)));
}

#[test]
fn an_event_that_never_comes_is_lost() {
    for missing in [2, 3, 5] {
        let mut grace = of_grace();
        grace.retain(|entry| *entry != saw(&log()[missing]));
        finds(Breach::Lost, &check(&truth(), of_ada(), grace));
    }
}

#[test]
fn a_room_that_never_comes_is_lost() {
    finds(Breach::Lost, &check(&truth(), of_ada(), Vec::new()));
}

#[test]
fn an_event_that_is_shown_and_not_stored_is_lost() {
    finds_in_grace(Breach::Lost, |grace| grace.push(saw(&created(7, "three"))));
}

#[test]
fn an_acked_change_that_is_not_in_the_log_is_lost() {
    finds_in_truth(Breach::Lost, |truth| {
        let events = truth.streams.entry(STREAM).or_default();
        events[4] = event(5, ADA, EventKind::MemberJoined { user: ADA });
    });
}

#[test]
fn a_text_that_is_not_the_last_edit_is_lost() {
    finds_in_truth(Breach::Lost, |truth| truth.messages[1].body = "two".into());
}

#[test]
fn a_message_that_is_stored_twice_is_doubled() {
    finds_in_truth(Breach::Doubled, |truth| {
        let mut again = message(7, "two");
        again.client_id = client_id(4);
        truth.messages.push(again.clone());
        let kind = EventKind::MessageCreated { message: again };
        let events = truth.streams.entry(STREAM).or_default();
        events.push(event(7, ADA, kind));
    });
}

#[test]
fn a_repeat_that_is_acked_as_another_message_is_doubled() {
    finds_in_ada(Breach::Doubled, |ada| {
        ada.push(JournalEntry::Sent {
            client_id: client_id(4),
            seq: 7,
            message: message(7, "").id,
        });
    });
}

#[test]
fn a_message_that_is_refused_and_stored_is_doubled() {
    finds_in_ada(Breach::Doubled, |ada| {
        let client_id = client_id(4);
        ada.push(JournalEntry::Refused { client_id });
    });
}

#[test]
fn a_message_that_nobody_sent_is_doubled() {
    finds_in_ada(Breach::Doubled, |ada| {
        ada.retain(|entry| *entry != sends(3, "one") && *entry != sent(3))
    });
}

#[test]
fn an_event_that_comes_again_is_doubled() {
    finds_in_grace(Breach::Doubled, |grace| grace.push(saw(&log()[3])));
}

#[test]
fn events_that_overtake_each_other_are_out_of_order() {
    finds_in_grace(Breach::Disordered, |grace| grace.swap(1, 2));
}

#[test]
fn messages_that_are_stored_in_another_order_than_they_were_sent_are_out_of_order() {
    finds_in_ada(Breach::Disordered, |ada| ada.swap(1, 2));
}

#[test]
fn a_gap_in_a_log_is_out_of_order() {
    finds_in_truth(Breach::Disordered, |truth| {
        truth.streams.entry(STREAM).or_default().remove(1);
    });
}

#[test]
fn an_event_from_before_a_person_joined_is_leaked() {
    finds_in_grace(Breach::Leaked, |grace| {
        grace[0] = placed(0);
        grace.insert(1, saw(&log()[0]));
        grace.insert(2, saw(&log()[1]));
    });
}

#[test]
fn a_removed_person_who_was_told_misses_nothing() {
    let truth = truth_without_grace();
    let mut grace = of_grace();
    grace.push(JournalEntry::Left { stream: STREAM });
    let report = check(&truth, of_ada_without_grace(&truth), grace);
    assert!(report.is_clean(), "{report}");
}

#[test]
fn an_event_from_after_a_person_was_removed_is_leaked() {
    let truth = truth_without_grace();
    let mut grace = of_grace();
    grace.push(saw(&created(8, "three")));
    let report = check(&truth, of_ada_without_grace(&truth), grace);
    finds(Breach::Leaked, &report);
}

#[test]
fn history_that_a_person_reads_after_their_removal_is_leaked() {
    let truth = truth_without_grace();
    let mut grace = of_grace();
    grace.push(JournalEntry::Left { stream: STREAM });
    grace.push(loaded(page(8, &truth.messages)));
    let report = check(&truth, of_ada_without_grace(&truth), grace);
    finds(Breach::Leaked, &report);
}

#[test]
fn the_stream_of_another_person_is_leaked() {
    let stream = StreamId::User(ADA);
    let mut truth = truth();
    let room = protocol::Room {
        id: ROOM,
        ..protocol::Room::default()
    };
    let added = event(1, ADA, EventKind::RoomAdded { room });
    truth.streams.insert(stream, vec![added.clone()]);
    let mut ada = of_ada();
    ada.push(JournalEntry::Placed { stream, seq: 1 });
    let mut grace = of_grace();
    grace.push(JournalEntry::Saw {
        stream,
        event: added,
    });
    finds(Breach::Leaked, &check(&truth, ada, grace));
}

#[test]
fn a_screen_with_another_text_differs() {
    finds_in_grace(Breach::Differs, |grace| {
        let EventKind::MessageEdited { message, .. } = log()[4].kind else {
            unreachable!("the log has an edit there");
        };
        let body = "tow".into();
        grace[3] = saw(&event(5, ADA, EventKind::MessageEdited { message, body }));
    });
}

#[test]
fn a_table_that_is_not_what_its_log_adds_up_to_differs() {
    finds_in_truth(Breach::Differs, |truth| truth.messages[1].reactions.clear());
    finds_in_truth(Breach::Differs, |truth| truth.messages[0].deleted = true);
    finds_in_truth(Breach::Differs, |truth| {
        truth.members.insert(ROOM, BTreeSet::from([ADA]));
    });
}

#[test]
fn history_before_or_after_the_starting_event_fills_the_screen() {
    let truth = truth();
    // Read before the edit was applied, and after it.
    let early = page(4, &[message(3, "one"), message(4, "two")]);
    let late = page(6, &truth.messages);
    for (page, at) in [(early, 5), (late, 1)] {
        let mut grace = vec![placed(4)];
        grace.extend(log()[4..].iter().map(saw));
        grace.insert(at.min(grace.len()), loaded(page));
        let report = check(&truth, of_ada(), grace);
        assert!(report.is_clean(), "{report}");
    }
}
