//! Messages that the server sends later for a person.

use super::prelude::*;
use crate::store::Planned;
use axum::response::{IntoResponse as _, Response};
use protocol::{
    ClientId, NewMessage, Scheduled,
    request::{NewScheduled, ScheduledChange},
};

/// Handles the `GET /api/scheduled` route. Lists the person's scheduled messages, the next one first.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
) -> Result<Json<Vec<Scheduled>>, ApiError> {
    Ok(Json(state.store.scheduled(signed_in.user.id).await?))
}

/// Handles the `POST /api/scheduled` route. A repeat of a `client_id` is answered with the first scheduled message, or
/// with no content if that has been sent.
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
        also_in_room: form.also_in_room,
        attachments: form.attachments,
    };
    let store = &state.store;
    let planned = store.schedule(author, message, Some(&typed), form.at);
    let planned = planned.await?;
    state.planned.notify_one();
    Ok(match planned {
        Planned::New(scheduled) => (StatusCode::CREATED, Json(scheduled)).into_response(),
        Planned::Repeated(scheduled) => Json(scheduled).into_response(),
        Planned::Sent => StatusCode::NO_CONTENT.into_response(),
    })
}

/// Handles the `PATCH /api/scheduled/{message}` route.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<ClientId>,
    Json(form): Json<ScheduledChange>,
) -> Result<Json<Scheduled>, ApiError> {
    let user = signed_in.user.id;
    let scheduled = state.store.reschedule(user, message, form).await?;
    state.planned.notify_one();
    Ok(Json(scheduled))
}

/// Handles the `DELETE /api/scheduled/{message}` route.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(message): Path<ClientId>,
) -> Result<StatusCode, ApiError> {
    state.store.unschedule(signed_in.user.id, message).await?;
    Ok(StatusCode::NO_CONTENT)
}
