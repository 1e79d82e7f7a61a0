//! The emoji of the workspace.

use super::State;
use protocol::CustomEmoji;

impl State {
    /// Adds an emoji at its place among the names.
    pub(super) fn add_emoji(&mut self, emoji: CustomEmoji) {
        self.remove_emoji(&emoji.name);
        let mut names = self.emoji.iter();
        let place = names.position(|other| other.name > emoji.name);
        self.emoji.insert(place.unwrap_or(self.emoji.len()), emoji);
    }

    pub(super) fn remove_emoji(&mut self, name: &str) {
        self.emoji.retain(|emoji| emoji.name != name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{GRACE, event, snapshot};
    use protocol::{EventKind, StreamId};

    #[test]
    fn the_emoji_of_the_workspace_come_and_go_in_the_order_of_their_names() {
        let mut state = State::new(snapshot(0));
        let add = |seq, name: &str, picture: &str| {
            let emoji = CustomEmoji {
                name: name.into(),
                picture: picture.into(),
                author: GRACE,
            };
            event(seq, GRACE, EventKind::EmojiAdded { emoji })
        };
        let added = [add(1, "tea", "a"), add(2, "cake", "b"), add(3, "tea", "c")];
        let workspace = StreamId::Workspace;
        state.apply(workspace, added.into()).expect("no gap");
        let names = |state: &State| {
            let names = state.emoji.iter().map(|emoji| emoji.name.clone());
            names.collect::<Vec<_>>()
        };
        assert_eq!(names(&state), ["cake", "tea"]);
        assert_eq!(markdown::Names::emoji(&state, "tea"), Some("c"));
        let removed = EventKind::EmojiRemoved { name: "tea".into() };
        let removed = vec![event(4, GRACE, removed)];
        state.apply(workspace, removed).expect("no gap");
        assert_eq!(names(&state), ["cake"]);
        assert_eq!(markdown::Names::emoji(&state, "tea"), None);
    }
}
