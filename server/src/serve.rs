//! The server from its start to its last answer.

use crate::{
    app_state::AppState,
    config::Config,
    data_folder::{DataFolder, DataFolderError},
    files::{Files, uploads::Uploads},
    http::{assets::Site, listener, rate_limit::RateLimits, router::router, setup_code::SetupCode},
    jobs::{self, Queues, removal, supervisor::Supervisor},
    live::{allowance::Allowances, hub::Hub},
    mail::UnsubscribeKey,
    password::Passwords,
    preview::{self, Pictures},
    push::{PushKey, Pusher},
    store::{News, Store, StoreError},
    tuning::Tuning,
};
use protocol::{Event, EventKind};
use std::{error::Error, io, net::SocketAddr, sync::Arc};
use tokio::{net::TcpListener, sync::Notify, time::timeout};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Error of starting the server, or of serving.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(transparent)]
    DataFolder(#[from] DataFolderError),
    /// The database cannot be opened or migrated.
    #[error("the database: {0}")]
    Database(#[source] Box<dyn Error + Send + Sync>),
    #[error("serving: {0}")]
    Serving(#[from] io::Error),
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        Self::Database(error.into())
    }
}

/// Serves Hubbub on `listener` until `shutdown` completes, then finishes the changes and requests in progress.
///
/// # Errors
///
/// Fails if the data folder or the database cannot be used, or if the database's writer ends.
pub async fn serve(
    config: Config,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    serve_tuned(config, Tuning::default(), listener, shutdown).await
}

/// Serves as [`serve`] does, with other bounds than the defaults.
///
/// # Errors
///
/// As [`serve`].
pub async fn serve_tuned(
    config: Config,
    tuning: Tuning,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    // Leptos renders on this runtime. An error means that an earlier server has set it already.
    let _ = any_spawner::Executor::init_tokio();
    let folder = DataFolder::open(&config.data)?;
    let (state, queues) = state(config, tuning, &folder, listener.local_addr()?).await?;
    let stopping = state.stopping.clone();
    jobs::start(&state, queues);
    let stop = stopping.clone();
    tokio::spawn(async move {
        shutdown.await;
        stop.cancel();
    });
    let served = run(&state, listener, stopping).await;
    // Commits all accepted changes, however the connections ended.
    state.store.close().await;
    drop(folder);
    Ok(served?)
}

/// Opens the data folder's content and builds the state that the handlers share.
async fn state(
    config: Config,
    tuning: Tuning,
    folder: &DataFolder,
    address: SocketAddr,
) -> Result<(AppState, Queues), ServeError> {
    let hub = Arc::new(Hub::new(tuning.connection_queue, tuning.presence_grace));
    let publisher = Arc::clone(&hub);
    let (preview_queue, preview_requests) = preview::queue();
    let link_previews = config.link_previews;
    let unusable = |error| DataFolderError::Io {
        path: folder.path().to_owned(),
        error,
    };
    let files = Files::open(folder.path(), &tuning).map_err(unusable)?;
    let (free, freed) = removal::channel();
    let unindexed = Arc::new(Notify::new());
    let scrubber = Arc::clone(&unindexed);
    let messages_stored = Arc::new(Notify::new());
    let stored = Arc::clone(&messages_stored);
    let publish = Box::new(move |news: News| {
        if news.unindexed {
            scrubber.notify_one();
        }
        publisher.end(&news.ended);
        publisher.invalidate(&news.invalidated);
        if link_previews {
            preview_queue.push(&news.events);
        }
        let has_message =
            |(_, event): &(_, Event)| matches!(event.kind, EventKind::MessageCreated { .. });
        if news.events.iter().any(has_message) {
            stored.notify_one();
        }
        publisher.publish(news.events);
        for content in news.freed {
            // If the task has ended, the next start finds the orphaned content.
            let _ = free.send(content);
        }
    });
    let store = Store::open(&folder.database(), tuning.writer_queue, publish)
        .await?
        .with_answer_bytes(tuning.answer_bytes);
    let secret = store.push_key(PushKey::fresh()).await?;
    let key = PushKey::read(&secret).map_err(|error| ServeError::Database(error.into()))?;
    let stopping = CancellationToken::new();
    let setup_code = match store.workspace().await? {
        Some(_) => None,
        None => Some(SetupCode::of(folder.path()).map_err(unusable)?),
    };
    if let Some(code) = &setup_code {
        code.announce();
    }
    let uploads = Uploads::new(&tuning);
    let state = AppState {
        rate_limits: Arc::new(RateLimits::new(config.rate_limit)),
        supervisor: Supervisor::new(stopping.clone(), tuning.restart, tuning.steady),
        setup_code: setup_code.map(Arc::new),
        pictures: Pictures::in_folder(&config.data),
        allowances: Arc::new(Allowances::new(config.rate_limit, &tuning)),
        pusher: Arc::new(Pusher::new(key, &config)),
        mailer: config.mailer().map(Arc::new),
        unsubscribe: Arc::new(UnsubscribeKey::new(secret)),
        config: Arc::new(config),
        tuning: Arc::new(tuning),
        store,
        files,
        uploads,
        hub,
        passwords: Passwords::new(),
        site: Arc::new(Site::find(address)),
        links: Arc::default(),
        planned: Arc::default(),
        room_deleted: Arc::default(),
        unindexed,
        messages_stored,
        pushes_queued: Arc::default(),
        stopping,
        sockets: TaskTracker::new(),
    };
    Ok((
        state,
        Queues {
            freed,
            preview_requests,
        },
    ))
}

/// Serves until `stopping` is cancelled, then gives requests and sockets a bounded time to end.
async fn run(
    state: &AppState,
    listener: TcpListener,
    stopping: CancellationToken,
) -> io::Result<()> {
    let connections = TaskTracker::new();
    let accepting = listener::accept(
        listener,
        state.clone(),
        router(state.clone()),
        connections.clone(),
    );
    tokio::select! {
        never = accepting => match never {},
        // Without its writer the server cannot save anything: it must be restarted.
        () = state.store.ended() => return Err(io::Error::other("the database's writer has ended")),
        () = stopping.cancelled() => {}
    }
    tracing::info!("stopping");
    connections.close();
    state.sockets.close();
    let finish = async { tokio::join!(connections.wait(), state.sockets.wait()) };
    if timeout(state.tuning.shutdown, finish).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
    Ok(())
}
