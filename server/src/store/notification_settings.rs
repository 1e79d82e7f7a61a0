//! People's settings for notifications.

use super::{Store, StoreError, digests};
use crate::store::engine::change::Tx;
use protocol::{
    EventKind, NotificationHours, NotificationSettings, StreamId, Timestamp, UserId, Weekday,
};
use sqlx::SqliteConnection;

/// A row of the settings, of which a person may have none.
#[derive(Debug, Default)]
pub(super) struct SettingsRow {
    pub(super) days: Option<i64>,
    pub(super) from_minute: Option<i64>,
    pub(super) until_minute: Option<i64>,
    pub(super) time_zone: Option<String>,
    pub(super) paused_until: Option<i64>,
    pub(super) hide_texts: Option<bool>,
    pub(super) digest: Option<bool>,
}

impl Store {
    /// Replaces a person's settings for notifications, which the caller has validated. Emits no event if nothing changes.
    pub(crate) async fn set_notifications(
        &self,
        user: UserId,
        settings: NotificationSettings,
    ) -> Result<(), StoreError> {
        submit!(self, set_notifications(user, settings)).await
    }
}

/// Returns a person's settings for notifications.
pub(super) async fn of_person(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<NotificationSettings, StoreError> {
    let row = sqlx::query_as!(
        SettingsRow,
        r#"SELECT days, from_minute, until_minute, time_zone, paused_until, hide_texts AS "hide_texts?: bool",
               digest AS "digest?: bool"
           FROM notification_settings WHERE person = ?"#,
        user.0
    )
    .fetch_optional(connection)
    .await?;
    row.unwrap_or_default().settings()
}

impl SettingsRow {
    pub(super) fn settings(self) -> Result<NotificationSettings, StoreError> {
        let hours = match (self.days, self.from_minute, self.until_minute) {
            (Some(days), Some(from), Some(until)) => Some(NotificationHours {
                days: days_of(days),
                from: minute(from)?,
                until: minute(until)?,
                time_zone: self.time_zone,
            }),
            _ => None,
        };
        Ok(NotificationSettings {
            hours,
            paused_until: self.paused_until.map(Timestamp),
            hide_texts: self.hide_texts.unwrap_or_default(),
            digest: self.digest.unwrap_or_default(),
        })
    }
}

fn minute(stored: i64) -> Result<u16, StoreError> {
    u16::try_from(stored).map_err(|_| StoreError::Corrupt("minute of the day"))
}

fn days_of(bits: i64) -> Vec<Weekday> {
    let days = (0..).zip(Weekday::ALL);
    days.filter(|(place, _)| bits & (1 << place) != 0)
        .map(|(_, day)| day)
        .collect()
}

fn bits_of(days: &[Weekday]) -> i64 {
    let all = (0..).zip(Weekday::ALL);
    all.filter(|(_, day)| days.contains(day))
        .fold(0, |bits, (place, _)| bits | (1 << place))
}

pub(super) async fn set_notifications(
    tx: &mut Tx<'_>,
    user: UserId,
    mut settings: NotificationSettings,
) -> Result<(), StoreError> {
    if let Some(hours) = &mut settings.hours {
        // In one order, each once.
        hours.days = days_of(bits_of(&hours.days));
    }
    if of_person(tx, user).await? == settings {
        return Ok(());
    }
    let hours = settings.hours.as_ref();
    let days = hours.map(|hours| bits_of(&hours.days));
    let from = hours.map(|hours| i64::from(hours.from));
    let until = hours.map(|hours| i64::from(hours.until));
    let zone = hours.and_then(|hours| hours.time_zone.as_deref());
    let paused_until = settings.paused_until.map(Timestamp::millis);
    sqlx::query!(
        "INSERT INTO notification_settings
             (person, days, from_minute, until_minute, time_zone, paused_until, hide_texts, digest)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (person) DO UPDATE SET days = excluded.days, from_minute = excluded.from_minute,
             until_minute = excluded.until_minute, time_zone = excluded.time_zone,
             paused_until = excluded.paused_until, hide_texts = excluded.hide_texts,
             digest = excluded.digest",
        user.0,
        days,
        from,
        until,
        zone,
        paused_until,
        settings.hide_texts,
        settings.digest
    )
    .execute(&mut **tx)
    .await?;
    if !settings.digest {
        digests::clear(tx, user).await?;
    }
    let changed = EventKind::NotificationsChanged { settings };
    tx.emit(StreamId::User(user), user, changed).await?;
    Ok(())
}
