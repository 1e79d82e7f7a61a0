use super::field;
use crate::{
    app_state::AppState,
    auth::SignedIn,
    error::ApiError,
    extract::{Path, Query},
    files::Incoming,
    store::NewFile,
};
use app::model::{Attachment, RoomId};
use axum::{
    Json,
    body::BodyDataStream,
    extract::{Request, State},
    http::{StatusCode, header},
};
use futures::StreamExt as _;
use serde::Deserialize;
use std::io;

const MEGABYTE: u64 = 1_000_000;

#[derive(Deserialize)]
pub(crate) struct Named {
    name: String,
}

/// Takes a file in, which is the request's body as it is. It is the uploader's alone until it comes with a message.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(room): Path<RoomId>,
    Query(Named { name }): Query<Named>,
    request: Request,
) -> Result<(StatusCode, Json<Attachment>), ApiError> {
    let uploader = signed_in.user.id;
    let name = field::file_name(&name)?;
    let limit = Limit(state.store.upload_limit(uploader, room).await?);
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()?.parse().ok());
    let mut body = request.into_body().into_data_stream();
    if limit.is_broken_by(announced.unwrap_or(0)) {
        return Err(limit.refuse(body).await);
    }
    let mut incoming = state.files.receive().await.map_err(unwritten)?;
    if !receive(&mut incoming, &mut body, limit).await? {
        return Err(limit.refuse(body).await);
    }
    let settled = state.files.settle(incoming).await.map_err(unwritten)?;
    let file = NewFile {
        room,
        uploader,
        name,
        content: settled.content.clone(),
    };
    let attachment = state.store.add_file(file).await?;
    drop(settled);
    Ok((StatusCode::CREATED, Json(attachment)))
}

/// Whether all of it came within the limit.
async fn receive(
    incoming: &mut Incoming,
    body: &mut BodyDataStream,
    limit: Limit,
) -> Result<bool, ApiError> {
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|_| ApiError::Malformed("The upload was cut short.".into()))?;
        if limit.is_broken_by(incoming.size() + bytes.len() as u64) {
            return Ok(false);
        }
        incoming.write(&bytes).await.map_err(unwritten)?;
    }
    Ok(true)
}

/// The largest file, in megabytes.
#[derive(Clone, Copy)]
struct Limit(u64);

impl Limit {
    fn bytes(self) -> u64 {
        self.0.saturating_mul(MEGABYTE)
    }

    fn is_broken_by(self, bytes: u64) -> bool {
        bytes > self.bytes()
    }

    /// Lets some more of the body pass by: who is still sending would otherwise see a broken connection, and no answer.
    async fn refuse(self, mut body: BodyDataStream) -> ApiError {
        let mut passed = 0;
        while passed < self.bytes()
            && let Some(Ok(bytes)) = body.next().await
        {
            passed += bytes.len() as u64;
        }
        ApiError::FileTooLarge(self.0)
    }
}

fn unwritten(error: io::Error) -> ApiError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            tracing::warn!(%error, "an upload could not be written");
            ApiError::CannotSave
        }
        _ => ApiError::Internal(error.into()),
    }
}
