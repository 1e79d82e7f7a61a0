//! Connections without a WebSocket: server-sent events to the client, and a request for each of its frames.

use super::prelude::*;
use crate::{
    http::{client_address::ClientAddress, origin},
    live::{
        connection::Connection,
        transport::{CutOff, EventStream, LinkError, Received, SentEvent, Transport},
    },
};
use axum::{
    body::Bytes,
    extract::rejection::BytesRejection,
    http::{HeaderMap, HeaderName},
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{StreamExt as _, future::ready, stream};
use locale::{Language, text};
use protocol::{LinkClosed, LinkOpened};
use std::time::Duration;

/// Time after which a person with too many connections may try again.
const CROWDED: Duration = Duration::from_secs(10);

/// Tells proxies such as nginx to forward each event at once.
const UNBUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

/// Handles the `GET /api/link` route. Opens a connection, which lasts as long as the response.
pub(crate) async fn show(
    State(state): State<AppState>,
    signed_in: SignedIn,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    // A GET request, but only for Hubbub's own pages, like a WebSocket.
    if !origin::is_own(&headers, state.config.origin.as_ref()) {
        return Err(ApiError::WrongOrigin);
    }
    if state.stopping.is_cancelled() {
        return Err(ApiError::ShuttingDown);
    }
    let (user, token) = (signed_in.user.id, signed_in.token);
    let slot = state.allowances.claim_slot(user, address);
    let slot = slot.ok_or(ApiError::TooManyRequests(CROWDED))?;
    let (line, sent) = EventStream::open(&state.links, token);
    let opened = opened(line.link().to_owned());
    let transport = Transport::EventStream(line);
    let connection = Connection::new(transport, &state, slot, user, token);
    let language = Language::current();
    state.sockets.spawn(language.scope(connection.run()));
    let events = stream::once(ready(opened)).chain(sent.map(event));
    // Proxies close silent connections, and the server notices that a client is gone only when it sends something.
    let comments = KeepAlive::new().interval(state.tuning.heartbeat);
    Ok(([UNBUFFERED], Sse::new(events).keep_alive(comments)))
}

/// Handles the `POST /api/link/{link}` route. Accepts a frame, which the connection answers with an event.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(link): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, ApiError> {
    let heard = match body {
        Ok(body) => Received::from_body(body),
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Received::TooLarge,
        Err(_) => return Err(ApiError::Malformed(text().problem_frame_lost().into())),
    };
    let too_large = heard == Received::TooLarge;
    let handed = state.links.hand(&link, &signed_in.token, heard);
    if handed == Err(LinkError::NotFound) {
        // No connection counts this frame: it counts as a request.
        let allowance = state.allowances.of(signed_in.user.id);
        allowance.admit().await?;
    }
    handed?;
    if too_large {
        Err(ApiError::TooLarge)
    } else {
        Ok(StatusCode::ACCEPTED)
    }
}

fn opened(link: String) -> Result<Event, EventError> {
    Ok(Event::default()
        .event("link")
        .json_data(LinkOpened { link })?)
}

fn event(sent: Result<SentEvent, CutOff>) -> Result<Event, EventError> {
    Ok(match sent? {
        SentEvent::Frame(frame) => Event::default().data(&*frame),
        SentEvent::Close { code, reason } => {
            Event::default().event("close").json_data(LinkClosed {
                code,
                reason: reason.to_owned(),
            })?
        }
    })
}

/// Error that ends the event stream.
#[derive(Debug, thiserror::Error)]
enum EventError {
    #[error(transparent)]
    CutOff(#[from] CutOff),
    #[error(transparent)]
    Encoding(#[from] axum::Error),
}

impl From<LinkError> for ApiError {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::NotFound => Self::NotFound,
            LinkError::Full => Self::Busy,
        }
    }
}
