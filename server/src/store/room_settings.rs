use super::{
    Store, StoreError, from_sql, guests, members, people,
    rooms::{self, Settings},
};
use crate::store::engine::change::{Change, Tx};
use protocol::{EventKind, OtherRoom, Posting, Role, RoomId, RoomKind, StreamId, UserId};
use sqlx::types::Uuid;

/// What is to be different about a room; every field is checked already.
#[derive(Clone, Debug, Default)]
pub(crate) struct RoomChanges {
    pub(crate) name: Option<String>,
    pub(crate) topic: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) archived: Option<bool>,
    pub(crate) posting: Option<Posting>,
}

impl Store {
    /// The open rooms that a person is not in, by name. `Forbidden` for guests.
    pub(crate) async fn other_rooms(&self, user: UserId) -> Result<Vec<OtherRoom>, StoreError> {
        let mut view = self.view().await?;
        guests::refuse(&mut view, user).await?;
        let rows = sqlx::query!(
            r#"SELECT r.id AS "id: Uuid", r.name, r.topic, r.description, r.archived_at IS NOT NULL AS "archived!: bool",
                      (SELECT count(*) FROM memberships m WHERE m.room = r.id) AS "members!: i64"
               FROM rooms r
               WHERE r.kind = 'open' AND r.deleted_at IS NULL
                 AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.room = r.id AND m.person = ?)
               ORDER BY r.name COLLATE NOCASE, r.id"#,
            user.0
        )
        .fetch_all(&mut *view)
        .await?;
        let other = rows.into_iter().map(|row| OtherRoom {
            id: RoomId(row.id),
            name: row.name,
            topic: row.topic,
            description: row.description,
            archived: row.archived,
            members: from_sql(row.members),
        });
        Ok(other.collect())
    }

    /// Changes a room's settings; what is so already makes no event. Its members may unless they are guests, and
    /// administrators also in an open room that they are not in; archiving, restoring and who may post is for
    /// administrators.
    ///
    /// `NotFound` for who may not see the room, `Forbidden` for who may not change it so, and for archiving the
    /// permanent room.
    pub(crate) async fn change_room(
        &self,
        actor: UserId,
        room: RoomId,
        changes: RoomChanges,
    ) -> Result<(), StoreError> {
        let change = ChangeRoom {
            actor,
            room,
            changes,
        };
        self.writer.submit_change(change).await
    }
}

struct ChangeRoom {
    actor: UserId,
    room: RoomId,
    changes: RoomChanges,
}

impl Change for ChangeRoom {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let before = rooms::settings(&mut *tx.connection, self.room).await?;
        self.require_say(tx, &before).await?;
        let name = self.changes.name.unwrap_or_else(|| before.name.clone());
        let topic = self.changes.topic.unwrap_or_else(|| before.topic.clone());
        let archived = self.changes.archived.unwrap_or(before.archived);
        let posting = self.changes.posting.unwrap_or(before.posting);
        let description = self
            .changes
            .description
            .unwrap_or_else(|| before.description.clone());
        let said = name == before.name && topic == before.topic;
        let ruled = archived == before.archived && posting == before.posting;
        if said && ruled && description == before.description {
            return Ok(());
        }
        let posting_name = match posting {
            Posting::Everyone => "everyone",
            Posting::Administrators => "administrators",
        };
        sqlx::query!(
            "UPDATE rooms SET name = ?1, topic = ?2,
                    archived_at = CASE WHEN ?3 THEN coalesce(archived_at, ?4) END, posting = ?6, description = ?7
             WHERE id = ?5",
            name,
            topic,
            archived,
            tx.at.0,
            self.room.0,
            posting_name,
            description
        )
        .execute(&mut *tx.connection)
        .await?;
        let changed = EventKind::RoomChanged {
            name,
            room_kind: before.kind,
            topic,
            archived,
            posting,
            description,
        };
        tx.emit(StreamId::Room(self.room), self.actor, changed)
            .await?;
        Ok(())
    }
}

impl ChangeRoom {
    async fn require_say(&self, tx: &mut Tx<'_>, room: &Settings) -> Result<(), StoreError> {
        let is_member = members::is_member(&mut *tx.connection, self.room, self.actor).await?;
        if !is_member && room.kind != RoomKind::Open {
            return Err(StoreError::NotFound);
        }
        if room.kind == RoomKind::Direct {
            return Err(StoreError::Forbidden);
        }
        let actor = people::acting(&mut *tx.connection, self.actor).await?;
        let administers = actor.role == Role::Administrator;
        let archives = self.changes.archived.is_some();
        let by_administrators = archives || self.changes.posting.is_some();
        if actor.role == Role::Guest
            || !(is_member || administers)
            || (archives && room.permanent)
            || (by_administrators && !administers)
        {
            return Err(StoreError::Forbidden);
        }
        Ok(())
    }
}
