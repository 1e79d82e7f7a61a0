//! Names that are easily taken for each other.

use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError, extract::Path},
};
use axum::{Json, extract::State};
use protocol::UserId;

/// The names of others that are easily taken for a person's.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<Json<Vec<String>>, ApiError> {
    let names = state.store.lookalikes(signed_in.user.id, user).await?;
    Ok(Json(names))
}
