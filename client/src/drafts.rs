//! The draft in a composer: stored in the browser with every keystroke, sent to the person's other devices when the typing
//! pauses, and replaced by theirs only while nothing here is unsent.

use protocol::{Conversation, Draft, Timestamp};

/// Text of a composer, and whether the server knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalDraft {
    text: String,
    edited_at: Timestamp,
    sync: SyncState,
    /// The restored text and its time, until the server's draft is known.
    first: Option<(String, Timestamp)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SyncState {
    /// This text was not sent.
    Unsent,
    /// Sent; the server may have a later one.
    Sending,
    Synced,
}

impl LocalDraft {
    /// Creates a draft from the browser's storage. `unsent` is the time of the text, if it was not sent. Nothing is sent before
    /// [`LocalDraft::merge`].
    pub fn restore(kept: String, unsent: Option<Timestamp>) -> Self {
        let edited_at = unsent.unwrap_or_default();
        let mut local = Self::unsent_text(kept.clone(), edited_at);
        if unsent.is_none() {
            local.sync = SyncState::Synced;
        }
        local.first = Some((kept, edited_at));
        local
    }

    fn synced(draft: &Draft) -> Self {
        Self {
            sync: SyncState::Synced,
            ..Self::unsent_text(draft.body.clone(), draft.edited_at)
        }
    }

    fn unsent_text(text: String, edited_at: Timestamp) -> Self {
        Self {
            text,
            edited_at,
            sync: SyncState::Unsent,
            first: None,
        }
    }

    /// Merges the server's draft, if there is one. Text that was typed meanwhile stays. If both are new and differ, both stay:
    /// nothing that was typed is lost. Returns whether the text changes.
    pub fn merge(&mut self, known: Option<&Draft>) -> bool {
        let Some((first, since)) = self.first.take() else {
            return known.is_some_and(|draft| self.server_changed(draft));
        };
        let before = self.text.clone();
        match known {
            // The server has dropped a text that was sent.
            None if !self.text.is_empty() => self.sync = SyncState::Unsent,
            None => {}
            Some(draft) if self.sync == SyncState::Synced => *self = Self::synced(draft),
            Some(draft)
                if draft.edited_at > since && (draft.body != first || self.text == first) =>
            {
                self.join(draft);
            }
            // The text here is later, or was typed over that draft.
            Some(draft) => {
                let after = Timestamp(draft.edited_at.millis() + 1);
                self.edited_at = self.edited_at.max(after);
            }
        }
        self.text != before
    }

    /// Combines a later draft of another device with the text here, which was not sent.
    fn join(&mut self, later: &Draft) {
        if self.text.is_empty() || later.body.starts_with(&self.text) {
            *self = Self::synced(later);
        } else if !self.text.starts_with(&later.body) {
            let both = format!("{}\n{}", later.body, self.text);
            *self = Self::unsent_text(both, Timestamp(later.edited_at.millis() + 1));
        } else {
            self.edited_at = Timestamp(later.edited_at.millis() + 1);
            self.sync = SyncState::Unsent;
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns when the text was changed last.
    pub fn edited_at(&self) -> Timestamp {
        self.edited_at
    }

    /// Returns whether this text was not sent yet.
    pub fn is_unsent(&self) -> bool {
        self.sync == SyncState::Unsent
    }

    /// The person has changed the text.
    pub fn typed(&mut self, text: String, now: Timestamp) {
        // If the clock is behind, the new text must still be later.
        let after = Timestamp(self.edited_at.millis() + 1);
        let first = self.first.take();
        *self = Self {
            first,
            ..Self::unsent_text(text, now.max(after))
        };
    }

    /// Returns the draft to send, if any, and marks it as sent.
    pub fn take_unsent(&mut self, at: Conversation) -> Option<Draft> {
        if !self.is_unsent() || self.first.is_some() {
            return None;
        }
        self.sync = SyncState::Sending;
        Some(Draft {
            room: at.room,
            thread: at.thread,
            body: self.text.clone(),
            edited_at: self.edited_at,
        })
    }

    /// Applies the server's draft while nothing from here is being sent. Returns whether the text changes.
    fn server_changed(&mut self, draft: &Draft) -> bool {
        let before = self.text.clone();
        match self.sync {
            SyncState::Unsent => {}
            SyncState::Sending if self.text != draft.body => self.join(draft),
            SyncState::Sending | SyncState::Synced => *self = Self::synced(draft),
        }
        self.text != before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::RoomId;
    use uuid::Uuid;

    const EVERYONE: Conversation = Conversation {
        room: RoomId(Uuid::from_u128(10)),
        thread: None,
    };

    fn draft(body: &str, at: i64) -> Draft {
        Draft {
            room: EVERYONE.room,
            body: body.into(),
            edited_at: Timestamp(at),
            ..Draft::default()
        }
    }

    /// A draft from the browser's storage, merged with the server's.
    fn restored(kept: &str, unsent: Option<i64>, known: Option<&Draft>) -> LocalDraft {
        let mut local = alone(kept, unsent);
        local.merge(known);
        local
    }

    fn typed(text: &str) -> LocalDraft {
        let mut local = restored("", None, None);
        local.typed(text.into(), Timestamp(100));
        local
    }

    #[test]
    fn what_is_being_typed_is_not_replaced() {
        let mut local = typed("Hel");
        assert!(!local.server_changed(&draft("From the phone", 200)));
        assert_eq!(local.text(), "Hel");
        assert_eq!(local.take_unsent(EVERYONE), Some(draft("Hel", 100)));
    }

    #[test]
    fn what_was_told_gives_way_to_the_other_device() {
        let mut local = typed("Hel");
        local.take_unsent(EVERYONE);
        assert!(!local.server_changed(&draft("Hel", 100)));
        assert!(local.server_changed(&draft("From the phone", 200)));
        assert_eq!(local.text(), "From the phone");
        assert!(!local.server_changed(&draft("From the phone", 200)));
    }

    #[test]
    fn a_text_that_came_too_late_is_put_after_the_one_that_won() {
        let mut local = typed("On the train");
        local.take_unsent(EVERYONE);
        assert!(local.server_changed(&draft("At home", 200)));
        assert_eq!(
            local.take_unsent(EVERYONE),
            Some(draft("At home\nOn the train", 201))
        );
    }

    #[test]
    fn a_text_that_another_device_went_on_with_is_not_doubled() {
        let mut local = typed("Hel");
        local.take_unsent(EVERYONE);
        assert!(local.server_changed(&draft("Hello", 200)));
        assert_eq!((local.text(), local.is_unsent()), ("Hello", false));
    }

    #[test]
    fn a_text_typed_by_a_slow_clock_is_newer_than_the_one_it_was_typed_over() {
        let mut local = restored("", None, Some(&draft("Hello", 500)));
        local.typed("Hello, Grace".into(), Timestamp(100));
        assert_eq!(
            local.take_unsent(EVERYONE),
            Some(draft("Hello, Grace", 501))
        );
        assert_eq!(local.take_unsent(EVERYONE), None);
    }

    /// A draft from the browser's storage, before the server's is known.
    fn alone(kept: &str, unsent: Option<i64>) -> LocalDraft {
        LocalDraft::restore(kept.into(), unsent.map(Timestamp))
    }

    #[test]
    fn nothing_is_told_before_the_servers_draft_has_come() {
        let mut local = alone("Hello", None);
        local.typed("Hello, Grace".into(), Timestamp(100));
        assert_eq!(local.take_unsent(EVERYONE), None);
        assert!(!local.merge(None));
        assert_eq!(
            local.take_unsent(EVERYONE),
            Some(draft("Hello, Grace", 100))
        );
    }

    #[test]
    fn the_servers_draft_takes_the_place_of_what_was_told() {
        let mut local = alone("Hello", None);
        assert!(local.merge(Some(&draft("From the phone", 200))));
        assert_eq!((local.text(), local.is_unsent()), ("From the phone", false));
    }

    #[test]
    fn what_the_server_has_dropped_is_told_again() {
        let mut local = alone("Hello", None);
        assert!(!local.merge(None));
        assert_eq!((local.text(), local.is_unsent()), ("Hello", true));
        let mut empty = alone("", None);
        assert!(!empty.merge(None) && !empty.is_unsent());
    }

    #[test]
    fn what_was_typed_over_the_servers_draft_takes_its_place() {
        let mut local = alone("Hello", None);
        local.typed("Hi".into(), Timestamp(100));
        assert!(!local.merge(Some(&draft("Hello", 200))));
        assert_eq!(local.take_unsent(EVERYONE), Some(draft("Hi", 201)));
        // As after sending it.
        let mut sent = alone("Hello", None);
        sent.typed(String::new(), Timestamp(100));
        assert!(!sent.merge(Some(&draft("Hello", 50))));
        assert_eq!(sent.take_unsent(EVERYONE), Some(draft("", 100)));
    }

    #[test]
    fn what_was_typed_before_a_new_draft_came_is_put_after_it() {
        let mut local = alone("", None);
        local.typed("On the train".into(), Timestamp(300));
        assert!(local.merge(Some(&draft("At home", 200))));
        assert_eq!(
            local.take_unsent(EVERYONE),
            Some(draft("At home\nOn the train", 201))
        );
    }

    #[test]
    fn what_was_kept_untold_is_weighed_against_the_servers_draft_when_that_comes() {
        let mut newer = alone("Typed last", Some(300));
        assert!(!newer.merge(Some(&draft("From the phone", 200))));
        assert_eq!(newer.take_unsent(EVERYONE), Some(draft("Typed last", 300)));
        let mut older = alone("Typed here", Some(100));
        assert!(older.merge(Some(&draft("From the phone", 200))));
        assert_eq!(older.text(), "From the phone\nTyped here");
    }

    #[test]
    fn a_reload_takes_the_servers_word_for_what_was_told_and_keeps_what_was_not() {
        let known = draft("From the phone", 200);
        let told = restored("Old", None, Some(&known));
        assert_eq!(told.text(), "From the phone");
        let newer = restored("Typed last", Some(300), Some(&known));
        assert_eq!((newer.text(), newer.is_unsent()), ("Typed last", true));
        let both = restored("Typed here", Some(100), Some(&known));
        assert_eq!(both.text(), "From the phone\nTyped here");
    }
}
