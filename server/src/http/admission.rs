//! Admission of requests within the allowance of the signed-in person.

use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError},
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// Delays a request until its person's allowance permits it, and counts its changes as theirs. A stranger's request passes:
/// other limits apply to strangers.
pub(crate) async fn admit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let signed_in = SignedIn::of(&parts, &state).await;
    let mut request = Request::from_parts(parts, body);
    let signed_in = match signed_in {
        Ok(Some(signed_in)) => signed_in,
        Ok(None) => return next.run(request).await,
        Err(error) => return error.into_response(),
    };
    let allowance = state.allowances.of(signed_in.user.id);
    let admission = match allowance.admit().await {
        Ok(admission) => admission,
        Err(error) => return ApiError::from(error).into_response(),
    };
    // The session may have ended during a wait: then it is looked up again.
    if !admission.waited {
        request.extensions_mut().insert(signed_in);
    }
    allowance.share().scope(next.run(request)).await
}
