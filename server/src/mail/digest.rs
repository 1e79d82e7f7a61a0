//! The mail that tells a person of unread messages.

use super::Mail;
use locale::Texts;
use protocol::{Conversation, Notification, route::permalink};

/// A message in a digest, in the form of a notification.
pub(crate) type DigestItem = Notification;

/// Returns the mail to a person, with the texts in their language. `unsubscribe` is the link that ends these mails.
pub(crate) fn digest(
    it: Texts,
    to: String,
    workspace: &str,
    origin: &str,
    items: &[DigestItem],
    unsubscribe: String,
) -> Mail {
    let messages: Vec<_> = items.iter().map(|item| message(origin, item)).collect();
    let text = format!(
        "{}\n\n--\n{}\n{}\n",
        messages.join("\n\n"),
        it.digest_why(workspace),
        it.digest_end(&unsubscribe)
    );
    Mail {
        to,
        subject: it.digest_subject(workspace, items.len()),
        text,
        unsubscribe: Some(unsubscribe),
    }
}

fn message(origin: &str, item: &DigestItem) -> String {
    let conversation = Conversation {
        room: item.room,
        thread: item.thread,
    };
    let path = permalink(conversation, item.seq);
    match &item.text {
        Some(text) => format!("{}\n{text}\n{origin}{path}", item.title),
        None => format!("{}\n{origin}{path}", item.title),
    }
}
