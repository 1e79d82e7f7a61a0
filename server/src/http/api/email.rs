//! The signed-in person's e-mail address.

use super::{field, password, prelude::*};
use crate::store::ChangeEmail;
use protocol::request::EmailChange;

/// Handles the `PUT /api/me/email` route.
pub(crate) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<EmailChange>,
) -> Result<StatusCode, ApiError> {
    let email = field::email(&form.email)?;
    let verified = password::verify(&state, &signed_in, form.password).await?;
    let user = signed_in.user.id;
    let change = ChangeEmail {
        user,
        verified,
        email,
    };
    state.store.change_email(change).await?;
    tracing::info!(%user, "an e-mail address is changed");
    Ok(StatusCode::NO_CONTENT)
}
