//! Pages.

use crate::support::{TestServer, open_database, stranger, workspace};
use reqwest::{Method, Response};

async fn visit(server: &TestServer, path: &str) -> Response {
    let url = format!("http://{}{path}", server.address);
    stranger().get(url).send().await.expect("an answer")
}

fn location(response: &Response) -> &str {
    assert_eq!(response.status(), 303);
    response.headers()["location"].to_str().expect("text")
}

#[tokio::test]
async fn all_pages_redirect_to_the_first_run_until_there_is_a_workspace() {
    let server = TestServer::start().await;
    for path in ["/", "/sign-in", "/rooms/x", "/join/x"] {
        assert_eq!(location(&visit(&server, path).await), "/first-run");
    }
    assert_eq!(visit(&server, "/first-run").await.status(), 200);
    server.ada().await;
    assert_eq!(location(&visit(&server, "/first-run").await), "/");
}

#[tokio::test]
async fn signed_out_people_are_redirected_to_sign_in_and_back() {
    let (server, room, [ada]) = workspace().await;
    assert_eq!(location(&visit(&server, "/").await), "/sign-in");
    let response = visit(&server, &format!("/rooms/{room}/at/1")).await;
    assert_eq!(
        location(&response),
        format!("/sign-in?next=/rooms/{room}/at/1")
    );
    let response = visit(&server, "/rooms/a&b=%2F").await;
    assert_eq!(location(&response), "/sign-in?next=/rooms/a%26b%3D%252F");
    assert_eq!(location(&ada.get("/sign-in").await), "/");
    assert_eq!(location(&ada.get("/").await), format!("/rooms/{room}"));
    assert_eq!(ada.status(&format!("/rooms/{room}")).await, 200);
    for list in ["/threads", "/unread", "/mentions"] {
        let response = visit(&server, list).await;
        assert_eq!(location(&response), format!("/sign-in?next={list}"));
        assert_eq!(ada.status(list).await, 200);
    }
}

#[tokio::test]
async fn the_page_without_a_network_and_the_manifest_are_the_same_for_everyone() {
    let (server, _, [ada]) = workspace().await;
    let text = async |answer: Response| answer.text().await.expect("a page");
    // Each answer has a nonce of its own.
    let without_nonce = async |answer: Response| {
        let policy = answer.headers()["content-security-policy"].clone();
        let policy = policy.to_str().expect("text").to_owned();
        let after = policy.split("'nonce-").nth(1).expect("a nonce");
        let nonce = after.split('\'').next().expect("a nonce").to_owned();
        text(answer).await.replace(&nonce, "")
    };
    let mine = without_nonce(ada.get("/offline").await).await;
    let theirs = without_nonce(visit(&server, "/offline").await).await;
    assert_eq!(mine, theirs);
    assert!(mine.contains("You are offline") && mine.contains("data-release="));
    assert!(!mine.contains("Ada"), "{mine}");

    let manifest = visit(&server, "/manifest.webmanifest").await;
    assert_eq!(
        manifest.headers()["content-type"],
        "application/manifest+json"
    );
    assert!(text(manifest).await.contains("\"scope\":\"/\""));
}

#[tokio::test]
async fn a_signed_in_person_who_follows_an_invitation_is_told_that_they_are_in_already() {
    let (server, _, [ada, grace]) = workspace().await;
    let join = ada.join_path().await;
    let page = join.trim_start_matches("/api");
    let answer = grace.get(page).await.text().await.expect("a page");
    assert!(answer.contains("You are signed in as Grace."), "{answer}");
    let answer = visit(&server, page).await.text().await.expect("a page");
    assert!(!answer.contains("You are signed in"), "{answer}");

    // A guest link leads those who are in its room on to it.
    let tea = ada.closed_room("Tea").await;
    let join = ada.guest_path(&[tea]).await;
    let page = join.trim_start_matches("/api");
    assert_eq!(location(&ada.get(page).await), format!("/rooms/{tea}"));
    let answer = grace.get(page).await.text().await.expect("a page");
    assert!(answer.contains("You are signed in as Grace."), "{answer}");
}

#[tokio::test]
async fn a_nonexistent_page_says_so() {
    let (_server, _, [ada]) = workspace().await;
    for path in [
        "/nowhere",
        "/rooms/nonsense",
        "/join/wrong-code",
        "/join/%FF",
        "/reset/%FF",
        "/rooms/%FF",
        "/rooms/%FF/at/1",
    ] {
        let request = ada.request(Method::GET, path);
        let response = request.header("accept", "text/html,*/*;q=0.8").send().await;
        let response = response.expect("an answer");
        assert_eq!(response.status(), 404, "{path}");
        let kind = response.headers()["content-type"].to_str().expect("text");
        assert!(kind.starts_with("text/html"), "{kind}");
    }
}

#[tokio::test]
async fn a_nonexistent_picture_or_script_gets_a_short_answer() {
    let (_server, _, [ada]) = workspace().await;
    for path in ["/apple-touch-icon.png", "/pkg/old.js", "/nowhere"] {
        let response = ada.get(path).await;
        assert_eq!(response.status(), 404, "{path}");
        let answer = response.text().await.expect("text");
        assert!(answer.len() < 200, "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_failed_page_is_answered_with_an_error_page() {
    let (server, _, [ada]) = workspace().await;
    let mut database = open_database(server.data()).await;
    sqlx::query("ALTER TABLE rooms RENAME TO lost")
        .execute(&mut database)
        .await
        .expect("renamed");
    let response = ada.get("/threads").await;
    assert_eq!(response.status(), 500);
    let kind = response.headers()["content-type"].to_str().expect("text");
    assert!(kind.starts_with("text/html"), "{kind}");
    let page = response.text().await.expect("a page");
    assert!(
        page.contains("Something went wrong on the server."),
        "{page}"
    );
    assert!(!page.contains("rooms"), "{page}");
}

#[tokio::test]
async fn a_page_runs_only_scripts_with_its_nonce() {
    let server = TestServer::start().await;
    let one = visit(&server, "/first-run").await;
    let headers = one.headers().clone();
    let policy = headers["content-security-policy"].to_str().expect("text");
    let (_, rest) = policy.split_once("'nonce-").expect("a nonce");
    let nonce = rest.split('\'').next().expect("a nonce");
    let page = one.text().await.expect("a page");
    assert!(page.contains(&format!("nonce=\"{nonce}\"")));
    assert!(!page.contains("<script>"), "a script without a nonce");
    assert!(policy.contains("'wasm-unsafe-eval'") && !policy.contains("unsafe-inline"));
    assert!(policy.contains("frame-ancestors 'none'"));
    assert!(policy.contains(&format!("ws://{}", server.address)));

    let other = visit(&server, "/first-run").await;
    let other = other.headers()["content-security-policy"]
        .to_str()
        .expect("text");
    assert!(!other.contains(nonce), "the nonce is used twice");

    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "same-origin");
    assert_eq!(headers["cache-control"], "no-store");
    assert!(headers.contains_key("permissions-policy"));
    assert!(headers.contains_key("cross-origin-opener-policy"));
    assert!(!headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn with_an_https_origin_browsers_stay_on_https() {
    let server = TestServer::start_with(|config, _| {
        config.origin = Some("https://chat.example.org".parse().expect("an origin"));
    })
    .await;
    let page = visit(&server, "/first-run").await;
    assert!(page.headers().contains_key("strict-transport-security"));
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .expect("text");
    assert!(
        policy.contains("connect-src 'self' wss://chat.example.org;"),
        "{policy}"
    );
}
