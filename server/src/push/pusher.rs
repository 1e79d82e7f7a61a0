//! Sends to push services.

use super::PushKey;
use crate::{
    config::Config,
    outgoing::{
        self, OutgoingError,
        guard::{Guard, Refusal, System},
    },
    store::PushAddress,
};
use chrono::Utc;
use reqwest::{
    Response, StatusCode,
    header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER},
};
use std::{net::SocketAddr, time::Duration};
use tokio::time::timeout;
use url::Url;
use web_push_native::{Auth, encrypt, p256::PublicKey};

/// The longest time of a request.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a push service keeps a notification for a device that is off, in seconds.
const TTL: u32 = 24 * 60 * 60;
const USER_AGENT: &str = concat!("Hubbub/", env!("CARGO_PKG_VERSION"));

/// Result of sending to a push service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PushOutcome {
    /// The push service has it.
    Accepted,
    /// The device has unsubscribed.
    Gone,
    /// The push service cannot take it now. It may have said after how long to try again.
    Later(Option<Duration>),
    /// The push service will never take it.
    Refused,
}

/// Sends to push services in the name of this server.
pub(crate) struct Pusher {
    key: PushKey,
    guard: Guard,
    exceptions: Vec<SocketAddr>,
    contact: String,
}

impl Pusher {
    pub(crate) fn new(key: PushKey, config: &Config) -> Self {
        let exceptions = config.push_hosts.clone();
        let origin = config.origin.as_ref().filter(|origin| origin.is_secure());
        Self {
            key,
            guard: Guard::new(Box::new(System), exceptions.clone()),
            exceptions,
            contact: match origin {
                Some(origin) => format!("https://{}", origin.authority()),
                // Without an origin there is no address to name, but push services require the form of one.
                None => "mailto:hubbub@hubbub.invalid".to_owned(),
            },
        }
    }

    /// Returns the server's public key in base64url.
    pub(crate) fn public_key(&self) -> String {
        self.key.public()
    }

    /// Returns whether something could be sent to an address: it is one of https or of the operator's own push service,
    /// and has valid keys.
    pub(crate) fn accepts(&self, address: &PushAddress) -> bool {
        let Ok(url) = address.endpoint.parse::<Url>() else {
            return false;
        };
        let is_own = || {
            let addresses = url.socket_addrs(|| None).unwrap_or_default();
            url.scheme() == "http" && addresses.iter().all(|it| self.exceptions.contains(it))
        };
        let is_name = |url: &Url| matches!(url.host(), Some(url::Host::Domain(_)));
        (url.scheme() == "https" || (!is_name(&url) && is_own())) && keys(address).is_some()
    }

    /// Sends to a device.
    pub(crate) async fn send(&self, address: &PushAddress, content: Vec<u8>) -> PushOutcome {
        let (Ok(url), Some((key, secret))) = (address.endpoint.parse::<Url>(), keys(address))
        else {
            return PushOutcome::Refused;
        };
        let body = match encrypt(content, &key, &secret) {
            Ok(body) => body,
            Err(error) => {
                tracing::error!(%error, "a notification could not be encrypted");
                return PushOutcome::Refused;
            }
        };
        let now = Utc::now().timestamp();
        let authorization = self.key.authorization(&url, &self.contact, now);
        let request = outgoing::send(&self.guard, &url, USER_AGENT, |client| {
            client
                .post(url.clone())
                .header(AUTHORIZATION, authorization)
                .header(CONTENT_ENCODING, "aes128gcm")
                .header(CONTENT_TYPE, "application/octet-stream")
                .header("ttl", TTL)
                .header("urgency", "high")
                .body(body)
        });
        match timeout(PATIENCE, request).await {
            Ok(Ok(response)) => outcome(&response),
            Ok(Err(OutgoingError::Refused(refusal))) if refusal != Refusal::Unresolved => {
                tracing::warn!(%refusal, "the address of a push service is not allowed");
                PushOutcome::Refused
            }
            Ok(Err(error)) => {
                tracing::debug!(%error, "a push service cannot be reached");
                PushOutcome::Later(None)
            }
            Err(_) => PushOutcome::Later(None),
        }
    }
}

fn keys(address: &PushAddress) -> Option<(PublicKey, Auth)> {
    let key = PublicKey::from_sec1_bytes(&address.public_key).ok()?;
    let secret: [u8; 16] = address.secret.as_slice().try_into().ok()?;
    Some((key, secret.into()))
}

fn outcome(response: &Response) -> PushOutcome {
    match response.status() {
        status if status.is_success() => PushOutcome::Accepted,
        StatusCode::NOT_FOUND | StatusCode::GONE => PushOutcome::Gone,
        status if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
            let wait = response.headers().get(RETRY_AFTER);
            let seconds = wait.and_then(|wait| wait.to_str().ok()?.trim().parse().ok());
            PushOutcome::Later(seconds.map(Duration::from_secs))
        }
        status => {
            tracing::warn!(%status, "a push service refuses a notification");
            PushOutcome::Refused
        }
    }
}
