use crate::{app_state::AppState, error::ApiError, store::StoreError};
use axum::{Json, extract::State};
use serde_json::{Value, json};

/// Whether the server runs, and its database answers and takes changes.
pub(crate) async fn show(State(state): State<AppState>) -> Result<Json<Value>, ApiError> {
    match state.store.check().await {
        Ok(()) => Ok(Json(
            json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }),
        )),
        Err(StoreError::CannotSave) => Err(ApiError::CannotSave),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            Err(ApiError::CannotSave)
        }
    }
}
