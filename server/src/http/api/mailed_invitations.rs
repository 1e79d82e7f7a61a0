//! Invitations by e-mail.

use super::{field, prelude::*};
use crate::mail::Mail;
use locale::text;
use protocol::{Role, request::MailedInvitation};

/// Handles the `POST /api/mailed-invitations` route: mails the invitation link to somebody, in the name of an administrator.
pub(crate) async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(form): Json<MailedInvitation>,
) -> Result<StatusCode, ApiError> {
    let mailer = state.mailer.as_ref().ok_or(ApiError::NotFound)?;
    if signed_in.user.role != Role::Administrator {
        return Err(ApiError::Forbidden);
    }
    let to = field::email(&form.email)?;
    let workspace = state.store.workspace().await?.ok_or(ApiError::NotFound)?;
    let code = workspace.join_code.ok_or(ApiError::NotFound)?;
    let (name, origin) = (&signed_in.user.name, &mailer.origin);
    // In the language of the one who invites: that of the other is not known.
    let it = text();
    let text = format!(
        "{}\n\n{origin}/join/{code}\n\n{}\n",
        it.invitation(name, &workspace.name),
        it.invitation_ignore(name)
    );
    let mail = Mail {
        to,
        subject: it.invitation_subject(name, &workspace.name),
        text,
        unsubscribe: None,
    };
    mailer.send(mail).await.map_err(|error| {
        tracing::warn!(%error, "an invitation could not be mailed");
        ApiError::Invalid(it.mail_failed().into())
    })?;
    tracing::info!(actor = %signed_in.user.id, "an invitation is mailed");
    Ok(StatusCode::NO_CONTENT)
}
