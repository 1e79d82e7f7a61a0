//! Routes of the pages, and their paths.

use crate::{Conversation, MessageId, RoomId};

/// A page of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    FirstRun,
    SignIn,
    /// The code of the invitation.
    Join(String),
    /// The token of a password reset link.
    Reset(String),
    /// A room, at its newest message or at a `seq`.
    Room {
        room: RoomId,
        seq: Option<u64>,
    },
    /// A room with a thread beside it, at its newest reply or at a `seq`.
    Thread {
        room: RoomId,
        root: MessageId,
        seq: Option<u64>,
    },
    /// A list from many rooms.
    List(ListPage),
    /// No page.
    Missing,
}

/// A page with a list from many rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListPage {
    /// The threads that the person follows.
    Threads,
    /// The unread messages of all rooms.
    Unread,
    /// The messages that mention the person.
    Mentions,
    /// Search. The query of the path names what is looked for.
    Search,
}

impl ListPage {
    const ALL: [Self; 4] = [Self::Threads, Self::Unread, Self::Mentions, Self::Search];

    /// Returns the path of the page.
    pub fn path(self) -> &'static str {
        match self {
            Self::Threads => "/threads",
            Self::Unread => "/unread",
            Self::Mentions => "/mentions",
            Self::Search => "/search",
        }
    }
}

impl Route {
    /// Parses a path, with or without a query.
    pub fn parse(path: &str) -> Self {
        let path = path.split('?').next().unwrap_or_default();
        let mut steps: Vec<&str> = path.trim_matches('/').split('/').collect();
        let mut seq = None;
        if let ["rooms", .., "at", number] = steps[..] {
            seq = number.parse().ok();
            if seq.is_some() {
                steps.truncate(steps.len() - 2);
            }
        }
        match steps[..] {
            ["first-run"] => Self::FirstRun,
            ["sign-in"] => Self::SignIn,
            ["join", code] => Self::Join(code.to_owned()),
            ["reset", token] => Self::Reset(token.to_owned()),
            ["rooms", room] => room
                .parse()
                .map_or(Self::Missing, |room| Self::Room { room, seq }),
            ["rooms", room, "thread", root] => match (room.parse(), root.parse()) {
                (Ok(room), Ok(root)) => Self::Thread { room, root, seq },
                _ => Self::Missing,
            },
            [step] => {
                let mut lists = ListPage::ALL.into_iter();
                let list = lists.find(|list| list.path()[1..] == *step);
                list.map_or(Self::Missing, Self::List)
            }
            _ => Self::Missing,
        }
    }

    /// Returns the room that the page shows.
    pub fn room_id(&self) -> Option<RoomId> {
        match self {
            Self::Room { room, .. } | Self::Thread { room, .. } => Some(*room),
            _ => None,
        }
    }

    /// Returns the list that the page shows.
    pub fn list(&self) -> Option<ListPage> {
        match self {
            Self::List(list) => Some(*list),
            _ => None,
        }
    }

    /// Returns the root of the thread that the page shows.
    pub fn thread(&self) -> Option<MessageId> {
        match self {
            Self::Thread { root, .. } => Some(*root),
            _ => None,
        }
    }

    /// Returns the `seq` that the page shows: in the thread if there is one, otherwise in the room.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Self::Room { seq, .. } | Self::Thread { seq, .. } => *seq,
            _ => None,
        }
    }
}

/// Query of the page to sign in that says that the session of this browser has ended while a page was open.
pub const SIGNED_OUT: &str = "signed-out";

/// Returns the path of a room.
pub fn room_path(room: RoomId) -> String {
    format!("/rooms/{room}")
}

/// Returns the path of a message in a room: its permalink.
pub fn message_path(room: RoomId, seq: u64) -> String {
    format!("/rooms/{room}/at/{seq}")
}

/// Returns the permalink of a message in a room or of a reply in a thread.
pub fn permalink(conversation: Conversation, seq: u64) -> String {
    match conversation.thread {
        Some(root) => format!("{}/at/{seq}", thread_path(conversation.room, root)),
        None => message_path(conversation.room, seq),
    }
}

/// Returns the path of a room with a thread beside it.
pub fn thread_path(room: RoomId, root: MessageId) -> String {
    format!("/rooms/{room}/thread/{root}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn paths_parse_as_the_route_they_were_made_for() {
        let room = RoomId(Uuid::from_u128(7));
        assert_eq!(
            Route::parse(&room_path(room)),
            Route::Room { room, seq: None }
        );
        assert_eq!(
            Route::parse(&message_path(room, 9)),
            Route::Room { room, seq: Some(9) }
        );
        let root = MessageId(Uuid::from_u128(8));
        assert_eq!(
            Route::parse(&thread_path(room, root)),
            Route::Thread {
                room,
                root,
                seq: None
            }
        );
        let thread = Some(root);
        assert_eq!(
            Route::parse(&permalink(Conversation { room, thread }, 9)),
            Route::Thread {
                room,
                root,
                seq: Some(9)
            }
        );
        for list in ListPage::ALL {
            let path = list.path();
            assert_eq!(Route::parse(path), Route::List(list));
            assert_eq!(Route::parse(&format!("{path}?q=a/b")), Route::List(list));
        }
        assert_eq!(Route::parse("/join/abc"), Route::Join("abc".into()));
        assert_eq!(Route::parse("/reset/abc"), Route::Reset("abc".into()));
    }

    #[test]
    fn nonsense_is_no_route() {
        for path in [
            "",
            "/",
            "/rooms",
            "/rooms/7",
            "/rooms/x/at/1",
            "/rooms/x/thread/1",
            "/rooms/x/thread/1/at/1",
            "/threads/1",
            "/join",
            "/reset",
            "/join/a/b",
            "/sign-in/now",
        ] {
            assert_eq!(Route::parse(path), Route::Missing, "{path}");
        }
    }
}
