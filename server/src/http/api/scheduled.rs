use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Json, Path},
    },
    store::{Planned, ScheduledChanges},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use protocol::{
    ClientId, Message, NewMessage, Scheduled,
    request::{NewScheduled, ScheduledChange},
};

/// What the server is to send for the person, in the order of its times.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<axum::Json<Vec<Scheduled>>, ApiError> {
    Ok(axum::Json(state.store.scheduled(signed_in.user.id).await?))
}

/// Keeps a message until its time. A repeat of its `client_id` answers with the first one, or with nothing where that is
/// sent by now.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<NewScheduled>,
) -> Result<Response, ApiError> {
    let author = signed_in.user.id;
    let typed = form.body.clone();
    let body = state.store.encode(author, form.room, form.body).await?;
    let message = NewMessage {
        room: form.room,
        client_id: form.client_id,
        body,
        reply_to: form.reply_to,
        attachments: form.attachments,
    };
    let store = &state.store;
    let planned = store.schedule(author, message, Some(&typed), form.at);
    let planned = planned.await?;
    state.planned.notify_one();
    Ok(match planned {
        Planned::New(scheduled) => (StatusCode::CREATED, axum::Json(scheduled)).into_response(),
        Planned::Repeated(scheduled) => axum::Json(scheduled).into_response(),
        Planned::Sent => StatusCode::NO_CONTENT.into_response(),
    })
}

/// Changes its text or its time.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<ClientId>,
    Json(form): Json<ScheduledChange>,
) -> Result<axum::Json<Scheduled>, ApiError> {
    let changes = ScheduledChanges {
        body: form.body,
        at: form.at,
    };
    let user = signed_in.user.id;
    let scheduled = state.store.reschedule(user, message, changes).await?;
    state.planned.notify_one();
    Ok(axum::Json(scheduled))
}

/// Discards it.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<ClientId>,
) -> Result<StatusCode, ApiError> {
    state.store.unschedule(signed_in.user.id, message).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends it now.
pub(crate) async fn send(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<ClientId>,
) -> Result<axum::Json<Message>, ApiError> {
    let user = signed_in.user.id;
    let active = state.hub.active();
    let sent = state.store.send_scheduled(user, message, active).await?;
    Ok(axum::Json(sent))
}
