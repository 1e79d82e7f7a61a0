//! Links to set a new password, mailed to a person who has forgotten theirs.

use super::{field, prelude::*};
use crate::{
    http::client_address::ClientAddress,
    mail::{Mail, Mailer},
    store::StoreError,
    token,
};
use protocol::request::MailedReset;
use std::sync::Arc;

/// Handles the `POST /api/mailed-resets` route. The answer is the same whether or not somebody has the address.
pub(crate) async fn create(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Json(form): Json<MailedReset>,
) -> Result<StatusCode, ApiError> {
    let mailer = state.mailer.clone().ok_or(ApiError::NotFound)?;
    let email = field::email(&form.email)?;
    state.rate_limits.attempt_account(address, &email)?;
    // Beside the request, whose time would tell whether there is such a person.
    tokio::spawn(async move {
        if let Err(error) = mail(&state, &mailer, email).await {
            tracing::warn!(%error, "a reset link could not be made");
        }
    });
    Ok(StatusCode::ACCEPTED)
}

async fn mail(state: &AppState, mailer: &Arc<Mailer>, email: String) -> Result<(), StoreError> {
    let token = token::reset();
    let hash = token::hash(&token);
    let Some(user) = state.store.make_own_reset(email, hash).await? else {
        return Ok(());
    };
    let name = state
        .store
        .workspace()
        .await?
        .map(|workspace| workspace.name);
    let name = name.unwrap_or_default();
    let origin = &mailer.origin;
    let it = state.store.language(user.id).await?.texts();
    let text = format!(
        "{}\n\n{origin}/reset/{token}\n\n{}\n",
        it.reset(&name),
        it.reset_ignore()
    );
    let mail = Mail {
        // As it is stored, not as it was typed.
        to: user.email,
        subject: it.reset_subject(&name),
        text,
        unsubscribe: None,
    };
    tracing::info!(user = %user.id, "a reset link is mailed");
    if let Err(error) = mailer.send(mail).await {
        tracing::warn!(user = %user.id, %error, "a reset link could not be mailed");
    }
    Ok(())
}
