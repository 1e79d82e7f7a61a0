//! The actions of the workspace: their names, keys and conditions. The palette lists them, the list of keys shows them, and
//! the keys of the whole page do them.

mod facts;
mod key_chord;
pub(crate) mod keys_dialog;
pub(crate) mod listener;
mod runner;

pub(crate) use facts::ActionFacts;
pub(crate) use key_chord::{JUMP_KEY, KeyChord, is_mac};
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
pub(crate) const GROUPS: [(&str, &[WorkspaceAction]); 4] = [
    (
        "Getting about",
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
    ),
    (
        "Rooms",
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
    ),
    (
        "You",
        &[
            Action::SetStatus,
            Action::Settings,
            Action::Appearance,
            Action::Notifications,
            Action::ShowKeys,
            Action::SignOut,
        ],
    ),
    (
        "Workspace",
        &[
            Action::Invite,
            Action::CustomEmoji,
            Action::WorkspaceSettings,
        ],
    ),
];

/// Returns all actions.
pub(crate) fn all() -> impl Iterator<Item = WorkspaceAction> {
    let groups = GROUPS.into_iter();
    groups.flat_map(|(_, actions)| actions.iter().copied())
}

impl WorkspaceAction {
    /// Returns the name of the action.
    pub(crate) fn name(self, facts: &ActionFacts) -> &'static str {
        match self {
            Self::Jump => "Jump to…",
            Self::Search => "Search messages and files",
            Self::ShowKeys => "Keyboard shortcuts",
            Self::PreviousRoom => "Previous room",
            Self::NextRoom => "Next room",
            Self::PreviousUnreadRoom => "Previous unread room",
            Self::NextUnreadRoom => "Next unread room",
            Self::Unread => "All unread",
            Self::Mentions => "Mentions",
            Self::Threads => "Threads",
            Self::JumpToDate => "Jump to a date in this room",
            Self::Saved => "Saved messages",
            Self::Scheduled => "Scheduled messages",
            Self::ReadRoom => "Mark this room as read",
            Self::ReadAll => "Mark all as read",
            Self::NewRoom => "New room",
            Self::NewMessage => "New direct message",
            Self::BrowseRooms => "Browse rooms",
            Self::RoomPeople => "People in this room",
            Self::AddPeople => "Add people to this room",
            Self::Pinned => "Pinned messages of this room",
            Self::Files => "Files of this room",
            Self::RoomSettings => "Room settings",
            Self::Favourite if facts.is_favourite => "Remove this room from favourites",
            Self::Favourite => "Add this room to favourites",
            Self::Invite => "Invite people",
            Self::SetStatus => "Set a status",
            Self::Settings => "Settings",
            Self::Appearance => "Appearance",
            Self::Notifications => "Notification settings",
            Self::CustomEmoji => "Custom emoji",
            Self::WorkspaceSettings => "Workspace settings",
            Self::SignOut => "Sign out",
        }
    }

    /// Returns other words that people use for the action, with commas between. The palette finds it by them too.
    pub(crate) fn other_words(self) -> &'static str {
        match self {
            Self::Search => "find",
            Self::ShowKeys => "hotkeys, help, ?",
            Self::Unread => "inbox",
            Self::Mentions => "@",
            Self::JumpToDate => "day, calendar, history",
            Self::Scheduled => "send later",
            Self::Saved => "bookmarks, reminders, later",
            Self::ReadRoom | Self::ReadAll => "clear, catch up",
            Self::NewRoom => "create a room, channel, group",
            Self::NewMessage => "dm, chat, write to",
            Self::BrowseRooms => "join a room, channels",
            Self::RoomPeople => "members",
            Self::AddPeople => "invite, members",
            Self::Files => "pictures, attachments",
            Self::RoomSettings => "topic, rename, archive, leave room",
            Self::Favourite => "star",
            Self::Invite => "link, guests",
            Self::SetStatus => "away",
            Self::Settings => "preferences, profile, account, password, email",
            Self::Appearance => "dark, light, theme, colours, text size, density",
            Self::Notifications => "mute, sound",
            Self::SignOut => "log out, logout",
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

    #[test]
    fn each_action_stands_once_and_no_two_have_the_same_name_or_key() {
        let facts = ActionFacts::default();
        let all: Vec<_> = all().collect();
        for (place, action) in all.iter().enumerate() {
            for other in &all[..place] {
                assert_ne!(action, other);
                assert_ne!(action.name(&facts), other.name(&facts));
                assert!(action.keys().iter().all(|key| !other.keys().contains(key)));
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
