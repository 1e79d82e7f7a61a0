//! Behaviour over server-sent events and requests, where WebSocket is blocked: that of the protocol once more, and that
//! of the transport.

#[path = "../behaviour/catch_up.rs"]
mod catch_up;
#[path = "../behaviour/closed_rooms.rs"]
mod closed_rooms;
#[path = "../behaviour/exactly_once.rs"]
mod exactly_once;
#[path = "../behaviour/hostile_frames.rs"]
mod hostile_frames;
mod links;
#[path = "../behaviour/membership.rs"]
mod membership;
#[path = "../behaviour/messages.rs"]
mod messages;
#[path = "../behaviour/presence.rs"]
mod presence;
#[path = "../behaviour/resync.rs"]
mod resync;
#[path = "../behaviour/shutdown.rs"]
mod shutdown;
#[path = "../behaviour/sign_in.rs"]
mod sign_in;
#[path = "../behaviour/slow_reader.rs"]
mod slow_reader;
// Some of it is used only by tests that are not repeated here.
#[allow(dead_code, unused_imports)]
#[path = "../behaviour/support/mod.rs"]
mod support;
#[path = "../behaviour/unread.rs"]
mod unread;

/// TransportKind of the clients.
const TRANSPORT: support::TransportKind = support::TransportKind::EventStream;
