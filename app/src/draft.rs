//! What a person has begun to write in a room, as one tab has it: kept in the browser with every keystroke, told to the
//! person's other devices when the typing pauses, and replaced by theirs only while nothing here is untold.

use crate::model::{Draft, RoomId, Timestamp};

/// The text in a composer, and how far it has been told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalDraft {
    text: String,
    edited_at: Timestamp,
    /// Whether the other devices have been told of this text.
    told: bool,
}

impl LocalDraft {
    /// From what the browser kept (`untold` since when, if the other devices have not been told) and what the server
    /// knows. Where both are new and differ, both stay: nothing that was typed is lost.
    pub fn restore(kept: String, untold: Option<Timestamp>, known: Option<&Draft>) -> Self {
        let Some(edited_at) = untold else {
            // What the server does not know of was told to one that is gone.
            let told = known.is_some() || kept.is_empty();
            let (text, edited_at) = known.map_or((kept, Timestamp(0)), |draft| {
                (draft.body.clone(), draft.edited_at)
            });
            return Self {
                text,
                edited_at,
                told,
            };
        };
        let text = match known {
            Some(draft)
                if draft.edited_at > edited_at
                    && !draft.body.is_empty()
                    && !kept.starts_with(&draft.body) =>
            {
                if kept.is_empty() {
                    draft.body.clone()
                } else {
                    format!("{}\n{kept}", draft.body)
                }
            }
            _ => kept,
        };
        Self {
            text,
            edited_at,
            told: false,
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

    /// Since when it is untold; none when it is told.
    pub fn untold(&self) -> Option<Timestamp> {
        (!self.told).then_some(self.edited_at)
    }

    /// The person has changed the text.
    pub fn typed(&mut self, text: String, now: Timestamp) {
        // A clock that is behind must not make the newer text look older.
        self.edited_at = now.max(Timestamp(self.edited_at.millis() + 1));
        self.text = text;
        self.told = false;
    }

    /// What to tell the other devices, if there is anything.
    pub fn tell(&mut self, room: RoomId) -> Option<Draft> {
        if self.told {
            return None;
        }
        self.told = true;
        Some(Draft {
            room,
            body: self.text.clone(),
            edited_at: self.edited_at,
        })
    }

    /// The server knows this draft, and nothing from here is on its way. Returns whether the text changes by it.
    pub fn known(&mut self, draft: &Draft) -> bool {
        if !self.told {
            return false;
        }
        self.edited_at = draft.edited_at;
        let changed = self.text != draft.body;
        self.text.clone_from(&draft.body);
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const EVERYONE: RoomId = RoomId(Uuid::from_u128(10));

    fn draft(body: &str, at: i64) -> Draft {
        Draft {
            room: EVERYONE,
            body: body.into(),
            edited_at: Timestamp(at),
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
        assert!(local.known(&draft("From the phone", 200)));
        assert_eq!((local.text(), local.untold()), ("From the phone", None));
        assert!(!local.known(&draft("From the phone", 200)));
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
        assert_eq!(
            (newer.text(), newer.untold()),
            ("Typed last", Some(Timestamp(300)))
        );
        let both = LocalDraft::restore("Typed here".into(), Some(Timestamp(100)), Some(&known));
        assert_eq!(both.text(), "From the phone\nTyped here");
    }
}
