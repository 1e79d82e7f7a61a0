//! Sends mails by the operator's mail server.

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use std::{fmt, str::FromStr, time::Duration};

/// The longest wait for the mail server.
const PATIENCE: Duration = Duration::from_secs(15);

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// The operator's mail server, from an address such as `smtps://user:password@mail.example.com`.
#[derive(Clone)]
pub struct MailServer(Transport);

impl FromStr for MailServer {
    type Err = lettre::transport::smtp::Error;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        let builder = Transport::from_url(url)?;
        Ok(Self(builder.timeout(Some(PATIENCE)).build()))
    }
}

impl fmt::Debug for MailServer {
    /// Shows nothing: the address has a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailServer")
    }
}

/// A mail to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    /// The address at which the person's mail program unsubscribes them, if the mail is one of many.
    pub(crate) unsubscribe: Option<String>,
}

/// Reason why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MailError {
    #[error("an address is not valid: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the mail cannot be written: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("the mail server: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
}

impl MailError {
    /// Returns whether the mail server may take the mail later.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Server(error) if !error.is_permanent())
    }
}

/// Sends mails in the name of this server.
pub(crate) struct Mailer {
    transport: Transport,
    from: Mailbox,
    /// The public origin, without a slash at the end: for links.
    pub(crate) origin: String,
}

impl Mailer {
    pub(crate) fn new(server: MailServer, from: Mailbox, origin: String) -> Self {
        Self {
            transport: server.0,
            from,
            origin,
        }
    }

    pub(crate) async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, mail.to.parse()?))
            .subject(mail.subject)
            .message_id(None)
            .date_now();
        let header =
            |name, value: String| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
        if let Some(address) = mail.unsubscribe {
            // One click without a page: RFC 8058.
            message = message
                .raw_header(header("List-Unsubscribe", format!("<{address}>")))
                .raw_header(header(
                    "List-Unsubscribe-Post",
                    "List-Unsubscribe=One-Click".to_owned(),
                ));
        }
        // No programme answers it with a note of absence.
        message = message.raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
        let part = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text);
        self.transport.send(message.singlepart(part)?).await?;
        Ok(())
    }
}
