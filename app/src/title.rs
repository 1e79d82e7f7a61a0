//! The page's title: the page that is shown and the number of unread messages.

use locale::text;
use protocol::route::ListPage;

/// Returns a title such as `(3) Everyone · Analytical Engines`, or with `Hubbub` if there is no workspace.
pub fn title(unread: u64, page: &str, workspace: Option<&str>) -> String {
    let place = workspace.unwrap_or("Hubbub");
    match unread {
        0 => format!("{page} · {place}"),
        unread => format!("({unread}) {page} · {place}"),
    }
}

/// Returns the title of a page that leads nowhere.
pub fn not_found() -> &'static str {
    text().page_not_found()
}

/// Returns the title of a page with a list.
pub fn list_title(list: ListPage) -> &'static str {
    match list {
        ListPage::Threads => text().page_threads(),
        ListPage::Unread => text().page_unread(),
        ListPage::Mentions => text().page_mentions(),
        ListPage::Search => text().page_search(),
    }
}

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
