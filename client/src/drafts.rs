//! What a person has begun to write in a room or in a thread, as one tab has it: kept in the browser with every keystroke, told to the
//! person's other devices when the typing pauses, and replaced by theirs only while nothing here is untold.

use protocol::{Conversation, Draft, Timestamp};

/// The text in a composer, and how far it has been told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalDraft {
    text: String,
    edited_at: Timestamp,
    telling: Telling,
    /// What was here at first and when that was written, as long as the server has not said what it knows.
    first: Option<(String, Timestamp)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    /// The other devices have not been told of this text.
    Untold,
    /// The server is being told, and may know a later one.
    UnderWay,
    Told,
}

impl LocalDraft {
    /// Starts from what the browser kept, and since when that is `untold`, if the other devices have not been told of it.
    /// Until [`LocalDraft::merge`] nothing is told.
    pub fn restore(kept: String, untold: Option<Timestamp>) -> Self {
        let edited_at = untold.unwrap_or_default();
        let mut local = Self::untold_text(kept.clone(), edited_at);
        if untold.is_none() {
            local.telling = Telling::Told;
        }
        local.first = Some((kept, edited_at));
        local
    }

    fn told(draft: &Draft) -> Self {
        Self {
            telling: Telling::Told,
            ..Self::untold_text(draft.body.clone(), draft.edited_at)
        }
    }

    fn untold_text(text: String, edited_at: Timestamp) -> Self {
        Self {
            text,
            edited_at,
            telling: Telling::Untold,
            first: None,
        }
    }

    /// Takes in what the server knows, if anything. What was typed meanwhile stays. Where it and what the server knows are
    /// both new and differ, both stay: nothing that was typed is lost. Returns whether the text changes by it.
    pub fn merge(&mut self, known: Option<&Draft>) -> bool {
        let Some((first, since)) = self.first.take() else {
            return known.is_some_and(|draft| self.known(draft));
        };
        let before = self.text.clone();
        match known {
            // What the server does not know of was told to one that is gone.
            None if !self.text.is_empty() => self.telling = Telling::Untold,
            None => {}
            Some(draft) if self.telling == Telling::Told => *self = Self::told(draft),
            Some(draft)
                if draft.edited_at > since && (draft.body != first || self.text == first) =>
            {
                self.join(draft);
            }
            // The text here is the later one, or was typed over that draft.
            Some(draft) => {
                let after = Timestamp(draft.edited_at.millis() + 1);
                self.edited_at = self.edited_at.max(after);
            }
        }
        self.text != before
    }

    /// Puts a later draft of another device together with the text here, which nobody else has seen.
    fn join(&mut self, later: &Draft) {
        if self.text.is_empty() || later.body.starts_with(&self.text) {
            *self = Self::told(later);
        } else if !self.text.starts_with(&later.body) {
            let both = format!("{}\n{}", later.body, self.text);
            *self = Self::untold_text(both, Timestamp(later.edited_at.millis() + 1));
        } else {
            self.edited_at = Timestamp(later.edited_at.millis() + 1);
            self.telling = Telling::Untold;
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// When the text was changed last.
    pub fn edited_at(&self) -> Timestamp {
        self.edited_at
    }

    /// Whether the other devices have not been told.
    pub fn is_unsent(&self) -> bool {
        self.telling == Telling::Untold
    }

    /// The person has changed the text.
    pub fn typed(&mut self, text: String, now: Timestamp) {
        // A clock that is behind must not make the newer text look older.
        let after = Timestamp(self.edited_at.millis() + 1);
        let first = self.first.take();
        *self = Self {
            first,
            ..Self::untold_text(text, now.max(after))
        };
    }

    /// What to tell the other devices, if there is anything.
    pub fn take_unsent(&mut self, at: Conversation) -> Option<Draft> {
        if !self.is_unsent() || self.first.is_some() {
            return None;
        }
        self.telling = Telling::UnderWay;
        Some(Draft {
            room: at.room,
            thread: at.thread,
            body: self.text.clone(),
            edited_at: self.edited_at,
        })
    }

    /// The server knows this draft, and nothing from here is on its way. Returns whether the text changes by it.
    pub fn known(&mut self, draft: &Draft) -> bool {
        let before = self.text.clone();
        match self.telling {
            Telling::Untold => {}
            Telling::UnderWay if self.text != draft.body => self.join(draft),
            Telling::UnderWay | Telling::Told => *self = Self::told(draft),
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

    /// What the browser kept, where the server has said already what it knows.
    fn restored(kept: &str, untold: Option<i64>, known: Option<&Draft>) -> LocalDraft {
        let mut local = alone(kept, untold);
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
        assert!(!local.known(&draft("From the phone", 200)));
        assert_eq!(local.text(), "Hel");
        assert_eq!(local.take_unsent(EVERYONE), Some(draft("Hel", 100)));
    }

    #[test]
    fn what_was_told_gives_way_to_the_other_device() {
        let mut local = typed("Hel");
        local.take_unsent(EVERYONE);
        assert!(!local.known(&draft("Hel", 100)));
        assert!(local.known(&draft("From the phone", 200)));
        assert_eq!(local.text(), "From the phone");
        assert!(!local.known(&draft("From the phone", 200)));
    }

    #[test]
    fn a_text_that_came_too_late_is_put_after_the_one_that_won() {
        let mut local = typed("On the train");
        local.take_unsent(EVERYONE);
        assert!(local.known(&draft("At home", 200)));
        assert_eq!(
            local.take_unsent(EVERYONE),
            Some(draft("At home\nOn the train", 201))
        );
    }

    #[test]
    fn a_text_that_another_device_went_on_with_is_not_doubled() {
        let mut local = typed("Hel");
        local.take_unsent(EVERYONE);
        assert!(local.known(&draft("Hello", 200)));
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

    /// What the browser kept, in a place of which the server has not told the draft yet.
    fn alone(kept: &str, untold: Option<i64>) -> LocalDraft {
        LocalDraft::restore(kept.into(), untold.map(Timestamp))
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
