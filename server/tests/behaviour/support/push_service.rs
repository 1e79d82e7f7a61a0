//! A push service, and browsers that have subscribed at it.

use super::{PATIENCE, TestPerson, TestServer};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier as _};
use protocol::RoomId;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};
use web_push_native::{Auth, decrypt, p256::SecretKey};

/// The keys of a browser.
#[derive(Clone)]
struct Keys {
    secret_key: SecretKey,
    auth: [u8; 16],
}

/// The status of an answer, and the value of `Retry-After`.
pub(crate) type Answer = (StatusCode, Option<&'static str>);

/// What the push service shares with its handler.
#[derive(Clone)]
struct Shared {
    address: SocketAddr,
    browsers: Arc<Mutex<BTreeMap<String, Keys>>>,
    /// The next answers.
    answers: Arc<Mutex<VecDeque<Answer>>>,
    received: UnboundedSender<(String, Value)>,
}

/// A push service on this machine. It checks the signature of each request, and decrypts as the browser would.
pub(crate) struct PushService {
    shared: Shared,
    received: UnboundedReceiver<(String, Value)>,
}

impl PushService {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (sender, received) = unbounded_channel();
        let shared = Shared {
            address: listener.local_addr().expect("an address"),
            browsers: Arc::default(),
            answers: Arc::default(),
            received: sender,
        };
        let router = Router::new()
            .route("/{browser}", post(take))
            .with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { shared, received }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.shared.address
    }

    /// Returns the subscription of a browser, as a page reads it from the browser.
    pub(crate) fn subscription(&self, browser: &str) -> Value {
        let number = u8::try_from(browser.len()).expect("a short name");
        let keys = Keys {
            secret_key: SecretKey::from_slice(&[number; 32]).expect("a key"),
            auth: [number; 16],
        };
        let point = VerifyingKey::from(keys.secret_key.public_key()).to_encoded_point(false);
        let subscription = json!({
            "endpoint": format!("http://{}/{browser}", self.shared.address),
            "expirationTime": null,
            "keys": {
                "p256dh": URL_SAFE_NO_PAD.encode(point.as_bytes()),
                "auth": URL_SAFE_NO_PAD.encode(keys.auth),
            },
        });
        let mut browsers = self.shared.browsers.lock().expect("no panic");
        browsers.insert(browser.to_owned(), keys);
        subscription
    }

    /// Turns on notifications in a browser of a person.
    pub(crate) async fn subscribe(&self, person: &TestPerson, browser: &str) {
        let subscription = self.subscription(browser);
        let response = person.post("/api/me/push-devices", &subscription).await;
        assert_eq!(response.status(), StatusCode::NO_CONTENT);
    }

    /// Answers the next requests so. After that it accepts.
    pub(crate) fn answers(&self, next: &[Answer]) {
        let mut answers = self.shared.answers.lock().expect("no panic");
        answers.extend(next);
    }

    /// Waits for the next request. Returns the browser and the decrypted content.
    pub(crate) async fn receives(&mut self) -> (String, Value) {
        let received = timeout(PATIENCE, self.received.recv()).await;
        received.expect("a push in time").expect("it is open")
    }

    /// Waits for the next request, and returns its text.
    pub(crate) async fn receives_text(&mut self) -> String {
        let (_, content) = self.receives().await;
        let text = &content["notification"]["text"];
        text.as_str().expect("a text").to_owned()
    }
}

/// Opens a push service, and starts a server with a workspace that may use it.
pub(crate) async fn workspace_and_push<const N: usize>(
    set: impl FnOnce(&mut server::Tuning),
) -> (TestServer, PushService, RoomId, [TestPerson; N]) {
    let push = PushService::open().await;
    let server = TestServer::start_with(|config, tuning| {
        config.push_hosts = vec![push.address()];
        set(tuning);
    })
    .await;
    let (room, people) = server.people().await;
    (server, push, room, people)
}

async fn take(
    State(shared): State<Shared>,
    Path(browser): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let keys = shared.browsers.lock().expect("no panic")[&browser].clone();
    assert_eq!(headers[header::CONTENT_ENCODING], "aes128gcm");
    assert!(headers.contains_key("ttl"));
    assert!(body.len() <= 4096, "{} bytes", body.len());
    verify(&headers, &format!("http://{}", shared.address));
    let content = decrypt(body.to_vec(), &keys.secret_key, &Auth::from(keys.auth));
    let content = serde_json::from_slice(&content.expect("decrypts")).expect("JSON");
    shared
        .received
        .send((browser, content))
        .expect("it is read");
    let answer = shared.answers.lock().expect("no panic").pop_front();
    match answer {
        Some((status, Some(wait))) => (status, [(header::RETRY_AFTER, wait)]).into_response(),
        Some((status, None)) => status.into_response(),
        None => StatusCode::CREATED.into_response(),
    }
}

/// Checks a signature by RFC 8292.
fn verify(headers: &HeaderMap, origin: &str) {
    let authorization = headers[header::AUTHORIZATION].to_str().expect("text");
    let parts = authorization.strip_prefix("vapid t=").expect("VAPID");
    let (token, key) = parts.split_once(", k=").expect("a key");
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
    let (signed, signature) = token.rsplit_once('.').expect("a signature");
    let key = VerifyingKey::from_sec1_bytes(&decode(key)).expect("a key");
    let signature = Signature::from_slice(&decode(signature)).expect("a signature");
    key.verify(signed.as_bytes(), &signature)
        .expect("the signature of this key");
    let (header, claims) = signed.split_once('.').expect("claims");
    let read = |part: &str| -> Value { serde_json::from_slice(&decode(part)).expect("JSON") };
    assert_eq!(read(header)["alg"], "ES256");
    let claims = read(claims);
    assert_eq!(claims["aud"], origin);
    let subject = claims["sub"].as_str().expect("a contact");
    assert!(subject.starts_with("mailto:") || subject.starts_with("https://"));
    let left = claims["exp"].as_i64().expect("an end") - chrono::Utc::now().timestamp();
    assert!((1..=24 * 60 * 60).contains(&left), "{left} s");
}
