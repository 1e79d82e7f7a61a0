//! Tasks that run for as long as the server does.

mod digests;
mod due;
mod indexing;
mod log_trim;
mod notifications;
mod presence;
mod preview_cleanup;
mod pushes;
pub(crate) mod removal;
mod room_erasure;
mod scrubbing;
pub(crate) mod supervisor;
pub(crate) mod turns;

use crate::{
    app_state::AppState,
    preview::{self, PreviewRequest, Previewer},
};
use removal::Freed;
use std::{sync::Arc, time::Duration};
use tokio::sync::{Mutex, mpsc};

/// The pause after the database could not save a change, which was not urgent.
const RETRY: Duration = Duration::from_secs(5);

/// Queues from the store to the tasks.
pub(crate) struct Queues {
    pub(crate) freed: Freed,
    pub(crate) preview_requests: mpsc::Receiver<PreviewRequest>,
}

/// Starts all tasks. The supervisor restarts a task that ends, and so each closure clones what its task needs.
pub(crate) fn start(state: &AppState, queues: Queues) {
    let tasks = &state.supervisor;
    let shared = state.clone();
    tasks.spawn("trim", move || log_trim::run(shared.clone()));
    let shared = state.clone();
    tasks.spawn("presence", move || presence::run(shared.clone()));
    let shared = state.clone();
    tasks.spawn("due", move || due::run(shared.clone()));
    let (shared, freed) = (state.clone(), Arc::new(Mutex::new(queues.freed)));
    tasks.spawn("removal", move || {
        removal::run(shared.clone(), Arc::clone(&freed))
    });
    let shared = state.clone();
    tasks.spawn("cleanup", move || preview_cleanup::run(shared.clone()));
    let shared = state.clone();
    tasks.spawn("indexing", move || indexing::run(shared.clone()));
    let shared = state.clone();
    tasks.spawn("scrubbing", move || scrubbing::run(shared.clone()));
    let shared = state.clone();
    tasks.spawn("room erasure", move || room_erasure::run(shared.clone()));
    let shared = state.clone();
    tasks.spawn("notifications", move || notifications::run(shared.clone()));
    let shared = state.clone();
    tasks.spawn("digests", move || digests::run(shared.clone()));
    let shared = state.clone();
    tasks.spawn("pushes", move || pushes::run(shared.clone()));
    if state.config.link_previews {
        let previewer = previewer(state);
        let requests = Arc::new(Mutex::new(queues.preview_requests));
        let stopping = state.stopping.clone();
        tasks.spawn("previews", move || {
            preview::run(previewer.clone(), Arc::clone(&requests), stopping.clone())
        });
    }
}

fn previewer(state: &AppState) -> Previewer {
    let config = &state.config;
    let (exceptions, own) = (config.preview_hosts.clone(), config.origin.clone());
    let kept = (state.pictures.clone(), state.files.space().clone());
    Previewer::new(state.store.clone(), kept, exceptions, own)
}
