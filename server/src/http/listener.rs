//! Accepts connections and serves HTTP on them, with a bound on everything that a client can delay.

mod activity;
mod answer_body;
mod bounds;
mod client_stream;
mod connections;

pub(crate) use connections::ClientConnection;

use crate::{app_state::AppState, network::network};
use activity::Activity;
use answer_body::AnswerBody;
use axum::{
    Router,
    body::{Body, HttpBody as _},
    extract::{ConnectInfo, Request},
    response::Response,
};
use bounds::ListenerBounds;
use client_stream::ClientStream;
use connections::{Connections, Registration};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::sleep,
};
use tokio_util::task::TaskTracker;
use tower::Service as _;
use tower_http::timeout::TimeoutBody;

/// The most bytes that are buffered of the head of a request, and of an answer that the client does not accept yet.
const BUFFER: usize = 256 * 1024;
/// The most concurrent requests on one HTTP/2 connection.
const STREAMS: u32 = 64;
/// Evicted connections that may still be closing in addition to the open ones.
const CLOSING: usize = 16;
/// The pause after the system could not accept a connection, for example for lack of descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Accepts and serves connections until the future is dropped. `tasks` tracks the open ones, except WebSockets.
pub(crate) async fn accept(
    listener: TcpListener,
    state: AppState,
    router: Router,
    tasks: TaskTracker,
) -> Infallible {
    let bounds = ListenerBounds::of(&state.tuning);
    tracing::debug!(?bounds, "accepting connections");
    let connections = Arc::new(Connections::new(bounds));
    let slots = Arc::new(Semaphore::new(bounds.connections + CLOSING));
    loop {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else {
            unreachable!("the slots are never closed");
        };
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                pause_after(&error).await;
                continue;
            }
        };
        let proxy = state.config.trusted_proxies.trust(peer.ip());
        let network = (!proxy).then(|| network(peer.ip()));
        let Some(registration) = connections.register(network) else {
            tracing::warn!(%peer, "too many connections: one is refused");
            continue;
        };
        // Frames are small and urgent: Nagle's algorithm would delay each ack by 40 ms.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%peer, %error, "TCP_NODELAY could not be set");
        }
        let (state, router) = (state.clone(), router.clone());
        tasks.spawn(serve(stream, peer, (registration, slot), state, router));
    }
}

async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    // Faults of the peer alone.
    if !matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!(%error, "a connection could not be accepted");
        sleep(ACCEPT_PAUSE).await;
    }
}

/// Serves the requests of one connection, until it ends or becomes a WebSocket.
async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    (registration, slot): (Registration, OwnedSemaphorePermit),
    state: AppState,
    router: Router,
) {
    let tuning = Arc::clone(&state.tuning);
    let client = registration.connection();
    let activity = Arc::new(Activity::new(tuning.idle, tuning.stall));
    let stream = ClientStream::new(stream, Arc::clone(&activity), registration, slot);
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let active = activity.begin_request(client.clone());
        let mut request: Request = request.map(|body| with_timeout(body, tuning.stall));
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(client.clone());
        let answered = router.clone().call(request);
        async {
            let response: Response = answered.await?;
            Ok::<_, Infallible>(response.map(|body| AnswerBody::new(body, active)))
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
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let mut stopping = pin!(state.stopping.cancelled());
    let mut ending = false;
    loop {
        tokio::select! {
            // A request that has arrived is read before its connection may close as idle.
            biased;
            served = connection.as_mut() => {
                if let Err(error) = served {
                    tracing::debug!(%peer, error, "a connection failed");
                }
                // If the connection still exists, it is a WebSocket.
                return client.upgrade();
            }
            () = activity.timed_out() => return tracing::debug!(%peer, "a connection timed out"),
            () = client.evicted() => return tracing::debug!(%peer, "a connection is evicted"),
            () = &mut stopping, if !ending => {
                ending = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Returns a request's body, which fails if no data arrives for `stall`.
fn with_timeout(body: Incoming, stall: Duration) -> Body {
    if body.is_end_stream() {
        Body::empty()
    } else {
        Body::new(TimeoutBody::new(stall, body))
    }
}
