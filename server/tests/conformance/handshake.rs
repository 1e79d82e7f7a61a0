//! The opening handshake.

use crate::{
    frame::calls,
    support::TestServer,
    wire::{ACCEPT, Handshake, ServerReply},
};

#[tokio::test]
async fn a_valid_handshake_opens_the_socket() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let bearer = format!("Bearer {}", ada.token);
    let own = || Handshake::of(&ada);
    for (name, handshake, subprotocol) in [
        ("a browser's", own(), Some("hubbub.v1")),
        (
            "with words in other letters",
            own()
                .with("upgrade", "WebSocket")
                .with("connection", "UPGRADE"),
            Some("hubbub.v1"),
        ),
        (
            "with other subprotocols besides",
            own().with("sec-websocket-protocol", "hubbub.v2, hubbub.v1"),
            Some("hubbub.v1"),
        ),
        (
            "a program's",
            own()
                .without("cookie")
                .without("origin")
                .with("authorization", &bearer),
            Some("hubbub.v1"),
        ),
        // RFC 6455 leaves it to the client whether it goes on without a subprotocol. A browser does not.
        (
            "without a subprotocol",
            own().without("sec-websocket-protocol"),
            None,
        ),
        (
            "with a subprotocol that is not known",
            own().with("sec-websocket-protocol", "chat"),
            None,
        ),
        (
            "with an extension that is not known",
            own().with("sec-websocket-extensions", "permessage-deflate"),
            Some("hubbub.v1"),
        ),
    ] {
        let (response, mut wire) = handshake.ask().await;
        assert_eq!(response.status, 101, "{name}");
        let upgrade = response.header("upgrade").map(str::to_ascii_lowercase);
        assert_eq!(upgrade.as_deref(), Some("websocket"), "{name}");
        assert_eq!(
            response.header("sec-websocket-accept"),
            Some(ACCEPT),
            "{name}"
        );
        let chosen = response.header("sec-websocket-protocol");
        assert_eq!(chosen, subprotocol, "{name}");
        assert_eq!(response.header("sec-websocket-extensions"), None, "{name}");
        wire.write(&calls("x").bytes()).await;
        assert_eq!(
            wire.hear().await,
            ServerReply::Called("x".to_owned()),
            "{name}"
        );
    }
}

#[tokio::test]
async fn an_invalid_handshake_is_refused() {
    let server = TestServer::start().await;
    let ada = server.ada().await;
    let own = || Handshake::of(&ada);
    for (name, handshake, status) in [
        (
            "an older version",
            own().with("sec-websocket-version", "8"),
            426,
        ),
        ("no version", own().without("sec-websocket-version"), 426),
        ("another protocol", own().with("upgrade", "h2c"), 426),
        ("no upgrade", own().without("upgrade"), 426),
        (
            "a connection that stays",
            own().with("connection", "keep-alive"),
            426,
        ),
        ("no key", own().without("sec-websocket-key"), 400),
        (
            "a short key",
            own().with("sec-websocket-key", "c2hvcnQ="),
            400,
        ),
        (
            "a key that is none",
            own().with("sec-websocket-key", "no key at all"),
            400,
        ),
        ("HTTP/1.0", own().version("HTTP/1.0"), 400),
        (
            "another site's page",
            own().with("origin", "http://evil.example"),
            403,
        ),
        ("a page from nowhere", own().with("origin", "null"), 403),
        ("nobody", own().without("cookie"), 401),
        (
            "a forged session",
            own().with("cookie", "hubbub_session=forged"),
            401,
        ),
    ] {
        let (response, _) = handshake.ask().await;
        assert_eq!(response.status, status, "{name}");
        let kind = response.header("content-type");
        assert_eq!(kind, Some("application/problem+json"), "{name}");
        // The answer to another version names the supported one.
        let version = response.header("sec-websocket-version");
        assert_eq!(version, (status == 426).then_some("13"), "{name}");
        assert_eq!(
            response.header("upgrade"),
            (status == 426).then_some("websocket"),
            "{name}"
        );
    }
}
