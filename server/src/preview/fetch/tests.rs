//! Tests of fetching against sites on this machine.

use super::*;
use crate::outgoing::guard::Resolver;
use futures::future::BoxFuture;
use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    time::sleep,
};

/// Site that answers each path with bytes, and counts its visits.
struct TestSite {
    address: SocketAddr,
    visits: Arc<AtomicUsize>,
}

impl TestSite {
    async fn open(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let visits = Arc::new(AtomicUsize::new(0));
        let (counted, answer) = (Arc::clone(&visits), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::Relaxed);
                let answer = Arc::clone(&answer);
                tokio::spawn(async move {
                    let mut request = vec![0; 4096];
                    let read = stream.read(&mut request).await.unwrap_or(0);
                    let text = String::from_utf8_lossy(&request[..read]).into_owned();
                    let path = text.split(' ').nth(1).unwrap_or_default();
                    // The visitor may hang up early.
                    let _ = stream.write_all(&answer(path)).await;
                });
            }
        });
        Self { address, visits }
    }

    fn url(&self, path: &str) -> Url {
        format!("http://{}{path}", self.address)
            .parse()
            .expect("a URL")
    }

    /// Returns a fetcher that may connect to this site only.
    fn fetcher(&self) -> Fetcher {
        Fetcher::new(Guard::new(Box::new(UnknownNames), vec![self.address]))
    }

    fn visits(&self) -> usize {
        self.visits.load(Ordering::Relaxed)
    }
}

struct UnknownNames;

impl Resolver for UnknownNames {
    fn resolve(&self, _: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }
}

/// Name that resolves to another address each time.
struct Rebinding(Mutex<Vec<IpAddr>>);

impl Resolver for Rebinding {
    fn resolve(&self, _: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>> {
        let next = self.0.lock().expect("the answers").remove(0);
        Box::pin(std::future::ready(Ok(vec![next])))
    }
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn page(body: &[u8]) -> Vec<u8> {
    answer("200 OK\r\nContent-Type: text/html", body)
}

fn redirect(location: &str) -> Vec<u8> {
    answer(&format!("302 Found\r\nLocation: {location}"), b"")
}

#[tokio::test]
async fn redirects_are_followed_up_to_a_bound() {
    let site = TestSite::open(|path| match path {
        "/page" => page(b"<title>Engine</title>"),
        "/one" => redirect("/two"),
        "/two" => redirect("three?q"),
        "/three?q" => redirect("/page"),
        _ => redirect("/one"),
    })
    .await;
    let fetched = site.fetcher().get(site.url("/one"), Wanted::Page).await;
    let fetched = fetched.expect("a page");
    assert_eq!(fetched.body, b"<title>Engine</title>");
    assert_eq!(fetched.url, site.url("/page"));
    // One more is too many.
    let refused = site.fetcher().get(site.url("/none"), Wanted::Page).await;
    assert!(
        matches!(refused, Err(FetchError::TooManyRedirects)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn every_redirect_is_checked() {
    let inside = TestSite::open(|_| page(b"<title>Secret</title>")).await;
    let (port, secret) = (inside.address.port(), inside.address);
    for location in [
        format!("http://{secret}/"),
        format!("http://localhost:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://0x7f000001:{port}/"),
        format!("http://0177.0.0.1:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("//127.1:{port}/"),
        "http://127.0.0.1/".into(),
        "http://[::1]/".into(),
        "http://[::ffff:7f00:1]/".into(),
        "http://[64:ff9b::7f00:1]/".into(),
        "http://169.254.169.254/latest/meta-data/".into(),
        "http://2852039166/latest/meta-data/".into(),
        "http://10.0.0.1/".into(),
        "file:///etc/passwd".into(),
        "ftp://example.org/".into(),
        "gopher://127.0.0.1:6379/_FLUSHALL".into(),
        "http://ada:secret@example.org/".into(),
    ] {
        let to = location.clone();
        let site = TestSite::open(move |_| redirect(&to)).await;
        let refused = site.fetcher().get(site.url("/"), Wanted::Page).await;
        assert!(
            matches!(
                refused,
                Err(FetchError::Outgoing(OutgoingError::Refused(_)))
            ),
            "{location}: {refused:?}"
        );
        assert_eq!(site.visits(), 1);
    }
    assert_eq!(inside.visits(), 0);
}

#[tokio::test]
async fn dns_rebinding_does_not_change_the_target() {
    let site = TestSite::open(|_| page(b"<title>Engine</title>")).await;
    let elsewhere: IpAddr = "127.0.0.2".parse().expect("an address");
    let url: Url = format!("http://rebinding.example.org:{}/", site.address.port())
        .parse()
        .expect("a URL");
    // The second address is not asked for.
    let names = Rebinding(Mutex::new(vec![site.address.ip(), elsewhere]));
    let fetcher = Fetcher::new(Guard::new(Box::new(names), vec![site.address]));
    assert!(fetcher.get(url.clone(), Wanted::Page).await.is_ok());
    assert_eq!(site.visits(), 1);
    // The next fetch resolves the name again, and is refused before it connects.
    let refused = fetcher.get(url, Wanted::Page).await;
    assert!(
        matches!(
            refused,
            Err(FetchError::Outgoing(OutgoingError::Refused(_)))
        ),
        "{refused:?}"
    );
    assert_eq!(site.visits(), 1);
}

#[tokio::test]
async fn the_beginning_of_an_endless_page_is_taken_and_an_endless_picture_is_refused() {
    let site = TestSite::open(|path| {
        let kind = if path == "/page" {
            "text/html"
        } else {
            "image/png"
        };
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n");
        [head.into_bytes(), vec![b'a'; 3 * BYTES]].concat()
    })
    .await;
    let page = site.fetcher().get(site.url("/page"), Wanted::Page).await;
    assert_eq!(page.expect("a page").body.len(), BYTES);
    let picture = site
        .fetcher()
        .get(site.url("/picture"), Wanted::Picture)
        .await;
    assert!(matches!(picture, Err(FetchError::TooLarge)), "{picture:?}");
}

#[tokio::test]
async fn the_bound_counts_decompressed_bytes() {
    // 10 MB in 64 kB.
    let site = TestSite::open(|_| {
        let head = "200 OK\r\nContent-Type: image/png\r\nContent-Encoding: gzip";
        answer(head, &zeros(10_000_000))
    })
    .await;
    let refused = site.fetcher().get(site.url("/"), Wanted::Picture).await;
    assert!(matches!(refused, Err(FetchError::TooLarge)), "{refused:?}");
}

/// Returns so many zeros compressed by gzip, each a reference to the one before.
fn zeros(count: u32) -> Vec<u8> {
    // A block of fixed codes: a zero, then pairs of "258 as before, at distance 1", and the end.
    let mut bits: Vec<bool> = vec![true, true, false];
    let mut code = |value: u32, length: u32| {
        bits.extend((0..length).rev().map(|place| value >> place & 1 == 1));
    };
    code(0b0011_0000, 8);
    for _ in 0..count / 258 {
        code(0b1100_0101, 8);
        code(0, 5);
    }
    code(0, 7);
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    for byte in bits.chunks(8) {
        let set = byte.iter().enumerate();
        packed.push(set.fold(0, |sum, (place, bit)| sum | u8::from(*bit) << place));
    }
    // The checksum is never read.
    packed.extend([0; 8]);
    packed
}

#[tokio::test]
async fn other_media_types_and_errors_are_refused() {
    let site = TestSite::open(|path| match path {
        "/script" => answer("200 OK\r\nContent-Type: application/json", b"{}"),
        "/nothing" => answer("200 OK", b"<title>Engine</title>"),
        "/svg" => answer("200 OK\r\nContent-Type: image/svg+xml", b"<svg/>"),
        _ => answer(
            "404 Not Found\r\nContent-Type: text/html",
            b"<title>Lost</title>",
        ),
    })
    .await;
    let fetcher = site.fetcher();
    for (path, wanted) in [
        ("/script", Wanted::Page),
        ("/nothing", Wanted::Page),
        ("/svg", Wanted::Page),
        ("/svg", Wanted::Picture),
    ] {
        let refused = fetcher.get(site.url(path), wanted).await;
        assert!(
            matches!(refused, Err(FetchError::WrongType)),
            "{path}: {refused:?}"
        );
    }
    let lost = fetcher.get(site.url("/lost"), Wanted::Page).await;
    assert!(matches!(lost, Err(FetchError::Status(404))), "{lost:?}");
}

#[tokio::test]
async fn an_endless_answer_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a visitor");
        let _ = stream.read(&mut [0; 4096]).await.expect("a request");
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
        let mut alive = stream.write_all(head).await;
        while alive.is_ok() {
            alive = stream.write_all(b" ").await;
            sleep(Duration::from_millis(5)).await;
        }
    });
    let mut fetcher = Fetcher::new(Guard::new(Box::new(UnknownNames), vec![address]));
    fetcher.patience = Duration::from_millis(200);
    let url = format!("http://{address}/").parse().expect("a URL");
    let refused = fetcher.get(url, Wanted::Page).await;
    assert!(matches!(refused, Err(FetchError::TooSlow)), "{refused:?}");
}
