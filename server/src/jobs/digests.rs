//! Mails people what was unread for a while.

use super::RETRY;
use crate::{
    app_state::AppState,
    mail::{Mailer, digest},
    notify::digest_item,
    store::StoreError,
};
use chrono::Utc;
use protocol::{Timestamp, User};
use std::time::Duration;
use tokio::time::sleep;

/// Messages that wait longer than this, because the mail server does not answer, are dropped.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Mails what is due until the server stops, including what an earlier run left.
pub(super) async fn run(state: AppState) -> Result<(), StoreError> {
    let Some(mailer) = state.mailer.clone() else {
        state.stopping.cancelled().await;
        return Ok(());
    };
    loop {
        let pause = match round(&state, &mailer).await {
            Ok(()) => state.tuning.digest_every,
            Err(StoreError::CannotSave | StoreError::Busy) => RETRY,
            Err(error) => return Err(error),
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}

/// Mails all people for whom something is due, one after the other.
async fn round(state: &AppState, mailer: &Mailer) -> Result<(), StoreError> {
    let before = ago(state.tuning.digest_after);
    let mut last = None;
    loop {
        let people = state.store.due_digests(before, last).await?;
        let Some(person) = people.last() else {
            return Ok(());
        };
        last = Some(person.id);
        for person in people {
            mail(state, mailer, person).await?;
        }
    }
}

async fn mail(state: &AppState, mailer: &Mailer, person: User) -> Result<(), StoreError> {
    let mut items = Vec::new();
    let (mut done, mut late) = (Vec::new(), Vec::new());
    for message in state.store.digest_items(person.id).await? {
        done.push(message.id);
        if message.at < ago(LONGEST) {
            late.push(message.id);
        } else if let Some(item) = digest_item(state, &message, person.id).await? {
            items.push(item);
        }
    }
    if !items.is_empty()
        && let Some(workspace) = state.store.workspace().await?
    {
        let unsubscribe = format!("{}{}", mailer.origin, state.unsubscribe.path(person.id));
        let language = state.store.language(person.id).await?;
        let mail = digest(
            language.texts(),
            person.email,
            &workspace.name,
            &mailer.origin,
            &items,
            unsubscribe,
        );
        if let Err(error) = mailer.send(mail).await {
            tracing::warn!(user = %person.id, %error, "a digest could not be mailed");
            if error.is_passing() {
                // The next round tries again.
                return state.store.remove_digest_items(person.id, late).await;
            }
        }
    }
    state.store.remove_digest_items(person.id, done).await
}

/// Returns the time that was so long ago.
fn ago(time: Duration) -> Timestamp {
    let time = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
    Timestamp(Utc::now().timestamp_millis().saturating_sub(time))
}
