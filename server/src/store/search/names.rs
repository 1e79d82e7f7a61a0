//! The people and rooms that a person knows, for the names in queries and in what is found.

use crate::{
    search::{matching, query::Term, tags, words::words},
    store::{StoreError, direct, from_sql, guests, rooms},
};
use markdown::Names;
use protocol::{FoundRoom, RoomId, RoomKind, UserId};
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// The most people and rooms whose mentions a word is looked for in. A word that so many names have is no name.
const NAMESAKES: usize = 20;
/// The most people whose names are known to a search.
const PEOPLE: i64 = 20_000;

/// What a person knows of the workspace.
pub(super) struct Known {
    pub(super) me: UserId,
    pub(super) people: HashMap<UserId, String>,
    /// The rooms that the person is in.
    pub(super) rooms: HashMap<RoomId, KnownRoom>,
    /// The names of open rooms that the person is not in.
    others: HashMap<RoomId, String>,
    pub(super) time_zone: Option<String>,
}

/// A room that the person is in.
pub(super) struct KnownRoom {
    pub(super) room: FoundRoom,
    /// Number of events: about that of its messages.
    pub(super) events: u64,
}

impl Known {
    /// Loads it. A person who is shut out is in no room.
    pub(super) async fn load(
        connection: &mut SqliteConnection,
        me: UserId,
    ) -> Result<Self, StoreError> {
        let guest = guests::is_guest(&mut *connection, me).await?;
        let people = sqlx::query!(
            "SELECT p.id, p.name FROM people p
             WHERE NOT ?1 OR p.id = ?2
               OR EXISTS (SELECT 1 FROM acquaintances k WHERE k.guest = ?2 AND k.person = p.id)
             LIMIT ?3",
            guest,
            me.0,
            PEOPLE
        )
        .fetch_all(&mut *connection)
        .await?;
        let people = people.into_iter().map(|row| (UserId(row.id), row.name));
        let rows = sqlx::query!(
            r#"SELECT r.id, r.name, r.kind, r.direct_key, m.person IS NOT NULL AS "inside!: bool",
                      coalesce(s.seq, 0) AS "events!: i64"
               FROM people p JOIN rooms r LEFT JOIN memberships m ON m.room = r.id AND m.person = p.id
               LEFT JOIN streams s ON s.id = r.id
               WHERE p.id = ?1 AND p.banned_at IS NULL AND p.deactivated_at IS NULL AND r.deleted_at IS NULL
                 AND (m.person IS NOT NULL OR r.kind = 'open' AND NOT ?2)"#,
            me.0,
            guest
        )
        .fetch_all(&mut *connection)
        .await?;
        let mut known = Self {
            me,
            people: people.collect(),
            rooms: HashMap::new(),
            others: HashMap::new(),
            time_zone: sqlx::query_scalar!("SELECT time_zone FROM people WHERE id = ?", me.0)
                .fetch_optional(connection)
                .await?
                .flatten(),
        };
        for row in rows {
            let id = RoomId(row.id);
            if !row.inside {
                known.others.extend(row.name.map(|name| (id, name)));
                continue;
            }
            let kind = rooms::kind(&row.kind, row.direct_key.as_deref())?;
            let room = FoundRoom {
                id,
                name: row.name,
                kind,
                people: direct::people_of(row.direct_key.as_deref()),
            };
            let events = from_sql(row.events);
            known.rooms.insert(id, KnownRoom { room, events });
        }
        Ok(known)
    }

    /// Returns the people whom the value of `from:` names: those of exactly this name, or else those with a name that has it.
    pub(super) fn people_named(&self, value: &str) -> Vec<UserId> {
        let value = value.strip_prefix('@').unwrap_or(value);
        if value.eq_ignore_ascii_case("me") {
            return vec![self.me];
        }
        if let Ok(id) = value.parse::<UserId>() {
            return self
                .people
                .contains_key(&id)
                .then_some(id)
                .into_iter()
                .collect();
        }
        let people = self.people.iter().map(|(id, name)| (*id, name.as_str()));
        named(value, people)
    }

    /// Returns the rooms that the value of `in:` names: `@name` means the direct room with a person.
    pub(super) fn rooms_named(&self, value: &str) -> Vec<RoomId> {
        if let Ok(id) = value.parse::<RoomId>() {
            return self
                .rooms
                .contains_key(&id)
                .then_some(id)
                .into_iter()
                .collect();
        }
        let named = match value.strip_prefix('@') {
            Some(_) => Vec::new(),
            None => {
                let rooms = self.rooms.iter();
                let rooms = rooms.filter_map(|(id, it)| Some((*id, it.room.name.as_deref()?)));
                named(value.strip_prefix('#').unwrap_or(value), rooms)
            }
        };
        match named.is_empty() && !value.starts_with('#') {
            true => self.direct_rooms_with(&self.people_named(value)),
            false => named,
        }
    }

    fn direct_rooms_with(&self, others: &[UserId]) -> Vec<RoomId> {
        let is_with = |room: &FoundRoom, other: UserId| {
            room.kind == RoomKind::Direct
                && room.people.contains(&other)
                && room.people.iter().all(|it| *it == other || *it == self.me)
        };
        let rooms = self.rooms.values().map(|it| &it.room);
        let rooms = rooms.filter(|room| others.iter().any(|other| is_with(room, *other)));
        rooms.map(|room| room.id).collect()
    }

    /// Returns the words that stand for mentions of those whose names have a term.
    pub(super) fn mentions(&self, term: &Term) -> Vec<String> {
        let has = |name: &str| matching::has(&words(name), &term.words, term.prefix);
        let people = self.people.iter().filter(|(_, name)| has(name));
        let people = people.map(|(id, _)| tags::mention(*id));
        let inside = self.rooms.iter();
        let inside = inside.filter_map(|(id, it)| Some((id, it.room.name.as_ref()?)));
        let rooms = inside.chain(&self.others).filter(|(_, name)| has(name));
        let rooms = rooms.map(|(id, _)| tags::room_mention(*id));
        let found: Vec<String> = people.chain(rooms).take(NAMESAKES + 1).collect();
        match found.len() > NAMESAKES {
            true => Vec::new(),
            false => found,
        }
    }
}

/// Returns those of exactly this name, in any case and without marks, or else those whose name has words that begin so.
fn named<'a, I: Copy>(value: &str, all: impl Iterator<Item = (I, &'a str)>) -> Vec<I> {
    let folded = |text: &str| words(text).into_iter().map(|word| word.text);
    let wanted: Vec<String> = folded(value).collect();
    let (mut same, mut like) = (Vec::new(), Vec::new());
    for (id, name) in all {
        if name == value || !wanted.is_empty() && folded(name).eq(wanted.iter().cloned()) {
            same.push(id);
        } else if !wanted.is_empty() && matching::has(&words(name), &wanted, true) {
            like.push(id);
        }
    }
    match same.is_empty() {
        true => like,
        false => same,
    }
}

impl Names for Known {
    fn me(&self) -> UserId {
        self.me
    }

    fn person(&self, user: UserId) -> Option<&str> {
        self.people.get(&user).map(String::as_str)
    }

    fn room(&self, room: RoomId) -> Option<&str> {
        let inside = self.rooms.get(&room).and_then(|it| it.room.name.as_deref());
        inside.or_else(|| self.others.get(&room).map(String::as_str))
    }
}
