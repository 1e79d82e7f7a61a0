//! Takes connections and serves HTTP on them, with a bound on whatever a client may keep waiting.

mod activity;
mod answer;
mod descriptors;
mod line;
mod places;

pub(crate) use places::Caller;

use crate::{app_state::AppState, http::rate_limit};
use activity::Activity;
use answer::Answer;
use axum::{
    Router,
    body::{Body, HttpBody as _},
    extract::{ConnectInfo, Request},
    response::Response,
};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use line::Line;
use places::{Bounds, Place, Places};
use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::sleep,
};
use tokio_util::task::TaskTracker;
use tower::Service as _;
use tower_http::timeout::TimeoutBody;

/// The bytes that are held of a request's head until it is whole, and of an answer until it is taken.
const BUFFER: usize = 256 * 1024;
/// Requests that one HTTP/2 connection may have under way at once.
const STREAMS: u32 = 64;
/// Connections that may be on their way out while others have their places.
const LEAVING: usize = 16;
/// The pause after the system refused a connection, as it does without descriptors.
const REFUSED: Duration = Duration::from_millis(100);

/// Accepts and serves connections until it is dropped. `connections` tracks those that are open, WebSockets aside.
pub(crate) async fn accept(
    listener: TcpListener,
    state: AppState,
    router: Router,
    connections: TaskTracker,
) -> Infallible {
    let bounds = descriptors::bounded(Bounds::of(&state.tuning));
    tracing::debug!(?bounds, "accepting connections");
    let places = Arc::new(Places::new(bounds));
    let slots = Arc::new(Semaphore::new(bounds.connections + LEAVING));
    loop {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else {
            unreachable!("the slots are never closed");
        };
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                rest_after(&error).await;
                continue;
            }
        };
        let proxy = state.config.trusted_proxies.trust(peer.ip());
        let network = (!proxy).then(|| rate_limit::network(peer.ip()));
        let Some(place) = places.take(network) else {
            tracing::warn!(%peer, "too many connections: one is refused");
            continue;
        };
        // Frames are small and urgent: held back to be sent together, each ack came 40 ms late.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%peer, %error, "a connection may be slow");
        }
        let (state, router) = (state.clone(), router.clone());
        connections.spawn(serve(stream, peer, (place, slot), state, router));
    }
}

async fn rest_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    // The peer has changed its mind.
    if !matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!(%error, "a connection could not be accepted");
        sleep(REFUSED).await;
    }
}

/// Serves the requests of one connection, until it ends or becomes a WebSocket.
async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    (place, slot): (Place, OwnedSemaphorePermit),
    state: AppState,
    router: Router,
) {
    let tuning = Arc::clone(&state.tuning);
    let caller = place.caller();
    let activity = Arc::new(Activity::new(tuning.idle, tuning.stall));
    let line = Line::new(stream, Arc::clone(&activity), place, slot);
    let (asked, stall) = (Arc::clone(&activity), tuning.stall);
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let under_way = asked.begin(caller.clone());
        let mut request: Request = request.map(|body| unstalled(body, stall));
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(caller.clone());
        let answered = router.clone().call(request);
        async {
            let response: Response = answered.await?;
            Ok::<_, Infallible>(response.map(|body| Answer::new(body, under_way)))
        }
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().max_buf_size(BUFFER);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(tuning.idle)
        .keep_alive_timeout(tuning.stall)
        .max_concurrent_streams(STREAMS);
    let mut connection = pin!(builder.serve_connection_with_upgrades(TokioIo::new(line), service));
    let mut stopping = pin!(state.stopping.cancelled());
    let mut told = false;
    loop {
        tokio::select! {
            served = connection.as_mut() => {
                if let Err(error) = served {
                    tracing::debug!(%peer, error, "a connection failed");
                }
                // What is left of it, if anything, is a WebSocket.
                return caller.stays();
            }
            () = activity.overdue() => return tracing::debug!(%peer, "a connection is silent"),
            () = caller.evicted() => return tracing::debug!(%peer, "a connection makes place"),
            () = &mut stopping, if !told => {
                told = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Returns a request's body, which fails when it does not come on.
fn unstalled(body: Incoming, stall: Duration) -> Body {
    if body.is_end_stream() {
        Body::empty()
    } else {
        Body::new(TimeoutBody::new(stall, body))
    }
}
