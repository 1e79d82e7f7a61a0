//! Files are found by their names.

use super::shown;
use crate::support::workspace;

#[tokio::test]
async fn a_message_is_found_by_the_names_of_its_files() {
    let (_server, room, [ada, grace]) = workspace().await;
    let report = ada
        .uploads(room, "Quarterly_Report-2026.pdf", "%PDF-")
        .await;
    let notes = ada.uploads(room, "会議メモ.txt", "tea").await;
    ada.shares(room, "Here you are", &[report.id, notes.id])
        .await;
    ada.says(room, "The report comes soon").await;
    for query in [
        "quarterly",
        "report-2026",
        "quarterly_report",
        "2026.pdf",
        "会議",
        "メモ",
        "here report",
    ] {
        assert_eq!(
            grace.finds(query).await.first().map(String::as_str),
            Some("Here you are"),
            "{query}"
        );
    }
    // A phrase does not go from a name to the next, nor from the text to a name.
    for query in ["\"pdf 会\"", "\"you are quarterly\"", "\"are 会\""] {
        assert_eq!(grace.finds(query).await, [""; 0], "{query}");
    }
    let page = grace.searches("report-20").await;
    let result = &page.results[0];
    assert_eq!(result.files.len(), 1);
    assert_eq!(result.files[0].attachment, report);
    assert_eq!(shown(&result.files[0].name), "Quarterly_[Report-2026].pdf");
    assert_eq!(shown(&result.snippet), "Here you are");
    assert_eq!(result.message.attachments, [report, notes]);
}

#[tokio::test]
async fn messages_with_files_pictures_and_links_are_told_apart() {
    let (_server, room, [ada]) = workspace().await;
    ada.says(room, "plain plan").await;
    let text = ada.uploads(room, "plan.txt", "tea").await;
    ada.shares(room, "file plan", &[text.id]).await;
    let picture = ada
        .uploads(
            room,
            "plan.png",
            crate::support::picture(image::ImageFormat::Png, 64, 64),
        )
        .await;
    ada.shares(room, "picture plan", &[picture.id]).await;
    ada.says(room, "link plan https://example.org").await;
    for (query, expected) in [
        ("plan has:file", &["picture plan", "file plan"][..]),
        ("has:image", &["picture plan"]),
        ("plan has:link", &["link plan https://example.org"]),
        ("plan -has:link -has:image", &["file plan", "plain plan"]),
        ("plan.txt", &["file plan"]),
        ("plan.txt -has:file", &[]),
        ("has:file has:link", &[]),
    ] {
        assert_eq!(ada.finds(query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn a_file_that_is_not_sent_is_not_found() {
    let (_server, room, [ada]) = workspace().await;
    ada.uploads(room, "quarterly.txt", "tea").await;
    assert_eq!(ada.finds("quarterly").await, [""; 0]);
}
