//! Serving, from the start to the last answer.

use crate::{
    app_state::AppState,
    config::Config,
    data_folder::{DataFolder, DataFolderError},
    files::{Files, uploads::Uploads},
    http::{assets::Site, listener, rate_limit::RateLimits, router::router, setup_code::SetupCode},
    jobs::{
        due,
        removal::{self, Freed},
        room_erasure,
        supervisor::Supervisor,
    },
    live::{allowance::Allowances, hub::Hub},
    password::Passwords,
    preview::{self, Pictures, PreviewRequest, Previewer},
    store::{News, Store, StoreError},
    tuning::Tuning,
};
use chrono::{TimeDelta, Utc};
use protocol::Timestamp;
use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    net::TcpListener,
    sync::{Mutex, mpsc},
    time::{interval, sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How often the log is looked through for what is too old.
const TRIM_EVERY: Duration = Duration::from_secs(60 * 60);
/// When something is tried again that the database could not save.
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
    let (state, queues) = state(config, tuning, &folder, listener.local_addr()?).await?;
    let stopping = state.stopping.clone();
    start_tasks(&state, queues);
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

/// What the store tells the tasks.
struct Queues {
    freed: Freed,
    preview_requests: mpsc::Receiver<PreviewRequest>,
}

/// Starts what runs beside the requests. Each is restarted where it ends, and so starts from clones.
fn start_tasks(state: &AppState, queues: Queues) {
    let tasks = &state.supervisor;
    let kept = state.clone();
    tasks.spawn("trim", move || keep_log_bounded(kept.clone()));
    let kept = state.clone();
    tasks.spawn("presence", move || tell_presence(kept.clone()));
    let kept = state.clone();
    tasks.spawn("due", move || due::keep_time(kept.clone()));
    let (kept, freed) = (state.clone(), Arc::new(Mutex::new(queues.freed)));
    tasks.spawn("removal", move || {
        removal::remove_unused(kept.clone(), Arc::clone(&freed))
    });
    let kept = (
        state.store.clone(),
        state.pictures.clone(),
        state.stopping.clone(),
    );
    tasks.spawn("cleanup", move || {
        let (store, pictures, stopping) = kept.clone();
        preview::keep_clean(store, pictures, stopping)
    });
    let kept = state.clone();
    tasks.spawn("room erasure", move || {
        room_erasure::erase_deleted_rooms(kept.clone())
    });
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
    let publish = Box::new(move |news: News| {
        publisher.end(&news.ended);
        publisher.recast(&news.recast);
        if link_previews {
            preview_queue.push(&news.events);
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

/// Takes out of the log what is older than it is to be, now and about every hour.
async fn keep_log_bounded(state: AppState) -> Result<(), StoreError> {
    let days = TimeDelta::days(state.config.event_days.into());
    loop {
        let oldest = Timestamp((Utc::now() - days).timestamp_millis());
        let pause = match state.store.trim(oldest).await {
            Ok(events) => {
                tracing::debug!(events, "the log is trimmed");
                TRIM_EVERY
            }
            Err(StoreError::CannotSave | StoreError::Busy) => TRY_AGAIN,
            Err(error) => return Err(error),
        };
        tokio::select! {
            () = sleep(pause) => {}
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}

/// Tells people who comes and goes, for as long as the server runs.
async fn tell_presence(state: AppState) -> Result<(), Infallible> {
    let mut ticks = interval(state.tuning.presence_every);
    loop {
        tokio::select! {
            _ = ticks.tick() => state.hub.settle_presence(Instant::now()),
            () = state.stopping.cancelled() => return Ok(()),
        }
    }
}

/// Serves until `stopping`, then gives requests and sockets a bounded time to end.
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
        // Without its writer the server can keep no promise: better that it is started again.
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
