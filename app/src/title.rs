//! The page's title: the page that is shown and the number of unread messages.

/// Returns a title such as `(3) Everyone · Analytical Engines`, or with `Hubbub` if there is no workspace.
pub fn title(unread: u64, page: &str, workspace: Option<&str>) -> String {
    let place = workspace.unwrap_or("Hubbub");
    match unread {
        0 => format!("{page} · {place}"),
        unread => format!("({unread}) {page} · {place}"),
    }
}

/// The title of the page of threads.
pub const THREADS: &str = "Threads";

/// The title of a page that leads nowhere.
pub const NOT_FOUND: &str = "Not found";

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn shows_the_number_of_unread_messages() {
        assert_eq!(title(0, "Everyone", Some("Engines")), "Everyone · Engines");
        assert_eq!(
            title(3, "Everyone", Some("Engines")),
            "(3) Everyone · Engines"
        );
        assert_eq!(title(0, "First run", None), "First run · Hubbub");
    }
}
