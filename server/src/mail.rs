//! E-mail: digests of unread messages, invitations and links to set a new password. Without a mail server configured,
//! nothing of it shows.

mod digest;
mod mailer;
mod unsubscribe;

pub(crate) use digest::digest;
pub use mailer::MailServer;
pub(crate) use mailer::{Mail, Mailer};
pub(crate) use unsubscribe::UnsubscribeKey;
