//! Does the actions of the workspace.

use super::{ActionFacts, WorkspaceAction};
use crate::{
    account::{
        menu::sign_out,
        settings_dialog::{APPEARANCE, NOTIFICATIONS, STATUS},
    },
    chat::{Chat, use_chat},
    dialog_opener::{DialogKind, DialogOpener},
    sidebar::{favourites, keyboard::neighbour_room},
};
use client::Client;
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::{
    RoomId,
    route::{ListPage, room_path},
};

/// Does the actions of the workspace.
#[derive(Clone, Copy)]
pub(crate) struct ActionRunner {
    chat: Chat,
    opener: DialogOpener,
}

impl ActionRunner {
    /// Returns the page's own runner.
    pub(crate) fn get() -> Self {
        Self {
            chat: use_chat(),
            opener: DialogOpener::get(),
        }
    }

    /// Does an action, if the person can do it now.
    pub(crate) fn run(self, action: WorkspaceAction) {
        use WorkspaceAction as Action;
        let Self { chat, opener } = self;
        let facts = untrack(|| ActionFacts::now(chat));
        if !action.is_offered(&facts) {
            return;
        }
        match action {
            Action::Jump => opener.open(DialogKind::Jump),
            Action::Search => chat.go(ListPage::Search.path()),
            Action::ShowKeys => opener.open(DialogKind::Keys),
            Action::PreviousRoom => self.go_to_neighbour(false, false),
            Action::NextRoom => self.go_to_neighbour(true, false),
            Action::PreviousUnreadRoom => self.go_to_neighbour(false, true),
            Action::NextUnreadRoom => self.go_to_neighbour(true, true),
            Action::Threads => chat.go(ListPage::Threads.path()),
            Action::Unread => chat.go(ListPage::Unread.path()),
            Action::Mentions => chat.go(ListPage::Mentions.path()),
            Action::JumpToDate => opener.open(DialogKind::Date),
            Action::Saved => opener.open(DialogKind::Saved),
            Action::Scheduled => opener.open(DialogKind::Scheduled),
            Action::ReadRoom => self.in_room(|chat, room| {
                chat.act(|client| {
                    client.resume_reading(room);
                    client.read(room)
                });
            }),
            Action::ReadAll => read_all(chat),
            Action::NewRoom => opener.open(DialogKind::NewRoom),
            Action::NewMessage => opener.open(DialogKind::Direct),
            Action::BrowseRooms => opener.open(DialogKind::Browse),
            Action::RoomPeople => opener.open(DialogKind::People),
            Action::AddPeople => self.in_room(move |_, room| opener.add_people(room)),
            Action::Pinned => opener.open(DialogKind::Pinned),
            Action::Files => opener.open(DialogKind::Files),
            Action::RoomSettings => opener.open(DialogKind::RoomSettings),
            Action::Favourite => self.in_room(favourites::toggle),
            Action::Invite => opener.open(DialogKind::Invite),
            Action::SetStatus => opener.open_settings(Some(STATUS)),
            Action::Settings => opener.open_settings(None),
            Action::Appearance => opener.open_settings(Some(APPEARANCE)),
            Action::Notifications => opener.open_settings(Some(NOTIFICATIONS)),
            Action::CustomEmoji => opener.open(DialogKind::CustomEmoji),
            Action::WorkspaceSettings => opener.open(DialogKind::WorkspaceSettings),
            Action::SignOut => spawn_local(async move {
                if let Err(refusal) = sign_out(chat).await {
                    chat.notify(&refusal.detail);
                }
            }),
        }
    }

    /// Does something with the room that the page shows.
    fn in_room(self, action: impl FnOnce(Chat, RoomId)) {
        if let Some(room) = untrack(|| self.chat.route()).room_id() {
            action(self.chat, room);
        }
    }

    /// Goes to the room after (`down`) or before the one that the page shows, in the order of the list.
    fn go_to_neighbour(self, down: bool, unread: bool) {
        let open = untrack(|| self.chat.route()).room_id();
        match neighbour_room(open, down, unread) {
            Some(room) => self.chat.go(&room_path(room)),
            None if unread => self.chat.notify(text().no_other_unread_rooms()),
            None => {}
        }
    }
}

/// Marks all rooms and threads as read.
pub(crate) fn read_all(chat: Chat) {
    if chat.peek(Client::is_live) {
        chat.act(Client::read_everything);
    } else {
        chat.notify(text().offline_try_again());
    }
}
