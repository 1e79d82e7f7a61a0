//! What the notifier asks of the database: new messages, and what decides whether their readers are notified.

use super::{
    Store, StoreError, digests, from_sql, notification_settings::SettingsRow, preferences::level,
    push_devices, pushes, to_sql,
};
use crate::{
    notify::{Facts, MentionKind, comes_now},
    store::engine::{change::Tx, sql},
};
use protocol::{MessageId, RoomId, Timestamp, UserId};
use sqlx::{SqliteConnection, types::Uuid};

/// The most messages that are handled together, and the most that a start looks back over.
const MESSAGES: i64 = 200;
const LOOK_BACK: i64 = 1000;

/// A message of which people may be notified.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewMessage {
    /// Its place in the order in which messages were stored.
    pub(crate) place: i64,
    pub(crate) id: MessageId,
    pub(crate) room: RoomId,
    pub(crate) seq: u64,
    pub(crate) author: UserId,
    pub(crate) reply_to: Option<MessageId>,
    pub(crate) in_room: bool,
    pub(crate) at: Timestamp,
}

/// A member of the message's room, as far as the database knows what decides. What they look at is not in it.
#[derive(Clone, Debug)]
pub(crate) struct Recipient {
    pub(crate) person: UserId,
    pub(crate) facts: Facts,
    pub(crate) guest: bool,
    /// Whether the person has a device to push to.
    pub(crate) has_devices: bool,
    pub(crate) hide_texts: bool,
    /// Whether the person wants mails.
    pub(crate) digest: bool,
}

impl Store {
    /// Returns the place of the last message that needs no notification any more.
    pub(crate) async fn notified_to(&self) -> Result<i64, StoreError> {
        let place = sqlx::query_scalar!(
            r#"SELECT max(
                   coalesce((SELECT message FROM notified), 0),
                   coalesce((SELECT max(rowid) FROM messages), 0) - ?
               ) AS "place!: i64""#,
            LOOK_BACK
        )
        .fetch_one(&self.readers)
        .await?;
        Ok(place)
    }

    /// Returns the messages that were stored after another one, in their order, up to a bound.
    pub(crate) async fn messages_after(&self, place: i64) -> Result<Vec<NewMessage>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT rowid AS "place!: i64", id, room, seq, author, reply_to, in_room AS "in_room: bool", at
               FROM messages WHERE rowid > ? ORDER BY rowid LIMIT ?"#,
            place,
            MESSAGES
        )
        .fetch_all(&self.readers)
        .await?;
        let messages = rows.into_iter().map(|row| NewMessage {
            place: row.place,
            id: MessageId(row.id),
            room: RoomId(row.room),
            seq: from_sql(row.seq),
            author: UserId(row.author),
            reply_to: row.reply_to.map(MessageId),
            in_room: row.in_room,
            at: Timestamp(row.at),
        });
        Ok(messages.collect())
    }

    /// Returns the members of a message's room who have a device to push to or are `alerted`.
    pub(crate) async fn recipients(
        &self,
        message: &NewMessage,
        alerted: &[UserId],
    ) -> Result<Vec<Recipient>, StoreError> {
        let mut view = self.view().await?;
        let keys: Vec<_> = alerted.iter().copied().map(sql::hex).collect();
        recipients(&mut view, message, Some(sql::json(&keys)?), None).await
    }

    /// Returns one member of a message's room. `None` if they have left it.
    pub(crate) async fn recipient(
        &self,
        message: &NewMessage,
        person: UserId,
    ) -> Result<Option<Recipient>, StoreError> {
        let mut view = self.view().await?;
        Ok(recipients(&mut view, message, None, Some(person))
            .await?
            .pop())
    }

    /// Queues pushes of a message to all devices of people, and messages for their mails, and records that messages up to a place need no notification any
    /// more. Each push has the time at which it is sent.
    pub(crate) async fn notified(
        &self,
        place: i64,
        pushes: Vec<(UserId, MessageId, Timestamp)>,
        digests: Vec<(UserId, MessageId)>,
    ) -> Result<(), StoreError> {
        submit!(self, notified(place, pushes, digests)).await
    }
}

async fn notified(
    tx: &mut Tx<'_>,
    place: i64,
    pushes: Vec<(UserId, MessageId, Timestamp)>,
    digests: Vec<(UserId, MessageId)>,
) -> Result<(), StoreError> {
    for (person, message) in digests {
        digests::add(tx, person, message).await?;
    }
    for (person, message, due) in pushes {
        for device in push_devices::of_person(tx, person).await? {
            pushes::add(tx, device, message, due).await?;
        }
    }
    sqlx::query!(
        "INSERT INTO notified (only, message) VALUES (1, ?)
         ON CONFLICT (only) DO UPDATE SET message = excluded.message",
        place
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Returns the members of a message's room among the `alerted` and those with devices, or the one `person`.
async fn recipients(
    connection: &mut SqliteConnection,
    message: &NewMessage,
    alerted: Option<String>,
    person: Option<UserId>,
) -> Result<Vec<Recipient>, StoreError> {
    let (seq, root) = (to_sql(message.seq), message.reply_to.map(|root| root.0));
    let (person, now) = (person.map(|person| person.0), sql::now());
    let rows = sqlx::query!(
        r#"WITH candidates AS (
               SELECT ?1 AS person WHERE ?1 IS NOT NULL
               UNION ALL SELECT person FROM memberships m
               WHERE ?1 IS NULL AND m.room = ?3
                 AND (EXISTS (SELECT 1 FROM push_devices WHERE person = m.person)
                   OR EXISTS (SELECT 1 FROM notification_settings WHERE person = m.person AND digest = 1)
                   OR m.person IN (SELECT unhex(value) FROM json_each(coalesce(?2, '[]'))))
           )
           SELECT m.person AS "person!: Uuid", m.level AS "level!: String", p.guest AS "guest!: bool",
               p.time_zone AS "own_zone?: String",
               p.banned_at IS NOT NULL OR p.deactivated_at IS NOT NULL AS "shut_out!: bool",
               (SELECT direct_key IS NOT NULL FROM rooms WHERE id = ?3) AS "direct!: bool",
               coalesce(r.seq, 0) >= ?4 AS "read_in_room!: bool",
               coalesce(f.following, 0) AS "follows!: bool",
               coalesce(f.seq, 0) >= ?4 AS "read_in_thread!: bool",
               EXISTS (SELECT 1 FROM mentions WHERE room = ?3 AND person = m.person AND seq = ?4) AS "mentioned!: bool",
               EXISTS (SELECT 1 FROM mentions WHERE room = ?3 AND person = zeroblob(16) AND seq = ?4) AS "everyone!: bool",
               s.days AS "days?: i64", s.from_minute AS "from_minute?: i64", s.until_minute AS "until_minute?: i64",
               s.time_zone AS "time_zone?: String", s.paused_until AS "paused_until?: i64",
               s.hide_texts AS "hide_texts?: bool", s.digest AS "digest?: bool",
               EXISTS (SELECT 1 FROM push_devices WHERE person = m.person) AS "has_devices!: bool"
           FROM candidates c
           JOIN memberships m ON m.room = ?3 AND m.person = c.person
           JOIN people p ON p.id = m.person
           LEFT JOIN reads r ON r.room = m.room AND r.person = m.person
           LEFT JOIN follows f ON f.thread = ?5 AND f.person = m.person
           LEFT JOIN notification_settings s ON s.person = m.person"#,
        person,
        alerted,
        message.room.0,
        seq,
        root
    )
    .fetch_all(connection)
    .await?;
    let mut recipients = Vec::with_capacity(rows.len());
    for row in rows {
        let settings = SettingsRow {
            days: row.days,
            from_minute: row.from_minute,
            until_minute: row.until_minute,
            time_zone: row.time_zone,
            paused_until: row.paused_until,
            hide_texts: row.hide_texts,
            digest: row.digest,
        }
        .settings()?;
        let mention = match (row.mentioned, row.everyone) {
            (true, _) => Some(MentionKind::Person),
            (false, true) => Some(MentionKind::Everyone),
            (false, false) => None,
        };
        recipients.push(Recipient {
            person: UserId(row.person),
            facts: Facts {
                own: UserId(row.person) == message.author,
                shut_out: row.shut_out,
                level: level(&row.level)?,
                direct: row.direct,
                in_room: message.in_room,
                mention,
                follows: row.follows,
                read: (message.in_room && row.read_in_room)
                    || (message.reply_to.is_some() && row.read_in_thread),
                do_not_disturb: !comes_now(&settings, row.own_zone.as_deref(), now),
                looks_at_it: false,
                looks_elsewhere: false,
            },
            guest: row.guest,
            has_devices: row.has_devices,
            hide_texts: settings.hide_texts,
            digest: settings.digest,
        });
    }
    Ok(recipients)
}
