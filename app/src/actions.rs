//! The actions of the workspace: their names, keys and conditions. The palette lists them, the list of keys shows them, and
//! the keys of the whole page do them.

mod facts;
mod key_chord;
pub(crate) mod keys_dialog;
pub(crate) mod listener;
mod runner;

pub(crate) use facts::ActionFacts;
pub(crate) use key_chord::{JUMP_KEY, KeyChord, is_mac};
use locale::text;
pub(crate) use runner::{ActionRunner, read_all};

use crate::kit::icon::Glyph;

/// An action of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum WorkspaceAction {
    Jump,
    Search,
    ShowKeys,
    PreviousRoom,
    NextRoom,
    PreviousUnreadRoom,
    NextUnreadRoom,
    Unread,
    Mentions,
    Threads,
    JumpToDate,
    Saved,
    Scheduled,
    ReadRoom,
    ReadAll,
    NewRoom,
    NewMessage,
    BrowseRooms,
    RoomPeople,
    AddPeople,
    Pinned,
    Files,
    RoomSettings,
    Favourite,
    Invite,
    SetStatus,
    Settings,
    Appearance,
    Notifications,
    CustomEmoji,
    WorkspaceSettings,
    SignOut,
}

use WorkspaceAction as Action;

/// The actions in groups, in the order in which the list of keys and the palette show them.
const GROUPS: [&[WorkspaceAction]; 4] = [
    &[
        Action::Jump,
        Action::Search,
        Action::PreviousRoom,
        Action::NextRoom,
        Action::PreviousUnreadRoom,
        Action::NextUnreadRoom,
        Action::Unread,
        Action::Mentions,
        Action::Threads,
        Action::JumpToDate,
        Action::Saved,
        Action::Scheduled,
        Action::ReadRoom,
        Action::ReadAll,
    ],
    &[
        Action::NewRoom,
        Action::NewMessage,
        Action::BrowseRooms,
        Action::RoomPeople,
        Action::AddPeople,
        Action::Pinned,
        Action::Files,
        Action::RoomSettings,
        Action::Favourite,
    ],
    &[
        Action::SetStatus,
        Action::Settings,
        Action::Appearance,
        Action::Notifications,
        Action::ShowKeys,
        Action::SignOut,
    ],
    &[
        Action::Invite,
        Action::CustomEmoji,
        Action::WorkspaceSettings,
    ],
];

/// Returns the groups with their names.
pub(crate) fn groups() -> impl Iterator<Item = (&'static str, &'static [WorkspaceAction])> {
    let names = [
        text().actions_getting_about(),
        text().actions_rooms(),
        text().actions_you(),
        text().actions_workspace(),
    ];
    names.into_iter().zip(GROUPS)
}

/// Returns all actions.
pub(crate) fn all() -> impl Iterator<Item = WorkspaceAction> {
    GROUPS.into_iter().flatten().copied()
}

impl WorkspaceAction {
    /// Returns the name of the action.
    pub(crate) fn name(self, facts: &ActionFacts) -> &'static str {
        match self {
            Self::Jump => text().action_jump(),
            Self::Search => text().action_search(),
            Self::ShowKeys => text().action_show_keys(),
            Self::PreviousRoom => text().action_previous_room(),
            Self::NextRoom => text().action_next_room(),
            Self::PreviousUnreadRoom => text().action_previous_unread_room(),
            Self::NextUnreadRoom => text().action_next_unread_room(),
            Self::Unread => text().action_unread(),
            Self::Mentions => text().action_mentions(),
            Self::Threads => text().action_threads(),
            Self::JumpToDate => text().action_jump_to_date(),
            Self::Saved => text().action_saved(),
            Self::Scheduled => text().action_scheduled(),
            Self::ReadRoom => text().action_read_room(),
            Self::ReadAll => text().action_read_all(),
            Self::NewRoom => text().action_new_room(),
            Self::NewMessage => text().action_new_message(),
            Self::BrowseRooms => text().action_browse_rooms(),
            Self::RoomPeople => text().action_room_people(),
            Self::AddPeople => text().action_add_people(),
            Self::Pinned => text().action_pinned(),
            Self::Files => text().action_files(),
            Self::RoomSettings => text().action_room_settings(),
            Self::Favourite if facts.is_favourite => text().action_unfavourite(),
            Self::Favourite => text().action_favourite(),
            Self::Invite => text().action_invite(),
            Self::SetStatus => text().action_set_status(),
            Self::Settings => text().action_settings(),
            Self::Appearance => text().action_appearance(),
            Self::Notifications => text().action_notifications(),
            Self::CustomEmoji => text().action_custom_emoji(),
            Self::WorkspaceSettings => text().action_workspace_settings(),
            Self::SignOut => text().action_sign_out(),
        }
    }

    /// Returns other words that people use for the action, with commas between. The palette finds it by them too.
    pub(crate) fn other_words(self) -> &'static str {
        match self {
            Self::Search => text().action_search_words(),
            Self::ShowKeys => text().action_show_keys_words(),
            Self::Unread => text().action_unread_words(),
            Self::Mentions => "@",
            Self::JumpToDate => text().action_jump_to_date_words(),
            Self::Scheduled => text().action_scheduled_words(),
            Self::Saved => text().action_saved_words(),
            Self::ReadRoom | Self::ReadAll => text().action_read_words(),
            Self::NewRoom => text().action_new_room_words(),
            Self::NewMessage => text().action_new_message_words(),
            Self::BrowseRooms => text().action_browse_rooms_words(),
            Self::RoomPeople => text().action_room_people_words(),
            Self::AddPeople => text().action_add_people_words(),
            Self::Files => text().action_files_words(),
            Self::RoomSettings => text().action_room_settings_words(),
            Self::Favourite => text().action_favourite_words(),
            Self::Invite => text().action_invite_words(),
            Self::SetStatus => text().action_set_status_words(),
            Self::Settings => text().action_settings_words(),
            Self::Appearance => text().action_appearance_words(),
            Self::Notifications => text().action_notifications_words(),
            Self::SignOut => text().action_sign_out_words(),
            _ => "",
        }
    }

    pub(crate) fn glyph(self) -> Glyph {
        match self {
            Self::Jump => Glyph::JUMP,
            Self::Search => Glyph::SEARCH,
            Self::ShowKeys => Glyph::HELP,
            Self::PreviousRoom | Self::PreviousUnreadRoom => Glyph::UP,
            Self::NextRoom | Self::NextUnreadRoom => Glyph::DOWN,
            Self::Unread => Glyph::UNREAD,
            Self::Mentions => Glyph::AT,
            Self::JumpToDate => Glyph::CALENDAR,
            Self::Threads => Glyph::THREAD,
            Self::Saved => Glyph::SAVE,
            Self::Scheduled => Glyph::CLOCK,
            Self::ReadRoom | Self::ReadAll => Glyph::CHECK,
            Self::NewRoom => Glyph::PLUS,
            Self::NewMessage => Glyph::EDIT,
            Self::BrowseRooms => Glyph::COMPASS,
            Self::RoomPeople => Glyph::PEOPLE,
            Self::AddPeople | Self::Invite => Glyph::INVITE,
            Self::Pinned => Glyph::PIN,
            Self::Files => Glyph::FILES,
            Self::RoomSettings | Self::Settings | Self::WorkspaceSettings => Glyph::SETTINGS,
            Self::Favourite => Glyph::STAR,
            Self::SetStatus | Self::CustomEmoji => Glyph::SMILE,
            Self::Appearance => Glyph::SUN,
            Self::Notifications => Glyph::BELL,
            Self::SignOut => Glyph::FORWARD,
        }
    }

    /// Returns the keys that do it, the one to show first.
    pub(crate) fn keys(self) -> &'static [KeyChord] {
        const fn command(key: &'static str) -> KeyChord {
            KeyChord::command(key)
        }
        const fn alt(key: &'static str) -> KeyChord {
            KeyChord::alt(key)
        }
        match self {
            Self::Jump => const { &[JUMP_KEY] },
            Self::Search => const { &[command("f").with_shift()] },
            Self::ShowKeys => const { &[KeyChord::plain("?"), command("/")] },
            Self::PreviousRoom => const { &[alt("ArrowUp")] },
            Self::NextRoom => const { &[alt("ArrowDown")] },
            Self::PreviousUnreadRoom => const { &[alt("ArrowUp").with_shift()] },
            Self::NextUnreadRoom => const { &[alt("ArrowDown").with_shift()] },
            Self::Unread => const { &[command("a").with_shift()] },
            Self::Mentions => const { &[command("m").with_shift()] },
            Self::Saved => const { &[command("s").with_shift()] },
            Self::NewMessage => const { &[command("k").with_shift()] },
            Self::BrowseRooms => const { &[command("l").with_shift()] },
            Self::SetStatus => const { &[command("y").with_shift()] },
            Self::Settings => const { &[command(",")] },
            _ => &[],
        }
    }

    /// Returns whether the person can do it now.
    pub(crate) fn is_offered(self, facts: &ActionFacts) -> bool {
        match self {
            Self::BrowseRooms | Self::NewRoom | Self::CustomEmoji => !facts.is_guest,
            Self::Invite | Self::WorkspaceSettings => facts.administers,
            Self::ReadAll => facts.has_unread,
            Self::ReadRoom => facts.in_unread_room,
            Self::AddPeople => facts.may_add_people,
            Self::Pinned => facts.has_pins,
            Self::RoomPeople
            | Self::Files
            | Self::RoomSettings
            | Self::Favourite
            | Self::JumpToDate => facts.in_room,
            _ => true,
        }
    }

    /// Returns whether the palette lists it. It does not list itself.
    pub(crate) fn is_listed(self, facts: &ActionFacts) -> bool {
        self != Self::Jump && self.is_offered(facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use locale::LANGUAGES;

    #[test]
    fn each_action_stands_once_and_no_two_have_the_same_name_or_key() {
        let facts = ActionFacts::default();
        let all: Vec<_> = all().collect();
        for (place, action) in all.iter().enumerate() {
            for other in &all[..place] {
                assert_ne!(action, other);
                assert!(action.keys().iter().all(|key| !other.keys().contains(key)));
                for language in LANGUAGES {
                    let names = || (action.name(&facts), other.name(&facts));
                    let (name, other) = language.within(names);
                    assert_ne!(name, other);
                }
            }
        }
    }

    #[test]
    fn only_what_the_person_can_do_is_offered() {
        let stranger_to_rooms = ActionFacts {
            is_guest: true,
            ..ActionFacts::default()
        };
        for action in [
            Action::NewRoom,
            Action::WorkspaceSettings,
            Action::RoomSettings,
            Action::ReadAll,
        ] {
            assert!(!action.is_offered(&stranger_to_rooms), "{action:?}");
        }
        let administrator = ActionFacts {
            administers: true,
            in_room: true,
            has_unread: true,
            ..ActionFacts::default()
        };
        for action in [
            Action::NewRoom,
            Action::WorkspaceSettings,
            Action::RoomSettings,
            Action::ReadAll,
        ] {
            assert!(action.is_offered(&administrator), "{action:?}");
        }
        assert!(!Action::Jump.is_listed(&administrator));
    }
}
