//! A choice that shows at once on the device where the person makes it, while it is on its way to the server.

/// Keeps what the person has chosen here apart from what the server tells meanwhile.
///
/// Choices are sent one after another, so that the last one is stored last. What arrives before the server has stored the last
/// one does not show, and neither does an earlier choice of this device that comes back later.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnChoice<T> {
    /// What the person chose last, until the server is known to have stored it.
    chosen: Option<T>,
    /// What the server told last, while a choice is unconfirmed.
    stored: Option<T>,
    /// The choices that were sent since then. The server may have stored something else instead of one of them.
    sent: Vec<T>,
    is_unsent: bool,
    is_sending: bool,
}

impl<T: Clone + PartialEq> OwnChoice<T> {
    /// Records what the person has chosen instead of `before`, which shows.
    pub fn choose(&mut self, choice: T, before: T) {
        if self.chosen.is_none() {
            self.stored = Some(before);
        }
        self.chosen = Some(choice);
        self.is_unsent = true;
    }

    /// Returns the choice to send; `None` if nothing is unsent, or if another one is on its way.
    pub fn take_unsent(&mut self) -> Option<T> {
        if self.is_sending || !self.is_unsent {
            return None;
        }
        (self.is_unsent, self.is_sending) = (false, true);
        self.sent.extend(self.chosen.clone());
        self.chosen.clone()
    }

    /// Takes what the server has stored. Returns it if it is to be shown.
    pub fn stored(&mut self, value: T) -> Option<T> {
        let Some(chosen) = &self.chosen else {
            return Some(value);
        };
        let is_last = *chosen == value;
        let is_earlier = !is_last && self.sent.contains(&value);
        self.stored = Some(value);
        let is_over = is_last || !self.is_sending && !is_earlier;
        if is_over && !self.is_unsent {
            return self.end();
        }
        None
    }

    /// Ends the sending of a choice. If it was refused, returns what is to be shown instead of the person's choices.
    pub fn answered(&mut self, is_accepted: bool) -> Option<T> {
        self.is_sending = false;
        if !is_accepted {
            self.is_unsent = false;
            return self.end();
        }
        if !self.is_unsent && self.chosen == self.stored {
            return self.end();
        }
        None
    }

    /// Forgets the person's choices. Returns what the server has.
    fn end(&mut self) -> Option<T> {
        self.chosen = None;
        self.sent.clear();
        self.stored.take()
    }
}

#[cfg(test)]
mod tests {
    use super::OwnChoice;

    fn chosen(choices: &[char]) -> OwnChoice<char> {
        let mut own = OwnChoice::default();
        for choice in choices {
            own.choose(*choice, 'a');
        }
        own
    }

    #[test]
    fn what_comes_from_other_devices_shows() {
        assert_eq!(OwnChoice::default().stored('b'), Some('b'));
    }

    #[test]
    fn an_earlier_choice_that_comes_back_does_not_show() {
        let mut own = chosen(&['b']);
        assert_eq!(own.take_unsent(), Some('b'));
        own.choose('c', 'b');
        assert_eq!(own.take_unsent(), None, "one is on its way");
        assert_eq!(own.stored('b'), None);
        assert_eq!(own.answered(true), None);
        assert_eq!(own.take_unsent(), Some('c'));
        assert_eq!(own.answered(true), None);
        assert_eq!(own.stored('c'), Some('c'));
        assert_eq!(own.stored('d'), Some('d'));
    }

    #[test]
    fn what_another_device_chooses_later_wins_wherever_the_answer_comes_between() {
        for answer_comes_last in [false, true] {
            let mut own = chosen(&['b']);
            own.take_unsent();
            if !answer_comes_last {
                own.answered(true);
            }
            assert_eq!(own.stored('b'), Some('b'));
            assert_eq!(own.stored('c'), Some('c'));
            if answer_comes_last {
                assert_eq!(own.answered(true), None);
            }
            assert_eq!(own.stored('d'), Some('d'));
        }
    }

    #[test]
    fn a_choice_that_changes_nothing_is_over_with_its_answer() {
        let mut own = chosen(&['b', 'a']);
        assert_eq!(own.take_unsent(), Some('a'));
        assert_eq!(own.answered(true), Some('a'));
        assert_eq!(own.stored('c'), Some('c'));
    }

    #[test]
    fn what_the_server_stores_instead_of_a_choice_shows() {
        let mut own = chosen(&['b']);
        own.take_unsent();
        own.choose('c', 'b');
        own.answered(true);
        own.take_unsent();
        own.answered(true);
        assert_eq!(own.stored('b'), None, "an earlier choice");
        assert_eq!(own.stored('d'), Some('d'));
        assert_eq!(own.stored('e'), Some('e'));
    }

    #[test]
    fn a_refused_choice_gives_way_to_what_is_stored() {
        let mut own = chosen(&['b']);
        own.take_unsent();
        assert_eq!(own.answered(false), Some('a'));
        let mut own = chosen(&['b']);
        own.take_unsent();
        assert_eq!(own.stored('c'), None);
        assert_eq!(own.answered(false), Some('c'));
        assert_eq!(own.stored('d'), Some('d'));
    }
}
