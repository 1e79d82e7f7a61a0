//! Matches, newest first, among what the person may see.
//!
//! The work is bounded. The index is asked for a window of numbers at a time, for words that are common but never together, and
//! for a part of the hits at a time, which are then checked against memberships. After a while a search ends with what it has,
//! and says where to go on.

use super::{documents, filters::Filters, names::Known, source::Source};
use crate::{
    search::{
        expression::Expression,
        query::{Has, Query},
        tags,
    },
    store::{StoreError, engine::sql, messages::StoredMessage},
};
use futures::TryStreamExt as _;
use protocol::{ClientId, MessageId, RoomId, Timestamp, UserId};
use sqlx::SqliteConnection;
use std::time::{Duration, Instant};

/// Number of hits that are taken from the index at first, and at most.
const FIRST_CHUNK: i64 = 500;
const LAST_CHUNK: i64 = 4_000;
/// Size of the first window of numbers. Each is four times as large as the one before.
const FIRST_WINDOW: i64 = 1 << 17;
/// Time after which a search with matches ends, and after which any ends.
const SOON: Duration = Duration::from_millis(30);
const PATIENCE: Duration = Duration::from_millis(300);
/// A person who sees less than this part of all messages is searched for by room.
const FEW: u64 = 8;
/// The most rooms that the index is asked for.
const ROOMS: usize = 400;

/// A message that matches.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) number: i64,
    pub(super) message: StoredMessage,
}

/// Matches, newest first.
pub(super) struct Found {
    pub(super) candidates: Vec<Candidate>,
    /// Matches are left that are numbered below this. `None` if all were found.
    pub(super) rest: Option<i64>,
}

/// The matches of a query.
pub(super) struct Hits<'a> {
    me: UserId,
    filters: &'a Filters,
    expression: Expression,
    /// The tags of the person's rooms. `None` if memberships are checked alone.
    rooms: Option<Vec<char>>,
    events: u64,
}

impl<'a> Hits<'a> {
    pub(super) fn new(known: &Known, filters: &'a Filters, query: &Query) -> Self {
        let mut expression = Expression::of_terms(query, |term| known.mentions(term));
        if let Some(authors) = &filters.authors {
            expression.with_any(authors.iter().map(|author| tags::author(*author)));
        }
        for (has, negated) in &query.has {
            let tag = match has {
                Has::File => tags::FILE,
                Has::Link => tags::LINK,
                Has::Image => tags::IMAGE,
            };
            match negated {
                true => expression.without(tag),
                false => expression.with_any([tag]),
            }
        }
        if let Some(rooms) = &filters.rooms {
            expression.with_any(rooms.iter().map(|room| tags::room(*room)));
        }
        if !expression.is_positive() {
            expression.with_any([tags::EVERY]);
        }
        let by_room = filters.rooms.is_none() && known.rooms.len() <= ROOMS;
        let rooms = by_room.then(|| known.rooms.keys().map(|room| tags::room(*room)).collect());
        Self {
            me: known.me,
            filters,
            expression,
            rooms,
            events: known.rooms.values().map(|it| it.events).sum(),
        }
    }

    /// Returns the newest matches numbered within a range: at most `most`, and fewer if it takes long.
    pub(super) async fn find(
        &self,
        connection: &mut SqliteConnection,
        range: (i64, i64),
        most: usize,
    ) -> Result<Found, StoreError> {
        let last = sqlx::query_scalar!(r#"SELECT max(number) AS "last: i64" FROM messages"#)
            .fetch_one(&mut *connection)
            .await?
            .unwrap_or(0);
        let first = range.0.max(self.filters.numbers.0);
        let mut upper = range.1.min(self.filters.numbers.1).min(last);
        let source = self.source(last);
        let mut found = Found {
            candidates: Vec::new(),
            rest: None,
        };
        let (started, mut size, mut window) = (Instant::now(), FIRST_CHUNK, FIRST_WINDOW);
        while upper >= first {
            let lower = match source.is_cheap_in_windows() {
                true => first.max(upper.saturating_sub(window)),
                false => first,
            };
            let hits = source.hits(&mut *connection, (lower, upper), size).await?;
            let is_all = hits.len() < usize::try_from(size).unwrap_or(usize::MAX);
            let done = match is_all {
                true => lower,
                false => hits.last().copied().unwrap_or(lower),
            };
            if let Some(end) = self
                .check(&mut *connection, &hits, most, &mut found)
                .await?
            {
                found.rest = Some(end);
                return Ok(found);
            }
            upper = done - 1;
            match is_all {
                true => window = window.saturating_mul(4),
                false => size = (size * 2).min(LAST_CHUNK),
            }
            let time = started.elapsed();
            if time > PATIENCE || time > SOON && !found.candidates.is_empty() {
                found.rest = (upper >= first).then_some(done);
                return Ok(found);
            }
        }
        Ok(found)
    }

    /// Returns where to look for matches.
    fn source(&self, last: i64) -> Source {
        let me = self.me;
        if self.filters.saved == Some(true) {
            return Source::Saved(me);
        }
        if self.filters.pinned == Some(true) {
            return Source::Pinned(me);
        }
        let mut expression = self.expression.clone();
        let sees_little = self.events.saturating_mul(FEW) < last.unsigned_abs();
        if let Some(rooms) = self.rooms.as_ref().filter(|_| sees_little) {
            expression.with_any(rooms.iter().copied());
        }
        Source::Index {
            windows: !expression.joins_words(),
            query: expression.engine_query(),
        }
    }

    /// Adds those of the hits that the person may see and that match. Returns the number at which it ended because there are
    /// enough.
    async fn check(
        &self,
        connection: &mut SqliteConnection,
        hits: &[i64],
        most: usize,
        found: &mut Found,
    ) -> Result<Option<i64>, StoreError> {
        if hits.is_empty() {
            return Ok(None);
        }
        let marked = self.filters.saved == Some(true) || self.filters.pinned == Some(true);
        for candidate in self.visible(&mut *connection, hits, most, found).await? {
            // The index was not asked about saved and pinned messages.
            if marked {
                let document = documents::document_of(&mut *connection, &candidate.message).await?;
                if !self.expression.fits(&document) {
                    continue;
                }
            }
            if found.candidates.len() == most {
                let last = found.candidates.last();
                return Ok(last.map(|last| last.number));
            }
            found.candidates.push(candidate);
        }
        Ok(None)
    }

    /// Returns those of the hits that the person may see and that have what the operators ask, as many as may be needed.
    async fn visible(
        &self,
        connection: &mut SqliteConnection,
        hits: &[i64],
        most: usize,
        found: &Found,
    ) -> Result<Vec<Candidate>, StoreError> {
        let numbers = sql::json(&hits)?;
        let (thread, pinned, saved) =
            (self.filters.thread, self.filters.pinned, self.filters.saved);
        let mut rows = sqlx::query!(
            r#"SELECT m.number AS "number!", m.id, m.seq, m.room, m.author, m.client_id, m.body, m.at, m.edited_at, m.reply_to,
                      m.in_room AS "in_room!: bool"
               FROM json_each(?1) n CROSS JOIN messages m ON m.number = n.value
               CROSS JOIN memberships s ON s.room = m.room AND s.person = ?2
               WHERE m.deleted_at IS NULL
                 AND (?3 IS NULL OR ?3 = (m.reply_to IS NOT NULL OR EXISTS (SELECT 1 FROM threads t WHERE t.root = m.id)))
                 AND (?4 IS NULL OR ?4 = EXISTS (SELECT 1 FROM pins p WHERE p.message = m.id))
                 AND (?5 IS NULL OR ?5 = EXISTS (SELECT 1 FROM saved v WHERE v.person = ?2 AND v.message = m.id))"#,
            numbers,
            self.me.0,
            thread,
            pinned,
            saved
        )
        .fetch(connection);
        // One more tells whether there are more. What the index was not asked about may still fail.
        let marked = saved == Some(true) || pinned == Some(true);
        let wanted = most + 1 - found.candidates.len();
        let mut candidates = Vec::new();
        while (marked || candidates.len() < wanted)
            && let Some(row) = rows.try_next().await?
        {
            let message = StoredMessage {
                id: MessageId(row.id),
                seq: crate::store::from_sql(row.seq),
                room: RoomId(row.room),
                author: UserId(row.author),
                client_id: ClientId(row.client_id),
                body: row.body,
                at: Timestamp(row.at),
                edited_at: row.edited_at.map(Timestamp),
                deleted: false,
                reply_to: row.reply_to.map(MessageId),
                in_room: row.in_room,
            };
            if self.filters.admit(&message) {
                let number = row.number;
                candidates.push(Candidate { number, message });
            }
        }
        Ok(candidates)
    }
}
