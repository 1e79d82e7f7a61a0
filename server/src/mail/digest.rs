//! The mail that tells a person of unread messages.

use super::Mail;
use protocol::{Conversation, Notification, route::permalink};

/// A message in a digest, in the form of a notification.
pub(crate) type DigestItem = Notification;

/// Returns the mail to a person. `unsubscribe` is the link that ends these mails.
pub(crate) fn digest(
    to: String,
    workspace: &str,
    origin: &str,
    items: &[DigestItem],
    unsubscribe: String,
) -> Mail {
    let messages: Vec<_> = items.iter().map(|item| message(origin, item)).collect();
    let count = match items.len() {
        1 => "1 unread message".to_owned(),
        count => format!("{count} unread messages"),
    };
    let text = format!(
        "{}\n\n--\nYou get this mail because direct messages and mentions of you in {workspace} were unread for an hour.\nNo more such mails: {unsubscribe}\n",
        messages.join("\n\n")
    );
    Mail {
        to,
        subject: format!("{workspace}: {count}"),
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
