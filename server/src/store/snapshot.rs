//! The snapshot that a client starts from.

use super::{
    Store, StoreError, Window, custom_emoji, drafts, follows, guests, history, members,
    notification_settings, page_bound::PageBound, people, preferences, rooms, saved, scheduled,
    standing, tips, workspace,
};
use protocol::{OpenRoom, Role, RoomId, Snapshot, UserId};
use sqlx::SqliteConnection;

impl Store {
    /// Returns the snapshot that a person's client starts from. `open` is the room that it shows, with at most so many messages
    /// of its history, and fewer if their texts are long. The snapshot has no open room if there is none or the person is no
    /// member.
    pub(crate) async fn snapshot(
        &self,
        user: UserId,
        open: Option<(RoomId, Window, u32)>,
    ) -> Result<Snapshot, StoreError> {
        let mut view = self.view().await?;
        let open = match open {
            Some((room, window, limit)) if members::is_member(&mut view, room, user).await? => {
                let bound = self.page_bound(limit);
                Some(open_room(&mut view, room, window, bound).await?)
            }
            _ => None,
        };
        let me = people::user_of(&mut view, user).await?;
        let people = match me.role {
            Role::Guest => guests::known_to(&mut view, user).await?,
            Role::Administrator | Role::Member => people::everyone(&mut view).await?,
        };
        let draft = match &open {
            Some(open) => drafts::find(&mut view, user, open.room.into()).await?,
            None => None,
        };
        let visible = standing::visible_streams(&mut view, user).await?;
        Ok(Snapshot {
            epoch: self.epoch(),
            me,
            workspace: workspace::name(&mut view).await?,
            people,
            emoji: custom_emoji::all(&mut view).await?,
            rooms: rooms::of_person(&mut view, user).await?,
            cursors: visible
                .into_iter()
                .map(|(stream, bounds)| (stream, bounds.seq))
                .collect(),
            drafts: draft.into_iter().collect(),
            saved: saved::of_person(&mut view, user).await?,
            scheduled: scheduled::of_person(&mut view, user).await?,
            threads: follows::unread_of(&mut view, user).await?,
            sidebar: preferences::sidebar(&mut view, user).await?,
            language: people::language(&mut view, user).await?,
            notifications: notification_settings::of_person(&mut view, user).await?,
            tips: tips::of_person(&mut view, user).await?,
            open,
        })
    }

    /// Returns the room that a person starts in: the first in their list.
    pub(crate) async fn first_room(&self, user: UserId) -> Result<Option<RoomId>, StoreError> {
        let rooms = self.rooms(user).await?;
        let shown = rooms.iter().find(|room| !room.hidden);
        Ok(shown.or(rooms.first()).map(|room| room.id))
    }
}

async fn open_room(
    connection: &mut SqliteConnection,
    room: RoomId,
    window: Window,
    bound: PageBound,
) -> Result<OpenRoom, StoreError> {
    let (messages, _) = history::excerpt(&mut *connection, room.into(), window, bound).await?;
    let (older, newer) = history::continues(&mut *connection, room, &messages).await?;
    Ok(OpenRoom {
        room,
        members: members::of_room(&mut *connection, room).await?,
        description: rooms::settings(connection, room).await?.description,
        messages,
        older,
        newer,
    })
}
