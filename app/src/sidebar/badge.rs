//! Text of the badges that count unread messages, reminders and scheduled messages.

/// Returns the number of mentions if there are any, else the number of unread messages.
pub(super) fn badge_text((unread, mentions): (u64, u64)) -> String {
    match mentions {
        0 => count(unread),
        mentions => format!("@{}", count(mentions)),
    }
}

/// Returns a number for a badge, which has room for two digits.
pub(super) fn count(number: u64) -> String {
    if number > 99 {
        "99+".into()
    } else {
        number.to_string()
    }
}
