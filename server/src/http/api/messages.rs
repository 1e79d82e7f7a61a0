//! Messages of a room.

use super::{page::MessageQuery, prelude::*};
use axum::response::{IntoResponse as _, Response};
use locale::text;
use protocol::{
    ClientId, Message, MessageId, MessagePage, NewMessage, RoomId,
    request::{NewText, RoomMessage},
};
use serde_json::json;
use uuid::Uuid;

/// Handles the `GET /api/rooms/{room}/messages` route.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Query(query): Query<MessageQuery>,
) -> Result<Json<MessagePage>, ApiError> {
    let (window, limit) = query.window()?;
    let user = signed_in.user.id;
    Ok(Json(state.store.history(user, room, window, limit).await?))
}

/// Handles the `POST /api/rooms/{room}/messages` route. `@Ada Lovelace` and `#general` in the body are mentions, as in the
/// composer. A repeat of a `client_id` is answered with the first message, or with only its `id` and `seq` if the author
/// has left the room.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Json(form): Json<RoomMessage>,
) -> Result<Response, ApiError> {
    let typed = match form.body {
        None if form.attachments.is_empty() => {
            return Err(ApiError::Invalid(text().problem_no_body().into()));
        }
        body => body.unwrap_or_default(),
    };
    let author = signed_in.user.id;
    let body = state.store.encode(author, room, typed.clone()).await?;
    let here = state.hub.here(&body);
    let message = NewMessage {
        room,
        client_id: form.client_id.unwrap_or_else(|| ClientId(Uuid::now_v7())),
        body,
        reply_to: form.reply_to,
        also_in_room: form.also_in_room,
        attachments: form.attachments,
    };
    let sent = state.store.send(author, message, Some(&typed), here);
    let sent = sent.await?;
    let status = match sent.repeated {
        true => StatusCode::OK,
        false => StatusCode::CREATED,
    };
    if sent.visible {
        return Ok((status, Json(sent.message)).into_response());
    }
    let Message { id, seq, .. } = sent.message;
    Ok((status, Json(json!({ "id": id, "seq": seq }))).into_response())
}

/// Handles the `PATCH /api/rooms/{room}/messages/{message}` route. Answers with the edited message.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((room, _)): Path<(RoomId, MessageId)>,
    target: Target,
    Json(form): Json<NewText>,
) -> Result<Json<Message>, ApiError> {
    let user = signed_in.user.id;
    let body = state.store.encode(user, room, form.body).await?;
    let here = state.hub.here(&body);
    state.store.edit(user, target, body, here).await?;
    Ok(Json(state.store.message(user, target).await?))
}

/// Handles the `DELETE /api/rooms/{room}/messages/{message}` route. Erases the message's text for good.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    target: Target,
) -> Result<StatusCode, ApiError> {
    state.store.delete(signed_in.user.id, target).await?;
    Ok(StatusCode::NO_CONTENT)
}
