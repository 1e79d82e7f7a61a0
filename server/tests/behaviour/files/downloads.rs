//! Downloads of files: ranges and conditional requests.

use crate::support::workspace;
use protocol::Attachment;
use reqwest::{Method, StatusCode, header};

#[tokio::test]
async fn a_range_is_served_and_an_unchanged_file_is_not_sent_again() {
    let (_server, room, [ada]) = workspace().await;
    let file = ada.uploads(room, "abc.txt", "abcdefghij").await;
    let ask = async |name: header::HeaderName, value: &str| {
        let request = ada.request(Method::GET, &format!("/files/{}/abc.txt", file.id));
        request.header(name, value).send().await.expect("an answer")
    };
    let part = ask(header::RANGE, "bytes=2-4").await;
    assert_eq!(part.status(), 206);
    assert_eq!(part.headers()[header::CONTENT_RANGE], "bytes 2-4/10");
    assert_eq!(part.text().await.expect("text"), "cde");
    let beyond = ask(header::RANGE, "bytes=10-").await;
    assert_eq!(beyond.status(), 416);
    assert_eq!(beyond.headers()[header::CONTENT_RANGE], "bytes */10");

    let whole = ada.opens(&file).await;
    assert_eq!(whole.headers()[header::CACHE_CONTROL], "private, no-cache");
    assert_eq!(whole.headers()[header::ACCEPT_RANGES], "bytes");
    let tag = whole.headers()[header::ETAG].to_str().expect("a tag");
    let unchanged = ask(header::IF_NONE_MATCH, tag).await;
    assert_eq!(unchanged.status(), 304);
    assert_eq!(unchanged.text().await.expect("text"), "");
}

#[tokio::test]
async fn ranges_are_answered_as_rfc_9110_says() {
    let (_server, room, [ada]) = workspace().await;
    let file = ada.uploads(room, "abc.txt", "abcdefghij").await;
    let empty = ada.uploads(room, "empty.txt", "").await;
    let ask = async |file: &Attachment, headers: &[(header::HeaderName, &str)]| {
        let mut request = ada.request(Method::GET, &format!("/files/{}/abc.txt", file.id));
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let response = request.send().await.expect("an answer");
        let range = response.headers().get(header::CONTENT_RANGE);
        let range = range.map(|range| range.to_str().expect("text").to_owned());
        let status = response.status();
        (status, range, response.text().await.expect("text"))
    };
    let whole = (StatusCode::OK, None, "abcdefghij".to_owned());
    let part = |range: &str, text: &str| {
        let status = StatusCode::PARTIAL_CONTENT;
        (status, Some(range.to_owned()), text.to_owned())
    };
    let nothing = |range: &str| {
        let status = StatusCode::RANGE_NOT_SATISFIABLE;
        (status, Some(range.to_owned()), String::new())
    };
    let range = header::RANGE;
    for (value, expected) in [
        ("bytes=-999999999", part("bytes 0-9/10", "abcdefghij")),
        ("bytes=-3", part("bytes 7-9/10", "hij")),
        ("bytes=8-99", part("bytes 8-9/10", "ij")),
        ("items=0-1", whole.clone()),
        ("bytes=5-2", whole.clone()),
        ("bytes=0-1,4-5", whole.clone()),
        ("bytes=10-", nothing("bytes */10")),
        ("bytes=-0", nothing("bytes */10")),
    ] {
        let answer = ask(&file, &[(range.clone(), value)]).await;
        assert_eq!(answer, expected, "{value}");
    }
    for value in ["bytes=0-", "bytes=-5", "bytes=0-0"] {
        let answer = ask(&empty, &[(range.clone(), value)]).await;
        assert_eq!(answer, nothing("bytes */0"), "{value}");
    }

    let tag = ada.opens(&file).await.headers()[header::ETAG].clone();
    let tag = tag.to_str().expect("text").to_owned();
    let if_range = async |tag: &str| {
        let headers = [(range.clone(), "bytes=2-4"), (header::IF_RANGE, tag)];
        ask(&file, &headers).await
    };
    assert_eq!(if_range(&tag).await, part("bytes 2-4/10", "cde"));
    assert_eq!(if_range("\"stale\"").await, whole);
    assert_eq!(if_range("Wed, 21 Oct 2026 07:28:00 GMT").await, whole);
    // A file has no modification date, so this condition does not apply.
    let since = [(header::IF_UNMODIFIED_SINCE, "Wed, 21 Oct 2015 07:28:00 GMT")];
    assert_eq!(ask(&file, &since).await, whole);
    let failed = ask(&file, &[(header::IF_MATCH, "\"stale\"")]).await;
    assert_eq!(failed.0, 412);
}

#[tokio::test]
async fn a_pdf_is_shown_by_the_browsers_own_viewer_and_by_our_pages_alone() {
    let (_server, room, [ada]) = workspace().await;
    let menu = ada.uploads(room, "menu.pdf", "%PDF-1.4").await;
    let answer = ada.opens(&menu).await;
    let headers = answer.headers();
    assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let text = |name| headers[name].to_str().expect("text");
    assert!(text(header::CONTENT_DISPOSITION).starts_with("inline;"));
    let policy = text(header::CONTENT_SECURITY_POLICY);
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
    // What only calls itself a PDF is saved, not shown.
    let page = ada.uploads(room, "page.pdf", "<!DOCTYPE html>").await;
    let answer = ada.opens(&page).await;
    assert_eq!(
        answer.headers()[header::CONTENT_TYPE],
        "application/octet-stream"
    );
}
