//! The web app manifest, with which browsers install Hubbub.

use crate::{app_state::AppState, http::error::ApiError};
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use locale::text;
use serde_json::{Value, json};

/// The background of the light scheme. A manifest has one colour for both.
const BACKGROUND: &str = "#fcfaf6";

/// Handles the `GET /manifest.webmanifest` route. The app is named after the workspace, so that several can be told apart.
pub(crate) async fn show(State(state): State<AppState>) -> Result<Response, ApiError> {
    let workspace = state.store.workspace().await?;
    let name = workspace.map_or_else(|| "Hubbub".to_owned(), |workspace| workspace.name);
    let icon = |src: &str, sizes: &str, purpose: &str| json!({ "src": src, "sizes": sizes, "type": "image/png", "purpose": purpose });
    let manifest: Value = json!({
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": name,
        "short_name": name,
        "description": text().manifest_description(),
        "display": "standalone",
        "background_color": BACKGROUND,
        "theme_color": BACKGROUND,
        "icons": [
            icon("/icon-192.png", "192x192", "any"),
            icon("/icon-512.png", "512x512", "any"),
            icon("/icon-maskable-512.png", "512x512", "maskable"),
        ],
    });
    let kind = HeaderValue::from_static("application/manifest+json");
    Ok(([(header::CONTENT_TYPE, kind)], manifest.to_string()).into_response())
}
