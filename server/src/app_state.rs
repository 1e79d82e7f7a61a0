//! State shared by the handlers and tasks.

use crate::{
    config::Config,
    files::{Files, uploads::Uploads},
    http::{assets::Site, rate_limit::RateLimits, setup_code::SetupCode},
    jobs::supervisor::Supervisor,
    live::{allowance::Allowances, hub::Hub, transport::Links},
    mail::{Mailer, UnsubscribeKey},
    password::Passwords,
    preview::Pictures,
    push::Pusher,
    store::Store,
    tuning::Tuning,
};
use std::sync::Arc;
use tokio::sync::Notify;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// State shared by all handlers and tasks. Clones share it.
#[derive(Clone)]
pub(crate) struct AppState {
    pub(crate) config: Arc<Config>,
    pub(crate) tuning: Arc<Tuning>,
    pub(crate) store: Store,
    pub(crate) files: Files,
    pub(crate) uploads: Uploads,
    pub(crate) hub: Arc<Hub>,
    pub(crate) passwords: Passwords,
    /// Pictures of previews and people.
    pub(crate) pictures: Pictures,
    pub(crate) rate_limits: Arc<RateLimits>,
    /// Required for the first run from another machine. `None` if the server was set up when it started.
    pub(crate) setup_code: Option<Arc<SetupCode>>,
    pub(crate) supervisor: Supervisor,
    /// Each signed-in person's allowance of requests and frames.
    pub(crate) allowances: Arc<Allowances>,
    pub(crate) site: Arc<Site>,
    /// Notified when something new is planned for a time, which may come before the next known one.
    pub(crate) planned: Arc<Notify>,
    /// Notified when a room is deleted, so that its content is erased.
    pub(crate) room_deleted: Arc<Notify>,
    /// Notified when words are removed from the index.
    pub(crate) unindexed: Arc<Notify>,
    /// Notified when messages are stored, of which people may be notified.
    pub(crate) messages_stored: Arc<Notify>,
    /// Notified when pushes are queued.
    pub(crate) pushes_queued: Arc<Notify>,
    pub(crate) pusher: Arc<Pusher>,
    /// `None` without a mail server.
    pub(crate) mailer: Option<Arc<Mailer>>,
    /// The key of the links that end mails.
    pub(crate) unsubscribe: Arc<UnsubscribeKey>,
    /// Cancelled when the server begins to stop.
    pub(crate) stopping: CancellationToken,
    /// Connections without a WebSocket.
    pub(crate) links: Arc<Links>,
    /// Tasks of the open sockets.
    pub(crate) sockets: TaskTracker,
}
