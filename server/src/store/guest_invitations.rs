//! Guest links: they let guests into rooms.

use super::{NewPerson, Store, StoreError, from_sql, members, now, people, rooms};
use crate::store::engine::change::Tx;
use protocol::{GuestLink, GuestLinkId, Role, RoomId, RoomKind, Timestamp, User, UserId, tip};
use sqlx::{SqliteConnection, types::Uuid};

/// The time for which a link is valid, in milliseconds.
const GOOD_FOR_MS: i64 = 7 * 24 * 60 * 60 * 1000;

impl Store {
    /// Creates a link with the given code that lets guests into rooms.
    ///
    /// `Forbidden` if the actor is no administrator; `NotFound` if they are not in one of the rooms, one is direct, or
    /// there are none.
    pub(crate) async fn invite_guests(
        &self,
        actor: UserId,
        code: String,
        rooms: Vec<RoomId>,
    ) -> Result<(), StoreError> {
        submit!(self, invite_guests(actor, code, rooms)).await
    }

    /// Returns the valid links, the newest first. `Forbidden` if the actor is no administrator.
    pub(crate) async fn guest_links(&self, actor: UserId) -> Result<Vec<GuestLink>, StoreError> {
        let mut view = self.view().await?;
        people::administrator(&mut view, actor).await?;
        let oldest = now().0 - GOOD_FOR_MS;
        let rows = sqlx::query!(
            r#"SELECT id AS "id!", room, made_by, created_at, used_at, uses
               FROM guest_invitations WHERE created_at > ? ORDER BY created_at DESC, id, room"#,
            oldest
        )
        .fetch_all(&mut *view)
        .await?;
        let mut links: Vec<GuestLink> = Vec::new();
        for row in rows {
            let (id, room) = (GuestLinkId(row.id), RoomId(row.room));
            match links.last_mut().filter(|link| link.id == id) {
                Some(link) => link.rooms.push(room),
                None => links.push(GuestLink {
                    id,
                    rooms: vec![room],
                    made_by: row.made_by.map(UserId),
                    made_at: Timestamp(row.created_at),
                    good_until: Timestamp(row.created_at + GOOD_FOR_MS),
                    used_at: row.used_at.map(Timestamp),
                    uses: from_sql(row.uses),
                }),
            }
        }
        Ok(links)
    }

    /// Ends a link. `Forbidden` if the actor is no administrator; `NotFound` if there is no such valid link.
    pub(crate) async fn revoke_guest_link(
        &self,
        actor: UserId,
        link: GuestLinkId,
    ) -> Result<(), StoreError> {
        submit!(self, revoke(actor, link)).await
    }

    /// Returns whether a link is valid.
    pub(crate) async fn has_guest_invitation(&self, code: &str) -> Result<bool, StoreError> {
        let mut view = self.view().await?;
        let rooms = rooms_of(&mut view, code, now()).await?;
        Ok(!rooms.is_empty())
    }

    /// Returns a room that a valid link leads to and that the person is in.
    pub(crate) async fn guest_link_room(
        &self,
        code: &str,
        user: UserId,
    ) -> Result<Option<RoomId>, StoreError> {
        let mut view = self.view().await?;
        for room in rooms_of(&mut view, code, now()).await? {
            if members::is_member(&mut view, room, user).await? {
                return Ok(Some(room));
            }
        }
        Ok(None)
    }

    /// Adds a guest by a link. `NotFound` if it is not valid, `EmailTaken`.
    pub(crate) async fn join_as_guest(
        &self,
        code: String,
        person: NewPerson,
    ) -> Result<User, StoreError> {
        submit!(self, join_as_guest(code, person)).await
    }
}

/// Returns the rooms that a link leads to. Empty if it is not valid.
async fn rooms_of(
    connection: &mut SqliteConnection,
    code: &str,
    now: Timestamp,
) -> Result<Vec<RoomId>, StoreError> {
    let oldest = now.0 - GOOD_FOR_MS;
    let rooms = sqlx::query_scalar!(
        "SELECT room FROM guest_invitations WHERE code = ? AND created_at > ? ORDER BY room",
        code,
        oldest
    )
    .fetch_all(connection)
    .await?;
    Ok(rooms.into_iter().map(RoomId).collect())
}

/// Ends all links that a person has made.
pub(super) async fn revoke_all_of(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM guest_invitations WHERE made_by = ?", user.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends all links into a guest's rooms: the guest may have come by one of them.
pub(super) async fn revoke_all_known_to(
    connection: &mut SqliteConnection,
    guest: UserId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "DELETE FROM guest_invitations WHERE code IN (
           SELECT code FROM guest_invitations WHERE room IN (SELECT room FROM memberships WHERE person = ?))",
        guest.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn invite_guests(
    tx: &mut Tx<'_>,
    actor: UserId,
    code: String,
    rooms: Vec<RoomId>,
) -> Result<(), StoreError> {
    people::administrator(tx, actor).await?;
    if rooms.is_empty() {
        return Err(StoreError::NotFound);
    }
    let oldest = tx.at.0 - GOOD_FOR_MS;
    sqlx::query!(
        "DELETE FROM guest_invitations WHERE created_at <= ?",
        oldest
    )
    .execute(&mut **tx)
    .await?;
    let id = Uuid::now_v7();
    for room in rooms {
        members::require(tx, room, actor).await?;
        // Nobody else enters a direct room.
        if rooms::settings(tx, room).await?.kind == RoomKind::Direct {
            return Err(StoreError::NotFound);
        }
        sqlx::query!(
            "INSERT INTO guest_invitations (code, room, created_at, id, made_by) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT DO NOTHING",
            code,
            room.0,
            tx.at.0,
            id,
            actor.0
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

async fn revoke(tx: &mut Tx<'_>, actor: UserId, link: GuestLinkId) -> Result<(), StoreError> {
    people::administrator(tx, actor).await?;
    let oldest = tx.at.0 - GOOD_FOR_MS;
    let gone = sqlx::query!(
        "DELETE FROM guest_invitations WHERE id = ? AND created_at > ?",
        link.0,
        oldest
    )
    .execute(&mut **tx)
    .await?;
    if gone.rows_affected() == 0 {
        return Err(StoreError::NotFound);
    }
    Ok(())
}

async fn join_as_guest(
    tx: &mut Tx<'_>,
    code: String,
    person: NewPerson,
) -> Result<User, StoreError> {
    let at = tx.at;
    let rooms = rooms_of(tx, &code, at).await?;
    if rooms.is_empty() {
        return Err(StoreError::NotFound);
    }
    let user = people::admit(tx, person, Role::Guest, &tip::OF_EVERYONE).await?;
    sqlx::query!(
        "UPDATE guest_invitations SET used_at = ?, uses = uses + 1 WHERE code = ?",
        tx.at.0,
        code
    )
    .execute(&mut **tx)
    .await?;
    for room in rooms {
        let room = members::as_entered(tx, room).await?;
        members::enter(tx, user.id, &[user.id], &room).await?;
    }
    Ok(user)
}
