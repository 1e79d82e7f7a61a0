//! What the handlers share.

use crate::{
    config::Config,
    files::{Files, uploads::Uploads},
    http::{assets::Site, rate_limit::RateLimits, setup_code::SetupCode},
    jobs::supervisor::Supervisor,
    live::{allowance::Allowances, hub::Hub, transport::Links},
    password::Passwords,
    preview::Pictures,
    store::Store,
    tuning::Tuning,
};
use std::sync::Arc;
use tokio::sync::Notify;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// What every handler may need; clones share it.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) config: Arc<Config>,
    pub(crate) tuning: Arc<Tuning>,
    pub(crate) store: Store,
    pub(crate) files: Files,
    pub(crate) uploads: Uploads,
    pub(crate) hub: Arc<Hub>,
    pub(crate) passwords: Passwords,
    /// The pictures of previews.
    pub(crate) pictures: Pictures,
    pub(crate) rate_limits: Arc<RateLimits>,
    /// What sets the server up from elsewhere, where it was not set up at its start.
    pub(crate) setup_code: Option<Arc<SetupCode>>,
    pub(crate) supervisor: Supervisor,
    /// What each person who is signed in may ask at once.
    pub(crate) allowances: Arc<Allowances>,
    pub(crate) site: Arc<Site>,
    /// Told when something is to happen at a time, which may be due before anything else.
    pub(crate) planned: Arc<Notify>,
    /// Told when a room is deleted, whose content is to be erased.
    pub(crate) room_deleted: Arc<Notify>,
    /// Cancelled when the server begins to stop.
    pub(crate) stopping: CancellationToken,
    /// Where clients without a WebSocket send to.
    pub(crate) links: Arc<Links>,
    /// The open connections.
    pub(crate) sockets: TaskTracker,
}
