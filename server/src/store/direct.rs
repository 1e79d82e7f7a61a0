//! Direct rooms: there is one for each set of people, and nobody else ever enters it.

use super::{Store, StoreError, from_sql, guests, hidden, members, people, room_bounds, rooms};
use crate::store::engine::change::Tx;
use protocol::{Room, RoomId, UserId, limits};
use sqlx::types::Uuid;
use std::collections::BTreeSet;

impl Store {
    /// Returns the direct room of a person with others, which is created if there is none. With nobody else it is for
    /// notes. The others enter the room with its first message, or when they open it too.
    ///
    /// `NotThesePeople` for more than [`limits::DIRECT_PEOPLE`] people, for one who does not exist or is shut out, and
    /// if a guest does not know one of them; `TooManyRooms`.
    pub(crate) async fn direct_room(
        &self,
        opener: UserId,
        others: Vec<UserId>,
    ) -> Result<Room, StoreError> {
        let mut people: BTreeSet<UserId> = others.into_iter().collect();
        people.insert(opener);
        if people.len() > limits::DIRECT_PEOPLE {
            return Err(StoreError::NotThesePeople);
        }
        let opening = OpenDirect { opener, people };
        self.writer
            .submit(move |tx| Box::pin(opening.open(tx)))
            .await
    }
}

/// Returns the key of a set of people.
fn key(people: &BTreeSet<UserId>) -> String {
    let ids: Vec<String> = people.iter().map(UserId::to_string).collect();
    ids.join(" ")
}

/// Returns the people that a key names; none if the room is not direct.
pub(super) fn people_of(key: Option<&str>) -> Vec<UserId> {
    let ids = key.unwrap_or_default().split(' ');
    ids.filter_map(|id| id.parse().ok()).collect()
}

struct OpenDirect {
    opener: UserId,
    people: BTreeSet<UserId>,
}

impl OpenDirect {
    async fn open(self, tx: &mut Tx<'_>) -> Result<Room, StoreError> {
        for user in &self.people {
            match people::acting(&mut *tx.connection, *user).await {
                Err(StoreError::NotFound | StoreError::Forbidden) if *user != self.opener => {
                    return Err(StoreError::NotThesePeople);
                }
                outcome => drop(outcome?),
            }
        }
        self.require_acquaintance(tx).await?;
        let key = key(&self.people);
        let known = sqlx::query_scalar!("SELECT id FROM rooms WHERE direct_key = ?", key)
            .fetch_optional(&mut *tx.connection)
            .await?;
        let id = match known {
            Some(id) => RoomId(id),
            None => self.make(tx, &key).await?,
        };
        if members::is_member(&mut *tx.connection, id, self.opener).await? {
            hidden::show(tx, id, self.opener).await?;
        } else {
            let room = members::as_entered(tx, id).await?;
            members::enter(tx, self.opener, &[self.opener], &room).await?;
        }
        rooms::as_seen(&mut *tx.connection, id, self.opener).await
    }
}

impl OpenDirect {
    /// `NotThesePeople` if the opener is a guest and does not know one of the people.
    async fn require_acquaintance(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        if !guests::is_guest(&mut *tx.connection, self.opener).await? {
            return Ok(());
        }
        let known = guests::known_to(&mut *tx.connection, self.opener).await?;
        let knows = |user: &UserId| known.iter().any(|person| person.id == *user);
        if self.people.iter().all(knows) {
            Ok(())
        } else {
            Err(StoreError::NotThesePeople)
        }
    }

    async fn make(&self, tx: &mut Tx<'_>, key: &str) -> Result<RoomId, StoreError> {
        room_bounds::require_another_direct(tx, self.opener).await?;
        let id = RoomId(Uuid::now_v7());
        sqlx::query!(
            "INSERT INTO rooms (id, name, kind, direct_key, created_at, made_by) VALUES (?, '', 'closed', ?, ?, ?)",
            id.0,
            key,
            tx.at.0,
            self.opener.0
        )
        .execute(&mut *tx.connection)
        .await?;
        Ok(id)
    }
}

/// Prepares a direct room for a new message: all its people enter it, and nobody's list leaves it out any longer. Does
/// nothing for other rooms.
pub(super) async fn reveal(
    tx: &mut Tx<'_>,
    room: RoomId,
    author: UserId,
) -> Result<(), StoreError> {
    // One query for the many messages that change nothing.
    let direct = sqlx::query!(
        r#"SELECT direct_key AS "key!", (SELECT count(*) FROM memberships m WHERE m.room = r.id) AS "inside!: i64",
                  EXISTS (SELECT 1 FROM memberships m WHERE m.room = r.id AND m.hidden = 1) AS "hidden!: bool"
           FROM rooms r WHERE r.id = ? AND r.direct_key IS NOT NULL"#,
        room.0
    )
    .fetch_optional(&mut *tx.connection)
    .await?;
    let Some(direct) = direct else {
        return Ok(());
    };
    let people = people_of(Some(&direct.key));
    if from_sql(direct.inside) < people.len() as u64 {
        let inside = members::inside(&mut *tx.connection, room).await?;
        let mut outside = people;
        outside.retain(|user| !inside.contains(user));
        let entered = members::as_entered(tx, room).await?;
        members::enter(tx, author, &outside, &entered).await?;
    }
    if direct.hidden {
        hidden::show_to_all(tx, room, author).await?;
    }
    Ok(())
}
