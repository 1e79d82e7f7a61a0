//! The actions that a person can do with a message: their names, keys and conditions.

use crate::kit::icon::Glyph;
use locale::text;
use protocol::Message;

/// An action on one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MessageAction {
    AddReaction,
    Reply,
    Quote,
    Forward,
    CopyText,
    CopyLink,
    Save,
    Remind,
    Pin,
    MarkUnread,
    ViewProfile,
    Edit,
    RemovePreviews,
    Delete,
}

/// The actions in the order of the menu, in groups with a line between. What cannot be undone is apart, at the end.
pub(super) const GROUPS: [&[MessageAction]; 5] = [
    &[
        MessageAction::AddReaction,
        MessageAction::Reply,
        MessageAction::Quote,
        MessageAction::Forward,
    ],
    &[MessageAction::CopyText, MessageAction::CopyLink],
    &[
        MessageAction::Save,
        MessageAction::Remind,
        MessageAction::Pin,
        MessageAction::MarkUnread,
        MessageAction::ViewProfile,
    ],
    &[MessageAction::Edit, MessageAction::RemovePreviews],
    &[MessageAction::Delete],
];

/// State of a message that decides which actions there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MessageFacts {
    pub(super) deleted: bool,
    pub(super) pinned: bool,
    pub(super) saved: bool,
    pub(super) has_text: bool,
    /// Number of link previews.
    pub(super) previews: usize,
    pub(super) may_edit: bool,
    pub(super) may_delete: bool,
    /// Whether it is shown in a thread, where its replies are already.
    pub(super) in_thread: bool,
}

impl MessageFacts {
    /// Returns what the message itself tells; the rest is the caller's to set.
    pub(super) fn of(message: &Message) -> Self {
        Self {
            deleted: message.deleted,
            pinned: message.pinned,
            has_text: !message.body.is_empty(),
            previews: message.previews.len(),
            ..Self::default()
        }
    }
}

/// Returns the keys of all actions, as they are shown, with the names of the actions.
pub(crate) fn message_keys() -> impl Iterator<Item = (String, &'static str)> {
    let all = GROUPS.into_iter().flatten();
    all.filter_map(|action| Some((action.key_hint()?, action.label(&MessageFacts::default()))))
}

impl MessageAction {
    /// Returns whether the person can do it with such a message.
    pub(super) fn is_offered(self, facts: &MessageFacts) -> bool {
        match self {
            Self::CopyLink | Self::MarkUnread => true,
            _ if facts.deleted => false,
            Self::Reply => !facts.in_thread,
            Self::CopyText | Self::Quote => facts.has_text,
            Self::Edit => facts.may_edit,
            Self::Delete => facts.may_delete,
            Self::RemovePreviews => facts.may_edit && facts.previews > 0,
            _ => true,
        }
    }

    /// Returns the name of the action.
    pub(super) fn label(self, facts: &MessageFacts) -> &'static str {
        match self {
            Self::AddReaction => text().message_add_reaction(),
            Self::Reply => text().message_reply(),
            Self::Quote => text().message_quote(),
            Self::Forward => text().message_forward(),
            Self::CopyText => text().message_copy_text(),
            Self::CopyLink => text().message_copy_link(),
            Self::Save if facts.saved => text().message_unsave(),
            Self::Save => text().message_save(),
            Self::Remind => text().message_remind(),
            Self::Pin if facts.pinned => text().message_unpin(),
            Self::Pin => text().message_pin(),
            Self::MarkUnread => text().message_mark_unread(),
            Self::ViewProfile => text().message_view_profile(),
            Self::Edit => text().message_edit(),
            Self::RemovePreviews if facts.previews > 1 => text().message_remove_previews(),
            Self::RemovePreviews => text().message_remove_preview(),
            Self::Delete => text().message_delete(),
        }
    }

    pub(super) fn glyph(self) -> Glyph {
        match self {
            Self::AddReaction => Glyph::SMILE,
            Self::Reply => Glyph::THREAD,
            Self::Quote => Glyph::QUOTE,
            Self::Forward => Glyph::SHARE,
            Self::CopyText => Glyph::COPY,
            Self::CopyLink => Glyph::LINK,
            Self::Save => Glyph::SAVE,
            Self::Remind => Glyph::CLOCK,
            Self::Pin => Glyph::PIN,
            Self::MarkUnread => Glyph::UNREAD,
            Self::ViewProfile => Glyph::PEOPLE,
            Self::Edit => Glyph::EDIT,
            Self::RemovePreviews => Glyph::CLOSE,
            Self::Delete => Glyph::TRASH,
        }
    }

    /// Returns the key that does it while the message or its menu has the focus, as keyboard events name it.
    pub(super) fn key(self) -> Option<&'static str> {
        Some(match self {
            Self::AddReaction => "a",
            Self::Reply => "r",
            Self::Quote => "q",
            Self::Forward => "f",
            Self::CopyText => "c",
            Self::CopyLink => "l",
            Self::Save => "s",
            Self::Remind => "m",
            Self::Pin => "p",
            Self::MarkUnread => "u",
            Self::Edit => "e",
            Self::Delete => "Delete",
            Self::ViewProfile | Self::RemovePreviews => return None,
        })
    }

    /// Returns how the menu shows the key.
    pub(super) fn key_hint(self) -> Option<String> {
        self.key().map(|key| match key {
            "Delete" => "Del".to_owned(),
            key => key.to_uppercase(),
        })
    }

    /// Returns the action of a key.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        let mut all = GROUPS.into_iter().flatten();
        all.find(|action| action.key() == Some(key)).copied()
    }

    /// Returns whether it destroys something.
    pub(super) fn is_dangerous(self) -> bool {
        self == Self::Delete
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(facts: MessageFacts) -> Vec<MessageAction> {
        let all = GROUPS.into_iter().flatten().copied();
        all.filter(|action| action.is_offered(&facts)).collect()
    }

    #[test]
    fn each_key_stands_for_one_action() {
        for action in GROUPS.into_iter().flatten() {
            if let Some(key) = action.key() {
                assert_eq!(MessageAction::of_key(key), Some(*action));
            }
        }
        assert_eq!(MessageAction::of_key("x"), None);
    }

    #[test]
    fn a_deleted_message_can_only_be_linked_to_and_marked_unread() {
        let facts = MessageFacts {
            deleted: true,
            may_edit: true,
            may_delete: true,
            ..MessageFacts::default()
        };
        assert_eq!(
            offered(facts),
            [MessageAction::CopyLink, MessageAction::MarkUnread]
        );
    }

    #[test]
    fn only_who_may_change_a_message_is_offered_that() {
        let own = [
            MessageAction::Edit,
            MessageAction::RemovePreviews,
            MessageAction::Delete,
        ];
        let facts = MessageFacts {
            previews: 1,
            ..MessageFacts::default()
        };
        assert!(!offered(facts).iter().any(|action| own.contains(action)));
        let facts = MessageFacts {
            may_edit: true,
            may_delete: true,
            ..facts
        };
        assert!(own.iter().all(|action| offered(facts).contains(action)));
    }

    #[test]
    fn what_destroys_is_in_a_group_of_its_own_at_the_end() {
        let places = GROUPS.iter().map(|group| {
            let dangerous = group.iter().filter(|action| action.is_dangerous()).count();
            (dangerous, group.len())
        });
        let places: Vec<_> = places.collect();
        assert_eq!(places.last(), Some(&(1, 1)));
        assert!(
            places[..places.len() - 1]
                .iter()
                .all(|(dangerous, _)| *dangerous == 0)
        );
    }
}
