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
        submit!(self, open(opener, people)).await
    }
}

/// Returns the key of a set of people.
fn key(people: &BTreeSet<UserId>) -> String {
    let ids: Vec<String> = people.iter().map(UserId::to_string).collect();
    ids.join(" ")
}

/// Returns the people that a key names. Empty without a key: the room is not direct.
pub(super) fn people_of(key: Option<&str>) -> Vec<UserId> {
    let ids = key.unwrap_or_default().split(' ');
    ids.filter_map(|id| id.parse().ok()).collect()
}

async fn open(
    tx: &mut Tx<'_>,
    opener: UserId,
    people: BTreeSet<UserId>,
) -> Result<Room, StoreError> {
    for user in &people {
        match people::acting(tx, *user).await {
            Err(StoreError::NotFound | StoreError::Forbidden) if *user != opener => {
                return Err(StoreError::NotThesePeople);
            }
            outcome => drop(outcome?),
        }
    }
    require_acquaintance(tx, opener, &people).await?;
    let key = key(&people);
    let known = sqlx::query_scalar!("SELECT id FROM rooms WHERE direct_key = ?", key)
        .fetch_optional(&mut **tx)
        .await?;
    let id = match known {
        Some(id) => RoomId(id),
        None => make(tx, opener, &key).await?,
    };
    if members::is_member(tx, id, opener).await? {
        hidden::show(tx, id, opener).await?;
    } else {
        let room = members::as_entered(tx, id).await?;
        members::enter(tx, opener, &[opener], &room).await?;
    }
    rooms::as_seen(tx, id, opener).await
}

/// `NotThesePeople` if the opener is a guest and does not know one of the people.
async fn require_acquaintance(
    tx: &mut Tx<'_>,
    opener: UserId,
    people: &BTreeSet<UserId>,
) -> Result<(), StoreError> {
    if !guests::is_guest(tx, opener).await? {
        return Ok(());
    }
    let known = guests::known_to(tx, opener).await?;
    let knows = |user: &UserId| known.iter().any(|person| person.id == *user);
    if people.iter().all(knows) {
        Ok(())
    } else {
        Err(StoreError::NotThesePeople)
    }
}

async fn make(tx: &mut Tx<'_>, opener: UserId, key: &str) -> Result<RoomId, StoreError> {
    room_bounds::require_another_direct(tx, opener).await?;
    let id = RoomId(Uuid::now_v7());
    sqlx::query!(
        "INSERT INTO rooms (id, kind, direct_key, created_at, made_by) VALUES (?, 'closed', ?, ?, ?)",
        id.0,
        key,
        tx.at.0,
        opener.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
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
    .fetch_optional(&mut **tx)
    .await?;
    let Some(direct) = direct else {
        return Ok(());
    };
    let people = people_of(Some(&direct.key));
    if from_sql(direct.inside) < people.len() as u64 {
        let inside = members::inside(tx, room).await?;
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
