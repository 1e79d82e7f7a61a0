//! Scheduled messages: they wait for their time, and are then sent as any other message is.

mod obstacle;
mod planning;
mod rows;
mod sending;

pub(crate) use planning::Planned;
pub(super) use rows::{fill, of_person, remove};
pub(super) use sending::send_due;

use super::{Store, StoreError, post::Post, text::Text};
use planning::{reschedule, schedule, unschedule};
use protocol::{
    ClientId, Message, NewMessage, Scheduled, Timestamp, UserId, request::ScheduledChange,
};
use sending::send_now;

impl Store {
    /// Returns a person's scheduled messages, in the order of their times.
    pub(crate) async fn scheduled(&self, user: UserId) -> Result<Vec<Scheduled>, StoreError> {
        of_person(&mut *self.view().await?, user).await
    }

    /// Schedules a message once: a repeat of its `client_id` yields the first one.
    ///
    /// Fails as [`Store::send`] does if the message could not be sent now, and with `Conflict` if the `client_id` was scheduled
    /// with something else; `NotAhead`, `TooManyScheduled`, `TooMuchScheduled`.
    pub(crate) async fn schedule(
        &self,
        author: UserId,
        message: NewMessage,
        typed: Option<&str>,
        at: Timestamp,
    ) -> Result<Planned, StoreError> {
        // The people notified by `@here` are found when it is sent.
        let post = Post::new(author, message, typed, Vec::new());
        submit!(self, schedule(post, at)).await
    }

    /// Changes the text or the time of a scheduled message. A new time removes an obstacle.
    ///
    /// `NotFound` if the person has no such message or it was sent; `Empty`, `Invisible`, `TooLong`, `NotAhead`,
    /// `TooMuchScheduled`.
    pub(crate) async fn reschedule(
        &self,
        author: UserId,
        id: ClientId,
        changes: ScheduledChange,
    ) -> Result<Scheduled, StoreError> {
        let text = changes.body.map(Text::read);
        submit!(self, reschedule(author, id, text, changes.at)).await
    }

    /// Discards a scheduled message, with its files. `NotFound` if the person has no such message or it was sent.
    pub(crate) async fn unschedule(&self, author: UserId, id: ClientId) -> Result<(), StoreError> {
        submit!(self, unschedule(author, id)).await
    }

    /// Sends a scheduled message now; `@here` notifies the people who are `active`. If it cannot be sent it stays scheduled, and
    /// this fails as [`Store::send`] does.
    pub(crate) async fn send_scheduled(
        &self,
        author: UserId,
        id: ClientId,
        active: Vec<UserId>,
    ) -> Result<Message, StoreError> {
        submit!(self, send_now(author, id, active)).await
    }
}
