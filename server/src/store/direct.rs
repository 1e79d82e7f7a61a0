//! Rooms for one set of people: there is one for each set, and it is never widened.

use super::{
    Store, StoreError,
    change::{Change, Tx},
    guests, members, people, rooms,
};
use app::model::{Room, RoomId, RoomKind, UserId, limits};
use sqlx::types::Uuid;
use std::collections::BTreeSet;

impl Store {
    /// The direct room of a person with others, made now unless it is there. With nobody else it is for notes.
    ///
    /// `NotThesePeople` for more than [`limits::DIRECT_PEOPLE`], for who is not there or shut out, and for a guest with
    /// whom they do not know.
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
        self.writer.submit(OpenDirect { opener, people })?.await
    }
}

/// What names a set of people.
fn key(people: &BTreeSet<UserId>) -> String {
    let ids: Vec<String> = people.iter().map(UserId::to_string).collect();
    ids.join(" ")
}

/// The people that a key names; nobody where the room is no direct one.
pub(super) fn people_of(key: Option<&str>) -> Vec<UserId> {
    let ids = key.unwrap_or_default().split(' ');
    ids.filter_map(|id| id.parse().ok()).collect()
}

struct OpenDirect {
    opener: UserId,
    people: BTreeSet<UserId>,
}

impl Change for OpenDirect {
    type Output = Room;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Room, StoreError> {
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
        let known = sqlx::query_scalar!(
            r#"SELECT id AS "id: Uuid" FROM rooms WHERE direct_key = ?"#,
            key
        )
        .fetch_optional(&mut *tx.connection)
        .await?;
        let id = match known {
            Some(id) => RoomId(id),
            None => self.make(tx, &key).await?,
        };
        rooms::as_seen(&mut *tx.connection, id, self.opener).await
    }
}

impl OpenDirect {
    /// `NotThesePeople` for a guest and somebody whom they do not know of.
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
        let id = RoomId(Uuid::now_v7());
        sqlx::query!(
            "INSERT INTO rooms (id, name, kind, direct_key, created_at) VALUES (?, '', 'closed', ?, ?)",
            id.0,
            key,
            tx.at.0
        )
        .execute(&mut *tx.connection)
        .await?;
        let people: Vec<UserId> = self.people.iter().copied().collect();
        let room = Room {
            id,
            kind: RoomKind::Direct,
            people: people.clone(),
            ..Room::default()
        };
        members::enter(tx, self.opener, &people, &room).await?;
        Ok(id)
    }
}
