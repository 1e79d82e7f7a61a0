use crate::{
    allowance::Allowances,
    app_state::AppState,
    assets::Site,
    config::Config,
    data_folder::{DataFolder, DataFolderError},
    due,
    files::Files,
    hub::Hub,
    password::Passwords,
    preview::{self, Pictures, Previewer},
    rate_limit::RateLimits,
    removal::{self, Freed},
    router::router,
    store::{News, Store, StoreError},
    tuning::Tuning,
};
use app::model::Timestamp;
use axum::{Router, serve::ListenerExt as _};
use chrono::{TimeDelta, Utc};
use std::{
    io,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    net::TcpListener,
    time::{interval, sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How often the log is looked through for what is too old.
const TRIM_EVERY: Duration = Duration::from_secs(60 * 60);
/// When something is tried again after it failed.
const TRY_AGAIN: Duration = Duration::from_secs(60);

/// Why the server did not start, or stopped by itself.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(transparent)]
    DataFolder(#[from] DataFolderError),
    /// The database cannot be opened, or its schema not brought up to date.
    #[error("the database: {0}")]
    Database(String),
    #[error("serving: {0}")]
    Serving(#[from] io::Error),
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        Self::Database(error.to_string())
    }
}

/// Serves Hubbub on `listener` until `shutdown` is ready, then finishes what was begun.
///
/// # Errors
///
/// Where the data folder or the database cannot be used, or serving fails.
pub async fn serve(
    config: Config,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    serve_tuned(config, Tuning::default(), listener, shutdown).await
}

/// As [`serve`], with other bounds than the usual ones.
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
    // Leptos renders on the runtime that it is given; that it has one already is no error.
    let _ = any_spawner::Executor::init_tokio();
    let folder = DataFolder::open(&config.data)?;
    let (state, freed) = state(config, tuning, &folder, listener.local_addr()?).await?;
    let stopping = state.stopping.clone();
    tokio::spawn(keep_log_bounded(state.clone()));
    tokio::spawn(removal::remove_unused(state.clone(), freed));
    tokio::spawn(tell_presence(state.clone()));
    tokio::spawn(due::keep_time(state.clone()));
    let stop = stopping.clone();
    tokio::spawn(async move {
        shutdown.await;
        stop.cancel();
    });
    let served = run(&state, listener, stopping).await;
    // The queue is finished whatever the connections did: what was taken is on disk when the server is gone.
    state.store.close().await;
    drop(folder);
    Ok(served?)
}

async fn state(
    config: Config,
    tuning: Tuning,
    folder: &DataFolder,
    address: SocketAddr,
) -> Result<(AppState, Freed), ServeError> {
    let hub = Arc::new(Hub::new(tuning.connection_queue, tuning.presence_grace));
    let publisher = Arc::clone(&hub);
    let (notices, noticed) = preview::queue();
    let link_previews = config.link_previews;
    let files = Files::open(folder.path()).map_err(|error| DataFolderError::Io {
        path: folder.path().to_owned(),
        error,
    })?;
    let (free, freed) = removal::channel();
    let publish = Box::new(move |news: News| {
        publisher.end(&news.ended);
        publisher.recast(&news.recast);
        if link_previews {
            notices.look_through(&news.events);
        }
        publisher.publish(news.events);
        for content in news.freed {
            // Where nobody takes them any more, the next start finds what nobody has.
            let _ = free.send(content);
        }
    });
    let store = Store::open(&folder.database(), tuning.writer_queue, publish)
        .await?
        .with_answer_bytes(tuning.answer_bytes);
    let stopping = CancellationToken::new();
    let pictures = Pictures::in_folder(&config.data);
    if link_previews {
        let (exceptions, own) = (config.preview_hosts.clone(), config.origin.clone());
        let previewer = Previewer::new(store.clone(), pictures.clone(), exceptions, own);
        tokio::spawn(preview::run(previewer, noticed, stopping.clone()));
    }
    let state = AppState {
        rate_limits: Arc::new(RateLimits::new(config.rate_limit)),
        allowances: Arc::new(Allowances::new(config.rate_limit, &tuning)),
        config: Arc::new(config),
        tuning: Arc::new(tuning),
        store,
        files,
        hub,
        passwords: Passwords::new(),
        pictures,
        site: Arc::new(Site::find(address)),
        links: Arc::default(),
        planned: Arc::default(),
        stopping,
        sockets: TaskTracker::new(),
    };
    Ok((state, freed))
}

/// Takes out of the log what is older than it is to be, now and about every hour.
async fn keep_log_bounded(state: AppState) {
    let days = TimeDelta::days(state.config.event_days.into());
    loop {
        let oldest = Timestamp((Utc::now() - days).timestamp_millis());
        let pause = match state.store.trim(oldest).await {
            Ok(events) => {
                tracing::debug!(events, "the log is trimmed");
                TRIM_EVERY
            }
            Err(StoreError::Closed) => return,
            Err(error) => {
                tracing::warn!(%error, "the log could not be trimmed");
                TRY_AGAIN
            }
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = state.stopping.cancelled() => return,
        }
    }
}

/// Tells people who comes and goes, for as long as the server runs.
async fn tell_presence(state: AppState) {
    let mut ticks = interval(state.tuning.presence_every);
    loop {
        tokio::select! {
            _ = ticks.tick() => state.hub.settle_presence(Instant::now()),
            () = state.stopping.cancelled() => return,
        }
    }
}

/// Serves until `stopping`, then gives requests and sockets a bounded time to end.
async fn run(
    state: &AppState,
    listener: TcpListener,
    stopping: CancellationToken,
) -> io::Result<()> {
    let router: Router = router(state.clone());
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let listener = listener.tap_io(|stream| {
        // Frames are small and urgent: held back to be sent together, each ack came 40 ms late.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::warn!(%error, "a connection may be slow");
        }
    });
    let until = stopping.clone();
    let server = axum::serve(listener, service)
        .with_graceful_shutdown(async move { until.cancelled().await })
        .into_future();
    tokio::pin!(server);
    tokio::select! {
        served = &mut server => return served,
        // Without its writer the server can keep no promise: better that it is started again.
        () = state.store.ended() => return Err(io::Error::other("the database's writer has ended")),
        () = stopping.cancelled() => {}
    }
    tracing::info!("stopping");
    state.sockets.close();
    let finish = async {
        let (served, ()) = tokio::join!(server, state.sockets.wait());
        served
    };
    match timeout(state.tuning.shutdown, finish).await {
        Ok(served) => served,
        Err(_) => {
            tracing::warn!("some connections did not end in time");
            Ok(())
        }
    }
}
