use crate::{
    app_state::AppState,
    http::{
        auth::SignedIn,
        error::ApiError,
        extract::{Json, Path, Query},
    },
    store::{Target, Window},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use protocol::{ClientId, FileId, Message, MessageId, MessagePage, NewMessage, RoomId, limits};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Deserialize)]
pub(crate) struct Bounds {
    before: Option<u64>,
    after: Option<u64>,
    around: Option<u64>,
    limit: Option<u32>,
}

#[derive(Deserialize)]
pub(crate) struct Body {
    client_id: Option<ClientId>,
    /// Needed where nothing is attached.
    body: Option<String>,
    reply_to: Option<MessageId>,
    #[serde(default)]
    attachments: Vec<FileId>,
}

/// A page of a room's history.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Query(bounds): Query<Bounds>,
) -> Result<axum::Json<MessagePage>, ApiError> {
    let (window, limit) = bounds.resolve()?;
    let user = signed_in.user.id;
    Ok(axum::Json(
        state.store.history(user, room, window, limit).await?,
    ))
}

/// What is left to say of a repeated message to an author who has left its room.
#[derive(Serialize)]
struct Stored {
    id: MessageId,
    seq: u64,
}

/// Sends a message, in which `@Ada Lovelace` and `#general` mention as in the composer. A repeat of its `client_id` answers
/// with the first one, or with its `id` and `seq` alone if the author
/// has left the room.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Json(form): Json<Body>,
) -> Result<Response, ApiError> {
    let body = match form.body {
        None if form.attachments.is_empty() => {
            return Err(ApiError::Invalid("The message's body is missing.".into()));
        }
        body => body.unwrap_or_default(),
    };
    let author = signed_in.user.id;
    let typed = body.clone();
    let body = state.store.encode(author, room, body).await?;
    let here = state.hub.here(&body);
    let message = NewMessage {
        room,
        client_id: form.client_id.unwrap_or_else(|| ClientId(Uuid::now_v7())),
        body,
        reply_to: form.reply_to,
        attachments: form.attachments,
    };
    let sent = state
        .store
        .send(author, message, Some(&typed), here)
        .await?;
    let status = if sent.repeated {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let Message { id, seq, .. } = sent.message;
    Ok(if sent.visible {
        (status, axum::Json(sent.message)).into_response()
    } else {
        (status, axum::Json(Stored { id, seq })).into_response()
    })
}

#[derive(Deserialize)]
pub(crate) struct NewText {
    body: String,
}

/// Puts another text in the place of a message's own, and answers with the message as it is then.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((room, message)): Path<(RoomId, MessageId)>,
    Json(form): Json<NewText>,
) -> Result<axum::Json<Message>, ApiError> {
    let user = signed_in.user.id;
    let body = state.store.encode(user, room, form.body).await?;
    let room = Some(room);
    let target = Target { message, room };
    let here = state.hub.here(&body);
    state.store.edit(user, target, body, here).await?;
    Ok(axum::Json(state.store.message(user, target).await?))
}

/// Takes a message's text away for good.
pub(crate) async fn destroy(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path((room, message)): Path<(RoomId, MessageId)>,
) -> Result<StatusCode, ApiError> {
    let room = Some(room);
    let target = Target { message, room };
    state.store.delete(signed_in.user.id, target).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl Bounds {
    pub(super) fn resolve(self) -> Result<(Window, u32), ApiError> {
        let window = match (self.before, self.after, self.around) {
            (None, None, None) => Window::Newest,
            (Some(seq), None, None) => Window::Before(seq),
            (None, Some(seq), None) => Window::After(seq),
            (None, None, Some(seq)) => Window::Around(seq),
            _ => {
                let detail = "Name one of before, after and around, not more.";
                return Err(ApiError::Malformed(detail.into()));
            }
        };
        match self.limit.unwrap_or(limits::PAGE_DEFAULT) {
            0 => Err(ApiError::Malformed("The limit is 0.".into())),
            limit => Ok((window, limit.min(limits::PAGE_MAX))),
        }
    }
}
