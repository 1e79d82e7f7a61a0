//! What the operators of a query ask, with names and dates resolved.

use super::names::Known;
use crate::{
    search::query::{DateBound, Is, Named, Query, Side},
    store::{StoreError, messages::StoredMessage},
};
use protocol::{RoomId, SearchProblemCode, Timestamp, UserId};
use sqlx::SqliteConnection;
use std::collections::BTreeSet;

/// The clock of a server may have been set back by this long: numbers rise with time only so exactly.
const CLOCK_SLACK_MS: i64 = 60 * 60 * 1_000;

/// What the operators of a query ask of a message.
pub(super) struct Filters {
    /// `None` if anyone may be the author.
    pub(super) authors: Option<BTreeSet<UserId>>,
    not_authors: BTreeSet<UserId>,
    /// `None` if it may be in any room.
    pub(super) rooms: Option<BTreeSet<RoomId>>,
    not_rooms: BTreeSet<RoomId>,
    times: Vec<TimeBound>,
    /// Whether it must be in a thread, or must not.
    pub(super) thread: Option<bool>,
    pub(super) pinned: Option<bool>,
    pub(super) saved: Option<bool>,
    /// The numbers that messages of these times have.
    pub(super) numbers: (i64, i64),
}

/// A span of time, in which a message must be or must not be.
struct TimeBound {
    from: Timestamp,
    to: Timestamp,
    inside: bool,
}

impl Filters {
    /// Resolves the names and dates of a query. Unknown names become problems of the query.
    pub(super) async fn resolve(
        connection: &mut SqliteConnection,
        known: &Known,
        query: &mut Query,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let people = |named: &Named| known.people_named(&named.name);
        let (from, rooms) = (query.from.clone(), query.rooms.clone());
        let (authors, not_authors) = sets(&from, people, SearchProblemCode::UnknownPerson, query);
        let in_rooms = |named: &Named| known.rooms_named(&named.name);
        let (rooms, not_rooms) = sets(&rooms, in_rooms, SearchProblemCode::UnknownRoom, query);
        let zone = known.time_zone.as_deref();
        let times: Vec<_> = query.dates.iter().map(|it| bound(it, zone, now)).collect();
        let is = |wanted: Is| {
            let asked = query.is.iter().find(|(it, _)| *it == wanted);
            asked.map(|(_, negated)| !negated)
        };
        Ok(Self {
            authors,
            not_authors,
            rooms,
            not_rooms,
            thread: is(Is::Thread),
            pinned: is(Is::Pinned),
            saved: is(Is::Saved),
            numbers: numbers(connection, &times).await?,
            times,
        })
    }

    /// Returns whether a message has the author, the room and the time that the query asks for.
    pub(super) fn admit(&self, message: &StoredMessage) -> bool {
        let (author, room) = (&message.author, &message.room);
        self.authors.as_ref().is_none_or(|set| set.contains(author))
            && !self.not_authors.contains(author)
            && self.rooms.as_ref().is_none_or(|set| set.contains(room))
            && !self.not_rooms.contains(room)
            && self.times.iter().all(|it| it.admits(message.at))
    }
}

impl TimeBound {
    fn admits(&self, at: Timestamp) -> bool {
        (self.from <= at && at < self.to) == self.inside
    }
}

/// Returns what the values of an operator name: what is asked for, and what is excluded. A value that names nothing is a
/// problem.
fn sets<I: Ord>(
    values: &[Named],
    find: impl Fn(&Named) -> Vec<I>,
    code: SearchProblemCode,
    query: &mut Query,
) -> (Option<BTreeSet<I>>, BTreeSet<I>) {
    let (mut asked, mut excluded) = (None, BTreeSet::new());
    for value in values {
        let found = find(value);
        if found.is_empty() {
            query.problem(code, &value.typed);
        }
        match value.negated {
            true => excluded.extend(found),
            false => asked.get_or_insert_with(BTreeSet::new).extend(found),
        }
    }
    (asked, excluded)
}

fn bound(date: &DateBound, zone: Option<&str>, now: Timestamp) -> TimeBound {
    let (start, end) = date.span.times(zone, now);
    let (from, to) = match date.side {
        Side::Before => (Timestamp(i64::MIN), start),
        Side::After => (end, Timestamp(i64::MAX)),
        Side::On => (start, end),
    };
    let inside = !date.negated;
    TimeBound { from, to, inside }
}

/// Returns the range of numbers that messages within the bounds have.
async fn numbers(
    connection: &mut SqliteConnection,
    times: &[TimeBound],
) -> Result<(i64, i64), StoreError> {
    let inside = || times.iter().filter(|it| it.inside);
    let from = inside().map(|it| it.from.0).max().unwrap_or(i64::MIN);
    let to = inside().map(|it| it.to.0).min().unwrap_or(i64::MAX);
    let first = match from {
        i64::MIN => 0,
        from => first_at(&mut *connection, from.saturating_sub(CLOCK_SLACK_MS)).await?,
    };
    let last = match to {
        i64::MAX => i64::MAX,
        to => first_at(connection, to.saturating_add(CLOCK_SLACK_MS)).await? - 1,
    };
    Ok((first, last))
}

/// Returns the number of the first message of a time or later, by halving: there is no index by time.
async fn first_at(connection: &mut SqliteConnection, at: i64) -> Result<i64, StoreError> {
    let last = sqlx::query_scalar!(r#"SELECT max(number) AS "last: i64" FROM messages"#)
        .fetch_one(&mut *connection)
        .await?;
    let (mut low, mut high) = (1, last.unwrap_or(0) + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        let found = sqlx::query_scalar!(
            "SELECT at FROM messages WHERE number >= ? ORDER BY number LIMIT 1",
            middle
        )
        .fetch_optional(&mut *connection)
        .await?;
        match found {
            Some(time) if time < at => low = middle + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}
