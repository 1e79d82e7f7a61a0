//! Sends queued notifications to devices.

use super::RETRY;
use crate::{
    app_state::AppState,
    notify::{after, notification_now},
    push::{PushOutcome, path_of, payload},
    store::{DuePush, StoreError},
};
use chrono::Utc;
use protocol::{PushDeviceId, UserId};
use std::{collections::HashMap, time::Duration};
use tokio::{
    task::{Id, JoinSet},
    time::sleep,
};

/// The most requests at once: in all, and for one person, whose push service may be slow.
const AT_ONCE: usize = 32;
const AT_ONCE_OF_PERSON: usize = 4;
/// The most pushes that are looked at together.
const LOOKED_AT: u32 = 200;
/// How often a push is sent before it is given up.
const ATTEMPTS: u32 = 6;
/// The longest pause before a push is sent again, whatever the push service says.
const LONGEST_WAIT: Duration = Duration::from_secs(60 * 60);
/// The longest pause, however far away the next push is: the clock may be set.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The pushes that are being sent.
#[derive(Default)]
struct Sending {
    tasks: JoinSet<Result<(), StoreError>>,
    devices: HashMap<Id, (PushDeviceId, UserId)>,
}

impl Sending {
    /// Returns whether another push may be sent: not two to one device, so that they arrive in order.
    fn admits(&self, push: &DuePush) -> bool {
        let of_person = |(_, person): &&(PushDeviceId, UserId)| *person == push.person;
        let mut devices = self.devices.values();
        self.tasks.len() < AT_ONCE
            && devices.all(|(device, _)| *device != push.device)
            && self.devices.values().filter(of_person).count() < AT_ONCE_OF_PERSON
    }

    fn start(&mut self, state: &AppState, push: DuePush) {
        let (device, person) = (push.device, push.person);
        let task = self.tasks.spawn(send(state.clone(), push));
        self.devices.insert(task.id(), (device, person));
    }

    /// Waits until one is done. An error is the database's.
    async fn done(&mut self) -> Result<(), StoreError> {
        let (task, result) = match self.tasks.join_next_with_id().await {
            Some(Ok((task, result))) => (task, result),
            Some(Err(error)) => {
                tracing::error!(%error, "a push task failed");
                (error.id(), Ok(()))
            }
            None => return std::future::pending().await,
        };
        self.devices.remove(&task);
        result
    }
}

/// Sends pushes when they are due until the server stops, including those that an earlier run left.
pub(super) async fn run(state: AppState) -> Result<(), StoreError> {
    let mut sending = Sending::default();
    loop {
        for push in state.store.due_pushes(LOOKED_AT).await? {
            if sending.admits(&push) {
                sending.start(&state, push);
            }
        }
        let pause = pause(&state, &sending).await?;
        let failed = tokio::select! {
            done = sending.done() => done,
            () = sleep(pause) => Ok(()),
            () = state.pushes_queued.notified() => Ok(()),
            () = state.stopping.cancelled() => return Ok(()),
        };
        match failed {
            Ok(()) => {}
            Err(StoreError::CannotSave | StoreError::Busy) => sleep(RETRY).await,
            Err(error) => return Err(error),
        }
    }
}

/// Returns how long nothing is to be done unless something happens.
async fn pause(state: &AppState, sending: &Sending) -> Result<Duration, StoreError> {
    // What is due waits for one that is being sent.
    if !sending.devices.is_empty() {
        return Ok(LONGEST_PAUSE);
    }
    let next = state.store.next_push().await?;
    Ok(next.map_or(LONGEST_PAUSE, |next| {
        let wait = next.millis() - Utc::now().timestamp_millis();
        Duration::from_millis(u64::try_from(wait).unwrap_or(0)).min(LONGEST_PAUSE)
    }))
}

/// Sends a push, unless the person does not need it any more, and records the outcome.
async fn send(state: AppState, push: DuePush) -> Result<(), StoreError> {
    let store = &state.store;
    let (device, message) = (push.device, push.message.id);
    let Some(notification) = notification_now(&state, &push.message, push.person).await? else {
        return store.remove_push(device, message).await;
    };
    let outcome = state
        .pusher
        .send(
            &push.address,
            payload(&notification, &path_of(&notification)),
        )
        .await;
    match outcome {
        PushOutcome::Gone => match store.remove_push_device(push.person, device).await {
            Err(StoreError::NotFound) => Ok(()),
            removed => removed,
        },
        PushOutcome::Later(wait) if push.attempts + 1 < ATTEMPTS => {
            let pause = state.tuning.push_retry * 4_u32.pow(push.attempts.min(8));
            let wait = wait.unwrap_or_default().max(pause).min(LONGEST_WAIT);
            store.delay_push(device, message, after(wait)).await
        }
        PushOutcome::Accepted | PushOutcome::Refused | PushOutcome::Later(_) => {
            store.remove_push(device, message).await
        }
    }
}
