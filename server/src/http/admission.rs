//! Admission of requests within the allowance of the signed-in person.

use crate::{
    app_state::AppState,
    http::{auth::SignedIn, error::ApiError},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use locale::Language;

/// Delays a request until its person's allowance permits it, and counts its changes as theirs. A stranger's request passes:
/// other limits apply to strangers. The answer is in the language that the person has chosen, or that their browser prefers.
pub(crate) async fn admit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let signed_in = SignedIn::of(&parts, &state).await;
    let chosen = signed_in.as_ref().ok().and_then(Option::as_ref);
    let chosen = chosen.and_then(|signed_in| signed_in.language);
    let language = chosen.unwrap_or_else(|| preferred(&parts.headers));
    let request = Request::from_parts(parts, body);
    match signed_in {
        Ok(Some(signed_in)) => {
            let answer = admit_person(&state, signed_in, request, next);
            language.scope(answer).await
        }
        Ok(None) => language.scope(next.run(request)).await,
        Err(error) => language.within(|| error.into_response()),
    }
}

/// Returns the language that a browser prefers.
fn preferred(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|accepted| accepted.to_str().ok());
    Language::negotiate(accepted.unwrap_or_default())
}

async fn admit_person(
    state: &AppState,
    signed_in: SignedIn,
    mut request: Request,
    next: Next,
) -> Response {
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
