use crate::{app_state::AppState, error::ApiError};
use axum::{Json, extract::State};
use serde_json::{Value, json};

/// Whether the server runs and its database answers.
pub(crate) async fn show(State(state): State<AppState>) -> Result<Json<Value>, ApiError> {
    state.store.check().await?;
    Ok(Json(
        json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }),
    ))
}
