//! The page behind the link in each digest that ends these mails.

use super::render::document;
use crate::{
    app_state::AppState,
    http::{error::ApiError, extract::Path},
};
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};

/// Handles the `GET /unsubscribe/{token}` route. It only asks: programs that check the links of a mail open them all.
pub(crate) async fn show(
    State(state): State<AppState>,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    state.unsubscribe.person(&token).ok_or(ApiError::NotFound)?;
    let options = state.site.options.clone();
    let page = move || app::unsubscribe_page(&options, false);
    Ok(document(&state, StatusCode::OK, page, request).await)
}

/// Handles the `POST /unsubscribe/{token}` route: the page's button, or one click in a mail program (RFC 8058).
pub(crate) async fn create(
    State(state): State<AppState>,
    Path(token): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let user = state.unsubscribe.person(&token).ok_or(ApiError::NotFound)?;
    state.store.unsubscribe(user).await?;
    tracing::info!(%user, "a person has ended the mails to them");
    let options = state.site.options.clone();
    let page = move || app::unsubscribe_page(&options, true);
    Ok(document(&state, StatusCode::OK, page, request).await)
}
