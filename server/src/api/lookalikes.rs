//! Names that are easily taken for each other.

use crate::{app_state::AppState, auth::SignedIn, error::ApiError, extract::Path};
use app::model::UserId;
use axum::{Json, extract::State};

/// The names of others that are easily taken for a person's.
pub(crate) async fn index(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Path(user): Path<UserId>,
) -> Result<Json<Vec<String>>, ApiError> {
    let names = state.store.lookalikes(signed_in.user.id, user).await?;
    Ok(Json(names))
}
