//! Notifies the people of new messages: decides by the rules, tells open pages and queues pushes for closed ones.

use super::rules::{Decision, Facts, Hurry, decide};
use crate::{
    app_state::AppState,
    live::hub::Watchers,
    store::{NewMessage, Recipient, StoreError, Words},
};
use chrono::Utc;
use protocol::{Conversation, MessageId, Notification, NotificationReason, Timestamp, UserId};
use std::time::Duration;

/// Messages older than this make no notification: the server was down, or had too much to do.
const LATE: Duration = Duration::from_secs(60 * 60);
/// Messages older than this are not shown by open pages, which have caught up by then.
const LATE_FOR_ALERTS: Duration = Duration::from_secs(60);
/// After so many messages without a push, the place is stored nevertheless.
const PLACES: i64 = 500;

/// Notifies people of messages, in the order in which they were stored.
pub(crate) struct Notifier {
    state: AppState,
    /// The last message that was handled.
    place: i64,
    /// The last place that is stored.
    stored: i64,
}

impl Notifier {
    /// Starts where the last run ended.
    pub(crate) async fn resume(state: AppState) -> Result<Self, StoreError> {
        let place = state.store.notified_to().await?;
        Ok(Self {
            state,
            place,
            stored: place,
        })
    }

    /// Handles the next messages. Returns whether there were any.
    pub(crate) async fn handle(&mut self) -> Result<bool, StoreError> {
        let messages = self.state.store.messages_after(self.place).await?;
        let Some(last) = messages.last().map(|message| message.place) else {
            return Ok(false);
        };
        let mut due = DueNotifications::default();
        if self.has_recipients().await? {
            for message in &messages {
                self.decide(message, &mut due).await?;
            }
        }
        let DueNotifications {
            alerts,
            pushes,
            digests,
        } = due;
        let pushed = !pushes.is_empty();
        let queued = pushed || !digests.is_empty();
        // Before the alerts: if it fails, all is decided again.
        if queued || last - self.stored >= PLACES {
            self.state.store.notified(last, pushes, digests).await?;
            self.stored = last;
        }
        if pushed {
            self.state.pushes_queued.notify_one();
        }
        for (person, notification) in alerts {
            self.state.hub.alert(person, notification);
        }
        self.place = last;
        Ok(true)
    }

    /// Returns whether anybody can be notified at all.
    async fn has_recipients(&self) -> Result<bool, StoreError> {
        let Self { state, .. } = self;
        Ok(state.hub.has_alerts()
            || state.store.has_push_devices().await?
            || (state.mailer.is_some() && state.store.has_digests().await?))
    }

    async fn decide(
        &self,
        message: &NewMessage,
        due: &mut DueNotifications,
    ) -> Result<(), StoreError> {
        let age = age(message);
        if age > LATE {
            return Ok(());
        }
        let watchers = self.state.hub.watchers(message.room);
        let alerted = match age > LATE_FOR_ALERTS {
            true => Vec::new(),
            false => watchers.alerted(),
        };
        let mut words = WordsCache::default();
        for recipient in self.state.store.recipients(message, &alerted).await? {
            let wants_mail = self.state.mailer.is_some() && recipient.digest;
            if wants_mail && mailed_reason(&recipient).is_some() {
                due.digests.push((recipient.person, message.id));
            }
            let Some(decision) = decision(message, &recipient, &watchers) else {
                continue;
            };
            let patience = match decision.hurry {
                Hurry::Now => Duration::ZERO,
                Hurry::IfStillUnread => self.state.tuning.push_patience,
            };
            if recipient.has_devices {
                due.pushes
                    .push((recipient.person, message.id, after(patience)));
            }
            if alerted.contains(&recipient.person)
                && let Some(words) = words.of(&self.state, message, &recipient).await?
            {
                let notification = notification(message, &recipient, decision.reason, words);
                due.alerts.push((recipient.person, notification));
            }
        }
        Ok(())
    }
}

/// What follows from some messages.
#[derive(Default)]
struct DueNotifications {
    /// Notifications for open pages.
    alerts: Vec<(UserId, Notification)>,
    /// Pushes, with the times at which they are sent.
    pushes: Vec<(UserId, MessageId, Timestamp)>,
    /// Messages for mails.
    digests: Vec<(UserId, MessageId)>,
}

/// Returns why a person is mailed a message. A mail disturbs nobody, so their hours do not count, and neither does what they
/// look at: whether they have read the message is asked again when the mail is sent.
fn mailed_reason(recipient: &Recipient) -> Option<NotificationReason> {
    let facts = Facts {
        do_not_disturb: false,
        ..recipient.facts
    };
    let reason = decide(facts)?.reason;
    let is_personal = matches!(
        reason,
        NotificationReason::Direct | NotificationReason::Mention | NotificationReason::Everyone
    );
    is_personal.then_some(reason)
}

/// Returns a message as a person is mailed it. `None` if it is read or deleted by now.
pub(crate) async fn digest_item(
    state: &AppState,
    message: &NewMessage,
    person: UserId,
) -> Result<Option<Notification>, StoreError> {
    let Some(recipient) = state.store.recipient(message, person).await? else {
        return Ok(None);
    };
    let Some(reason) = mailed_reason(&recipient) else {
        return Ok(None);
    };
    let words = WordsCache::default().of(state, message, &recipient).await?;
    Ok(words.map(|words| notification(message, &recipient, reason, words)))
}

/// Returns the notification that a device is to be sent now. `None` if the person does not need it any more.
pub(crate) async fn notification_now(
    state: &AppState,
    message: &NewMessage,
    person: UserId,
) -> Result<Option<Notification>, StoreError> {
    let Some(recipient) = state.store.recipient(message, person).await? else {
        return Ok(None);
    };
    let watchers = state.hub.watchers(message.room);
    let Some(decision) = decision(message, &recipient, &watchers) else {
        return Ok(None);
    };
    let words = WordsCache::default().of(state, message, &recipient).await?;
    Ok(words.map(|words| notification(message, &recipient, decision.reason, words)))
}

fn decision(message: &NewMessage, recipient: &Recipient, watchers: &Watchers) -> Option<Decision> {
    let room = Conversation::from(message.room);
    let mut shown = Vec::new();
    if message.in_room {
        shown.push(room);
    }
    if let Some(thread) = message.reply_to {
        shown.push(Conversation {
            thread: Some(thread),
            ..room
        });
    }
    let mut facts = recipient.facts;
    facts.looks_at_it = watchers.looks_at(recipient.person, &shown);
    facts.looks_elsewhere = watchers.watches(recipient.person);
    decide(facts)
}

fn notification(
    message: &NewMessage,
    recipient: &Recipient,
    reason: NotificationReason,
    words: Words,
) -> Notification {
    Notification {
        message: message.id,
        room: message.room,
        seq: message.seq,
        thread: message.reply_to.filter(|_| !message.in_room),
        reason,
        title: match words.room {
            Some(room) => format!("{} · {room}", words.author),
            None => words.author,
        },
        text: Some(words.text).filter(|_| !recipient.hide_texts),
    }
}

/// The words of one message, which are the same for everyone but guests.
#[derive(Default)]
struct WordsCache(Option<Option<Words>>);

impl WordsCache {
    /// Returns the words for a recipient. `None` if the message is deleted.
    async fn of(
        &mut self,
        state: &AppState,
        message: &NewMessage,
        recipient: &Recipient,
    ) -> Result<Option<Words>, StoreError> {
        if recipient.guest {
            let guest = Some(recipient.person);
            return state.store.notification_words(message.id, guest).await;
        }
        if let Some(words) = &self.0 {
            return Ok(words.clone());
        }
        let words = state.store.notification_words(message.id, None).await?;
        self.0 = Some(words.clone());
        Ok(words)
    }
}

fn age(message: &NewMessage) -> Duration {
    let age = Utc::now().timestamp_millis() - message.at.millis();
    Duration::from_millis(u64::try_from(age).unwrap_or(0))
}

/// Returns the time so long from now.
pub(crate) fn after(wait: Duration) -> Timestamp {
    let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    Timestamp(Utc::now().timestamp_millis().saturating_add(wait))
}
