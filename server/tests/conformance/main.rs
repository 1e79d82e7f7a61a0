//! Conformance to RFC 6455 (WebSocket), tested octet by octet over raw TCP. The groups are those of the Autobahn test
//! suite.
//!
//! Every case is checked to its end: after its answers the server either closes and hangs up, or still answers a
//! Hubbub `ping`. Where Autobahn expects an echo, these cases use that `ping`, whose `id` comes back in the `pong`. Text
//! that is valid WebSocket but not a frame of Hubbub's is answered by an `error` frame, and the connection stays open.

mod case;
mod closing;
mod fragmentation;
mod frame;
mod framing;
mod handshake;
mod limits;
mod masking;
mod opcodes;
mod pings;
mod reserved_bits;
mod utf8;
mod wire;

#[allow(
    dead_code,
    unused_imports,
    reason = "it is the behaviour tests' own, and here less of it is needed"
)]
#[path = "../behaviour/support/mod.rs"]
mod support;

/// TransportKind of the clients in `support`.
const TRANSPORT: support::TransportKind = support::TransportKind::WebSocket;
