//! Static files.

use crate::support::{Program, stranger};
use std::fs;
use tempfile::TempDir;

#[tokio::test]
async fn files_of_the_site_are_served_as_they_were_compressed_and_no_others() {
    let folder = TempDir::new().expect("a folder");
    let site = folder.path().join("site");
    fs::create_dir_all(site.join("pkg")).expect("a folder");
    fs::write(site.join("pkg/hubbub.js"), "plain").expect("a file");
    fs::write(site.join("pkg/hubbub.js.br"), "compressed").expect("a file");
    fs::write(site.join("icon.svg"), "<svg/>").expect("a file");
    fs::write(site.join("emoji-1.txt"), "emoji").expect("a file");
    fs::write(site.join("service-worker.js"), "// code").expect("a file");
    fs::write(folder.path().join("secret"), "secret").expect("a file");
    let program = Program::start_with_site(&folder.path().join("data"), &site).await;
    let get = |path: &str| {
        let url = format!("http://{}{path}", program.address);
        stranger().get(url)
    };

    let plain = get("/pkg/hubbub.js").send().await.expect("an answer");
    assert_eq!(plain.headers()["content-type"], "text/javascript");
    assert_eq!(plain.text().await.expect("a file"), "plain");
    let request = get("/pkg/hubbub.js").header("accept-encoding", "br");
    let compressed = request.send().await.expect("an answer");
    assert_eq!(compressed.headers()["content-encoding"], "br");
    assert_eq!(compressed.text().await.expect("a file"), "compressed");
    let emoji = get("/emoji-1.txt").send().await.expect("an answer");
    let kept = &emoji.headers()["cache-control"];
    assert_eq!(kept, "public, max-age=31536000, immutable");

    // The worker knows the files of its release.
    let worker = get("/service-worker.js").send().await.expect("an answer");
    let kind = &worker.headers()["content-type"];
    assert_eq!(kind, "text/javascript; charset=utf-8");
    assert_eq!(worker.headers()["cache-control"], "no-store");
    let code = worker.text().await.expect("a file");
    assert!(code.starts_with("const RELEASE = {") && code.ends_with("// code"));
    for file in [
        r#"["/emoji-1.txt","/pkg/"#,
        r#"hubbub.js","#,
        r#""/texts/en-first-"#,
    ] {
        assert!(code.contains(file), "{code}");
    }

    for path in ["/pkg/hubbub.js", "/icon.svg"] {
        let request = get(path).header("range", "items=0-1");
        let whole = request.send().await.expect("an answer");
        assert_eq!(whole.status(), 200, "{path}");
    }

    let icon = get("/icon.svg").send().await.expect("an answer");
    assert_eq!(icon.status(), 200);
    for path in [
        "/emoji-2.txt",
        "/%2e%2e/secret",
        "/pkg/%2e%2e/%2e%2e/secret",
        "/pkg/nothing.js",
    ] {
        let missing = get(path).send().await.expect("an answer");
        assert_eq!(missing.status(), 404, "{path}");
    }
}
