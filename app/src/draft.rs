//! What a person has begun to write in a room or in a thread, as one tab has it: kept in the browser with every keystroke, told to the
//! person's other devices when the typing pauses, and replaced by theirs only while nothing here is untold.

use crate::model::{Conversation, Draft, Timestamp};

/// The text in a composer, and how far it has been told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalDraft {
    text: String,
    edited_at: Timestamp,
    telling: Telling,
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
    /// From what the browser kept (`untold` since when, if the other devices have not been told) and what the server
    /// knows. Where both are new and differ, both stay: nothing that was typed is lost.
    pub fn restore(kept: String, untold: Option<Timestamp>, known: Option<&Draft>) -> Self {
        match (untold, known) {
            (None, Some(draft)) => Self::told(draft),
            (Some(edited_at), Some(draft)) if draft.edited_at > edited_at => {
                let mut local = Self::untold_text(kept, edited_at);
                local.join(draft);
                local
            }
            // What the server does not know of was told to one that is gone.
            (None, None) if kept.is_empty() => Self {
                telling: Telling::Told,
                ..Self::untold_text(kept, Timestamp(0))
            },
            (edited_at, _) => Self::untold_text(kept, edited_at.unwrap_or_default()),
        }
    }

    fn told(draft: &Draft) -> Self {
        Self {
            text: draft.body.clone(),
            edited_at: draft.edited_at,
            telling: Telling::Told,
        }
    }

    fn untold_text(text: String, edited_at: Timestamp) -> Self {
        Self {
            text,
            edited_at,
            telling: Telling::Untold,
        }
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
    pub fn is_untold(&self) -> bool {
        self.telling == Telling::Untold
    }

    /// The person has changed the text.
    pub fn typed(&mut self, text: String, now: Timestamp) {
        // A clock that is behind must not make the newer text look older.
        let after = Timestamp(self.edited_at.millis() + 1);
        *self = Self::untold_text(text, now.max(after));
    }

    /// What to tell the other devices, if there is anything.
    pub fn tell(&mut self, at: Conversation) -> Option<Draft> {
        if !self.is_untold() {
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
    use crate::model::RoomId;
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

    fn typed(text: &str) -> LocalDraft {
        let mut local = LocalDraft::restore(String::new(), None, None);
        local.typed(text.into(), Timestamp(100));
        local
    }

    #[test]
    fn what_is_being_typed_is_not_replaced() {
        let mut local = typed("Hel");
        assert!(!local.known(&draft("From the phone", 200)));
        assert_eq!(local.text(), "Hel");
        assert_eq!(local.tell(EVERYONE), Some(draft("Hel", 100)));
    }

    #[test]
    fn what_was_told_gives_way_to_the_other_device() {
        let mut local = typed("Hel");
        local.tell(EVERYONE);
        assert!(!local.known(&draft("Hel", 100)));
        assert!(local.known(&draft("From the phone", 200)));
        assert_eq!(local.text(), "From the phone");
        assert!(!local.known(&draft("From the phone", 200)));
    }

    #[test]
    fn a_text_that_came_too_late_is_put_after_the_one_that_won() {
        let mut local = typed("On the train");
        local.tell(EVERYONE);
        assert!(local.known(&draft("At home", 200)));
        assert_eq!(
            local.tell(EVERYONE),
            Some(draft("At home\nOn the train", 201))
        );
    }

    #[test]
    fn a_text_that_another_device_went_on_with_is_not_doubled() {
        let mut local = typed("Hel");
        local.tell(EVERYONE);
        assert!(local.known(&draft("Hello", 200)));
        assert_eq!((local.text(), local.is_untold()), ("Hello", false));
    }

    #[test]
    fn a_text_typed_by_a_slow_clock_is_newer_than_the_one_it_was_typed_over() {
        let mut local = LocalDraft::restore(String::new(), None, Some(&draft("Hello", 500)));
        local.typed("Hello, Grace".into(), Timestamp(100));
        assert_eq!(local.tell(EVERYONE), Some(draft("Hello, Grace", 501)));
        assert_eq!(local.tell(EVERYONE), None);
    }

    #[test]
    fn a_reload_takes_the_servers_word_for_what_was_told_and_keeps_what_was_not() {
        let known = draft("From the phone", 200);
        let told = LocalDraft::restore("Old".into(), None, Some(&known));
        assert_eq!(told.text(), "From the phone");
        let newer = LocalDraft::restore("Typed last".into(), Some(Timestamp(300)), Some(&known));
        assert_eq!((newer.text(), newer.is_untold()), ("Typed last", true));
        let both = LocalDraft::restore("Typed here".into(), Some(Timestamp(100)), Some(&known));
        assert_eq!(both.text(), "From the phone\nTyped here");
    }
}
