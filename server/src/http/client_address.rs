//! The address that a request comes from.

use crate::{app_state::AppState, config::Config};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{Extensions, request::Parts},
};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Once,
};

/// The address of the client: the peer's, or the one that a trusted proxy names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientAddress(pub(crate) IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(parts, &state.config))
    }
}

impl ClientAddress {
    pub(crate) fn of(parts: &Parts, config: &Config) -> Self {
        static WARNED: Once = Once::new();
        let peer = peer(&parts.extensions);
        if config
            .trusted_proxies
            .is_untrusted_proxy(peer, &parts.headers)
        {
            WARNED.call_once(|| {
                tracing::warn!(
                    %peer,
                    "X-Forwarded-For is ignored: name this proxy in HUBBUB_TRUSTED_PROXIES, or all its clients count \
                     as one"
                );
            });
        }
        Self(config.trusted_proxies.client(peer, &parts.headers))
    }
}

/// Returns the address at the other end of the connection.
pub(crate) fn peer(extensions: &Extensions) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip())
}
