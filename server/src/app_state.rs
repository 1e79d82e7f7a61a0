use crate::{
    assets::Site, config::Config, hub::Hub, password::Passwords, rate_limit::RateLimits,
    store::Store, tuning::Tuning,
};
use std::sync::Arc;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// What every handler may need; clones share it.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) config: Arc<Config>,
    pub(crate) tuning: Arc<Tuning>,
    pub(crate) store: Store,
    pub(crate) hub: Arc<Hub>,
    pub(crate) passwords: Passwords,
    pub(crate) rate_limits: Arc<RateLimits>,
    pub(crate) site: Arc<Site>,
    /// Cancelled when the server begins to stop.
    pub(crate) stopping: CancellationToken,
    /// The open sockets.
    pub(crate) sockets: TaskTracker,
}
