//! Actions at a set time: scheduled messages are sent, reminders come, statuses end.

use super::{
    Store, StoreError, now, reminders::remind_due, scheduled::send_due, statuses::end_statuses,
};
use protocol::{Timestamp, UserId};

impl Store {
    /// Does what is due, some at a time; `@here` notifies the people who are `active`. Returns when the next is due.
    pub(crate) async fn do_due(
        &self,
        active: Vec<UserId>,
    ) -> Result<Option<Timestamp>, StoreError> {
        // Most of the time nothing is due, and a read is cheap.
        let next = self.next_due().await?;
        if next.is_none_or(|next| next > now()) {
            return Ok(next);
        }
        let sent = submit!(self, send_due(active));
        let reminded = submit!(self, remind_due());
        let ended = submit!(self, end_statuses());
        // An error of one kind does not hold up the others.
        let (sent, reminded, ended) = tokio::join!(sent, reminded, ended);
        sent.and(reminded).and(ended)?;
        self.next_due().await
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let next = sqlx::query_scalar!(
            r#"SELECT min(at) AS "next: i64" FROM (
                   SELECT min(at) AS at FROM scheduled WHERE obstacle IS NULL
                   UNION ALL SELECT min(remind_at) FROM saved WHERE remind_at IS NOT NULL AND due = 0
                   UNION ALL SELECT min(status_until) FROM people WHERE status_until IS NOT NULL
               )"#
        )
        .fetch_one(&self.readers)
        .await?;
        Ok(next.map(Timestamp))
    }
}
