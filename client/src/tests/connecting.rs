//! The connection: heartbeat, transports, loss and reconnecting.

use super::*;

#[test]
fn silence_after_a_ping_means_a_dead_link() {
    let mut client = live();
    assert_eq!(client.tick(Timestamp(2_000)), []);
    let ping = ClientFrame::Control(Control::Ping {
        id: CommandId::Number(1),
    });
    assert_eq!(client.tick(Timestamp(26_000)), [Action::Transmit(ping)]);
    assert_eq!(client.tick(Timestamp(36_000)), [Action::Disconnect]);
}

/// Fails to connect once, and returns how long to wait and over what to try again.
fn fails(client: &mut Client) -> (u32, TransportKind) {
    match client.closed(true, 1.0)[..] {
        [Action::ConnectIn(ms)] => (ms, client.transport()),
        ref other => panic!("it does not connect but {other:?}"),
    }
}

#[test]
fn a_new_page_falls_back_fast_and_silently_if_websocket_is_blocked() {
    let mut client = Client::new(snapshot(0));
    assert_eq!(client.transport(), TransportKind::WebSocket);
    assert_eq!(fails(&mut client), (500, TransportKind::WebSocket));
    assert_eq!(fails(&mut client), (500, TransportKind::EventStream));
    assert_eq!(client.connection, ConnectionState::Connecting);
    client.opened(NOW);
    client.received(welcome(), NOW);
    assert_eq!(client.connection, ConnectionState::Live);
    assert_eq!(fails(&mut client), (500, TransportKind::EventStream));
}

#[test]
fn a_new_page_reports_that_neither_transport_works() {
    let mut client = Client::new(snapshot(0));
    for _ in 0..3 {
        assert_eq!(client.connection, ConnectionState::Connecting);
        fails(&mut client);
    }
    assert_eq!(client.connection, ConnectionState::Reconnecting);
    assert_eq!(fails(&mut client), (4_000, TransportKind::EventStream));
}

#[test]
fn losing_a_welcomed_connection_is_not_a_failure_of_the_transport() {
    let mut client = live();
    assert_eq!(fails(&mut client), (500, TransportKind::WebSocket));
    assert_eq!(fails(&mut client), (1_000, TransportKind::WebSocket));
    assert_eq!(fails(&mut client), (500, TransportKind::EventStream));
}

/// A client that is live over server-sent events.
fn live_over_events() -> Client {
    let mut client = Client::new(snapshot(0));
    client.become_sender(Vec::new());
    fails(&mut client);
    fails(&mut client);
    client.opened(NOW);
    client.received(welcome(), NOW);
    client
}

#[test]
fn websocket_is_probed_again_beside_the_connection() {
    let mut client = live_over_events();
    assert!(!client.needs_tick(Timestamp(5_999)));
    assert!(client.needs_tick(Timestamp(6_000)));
    assert_eq!(client.tick(Timestamp(6_000)), [Action::Probe]);
    assert_eq!(client.tick(Timestamp(7_000)), []);
    client.network_changed(Timestamp(8_000));
    assert_eq!(client.tick(Timestamp(8_000)), [Action::Probe]);
    assert_eq!(client.connection, ConnectionState::Live);
}

#[test]
fn switching_to_websocket_resends_commands_in_flight_and_reports_no_trouble() {
    let mut client = live_over_events();
    write(&mut client, 1);
    let hello = client.switched_to_websocket(NOW);
    assert!(matches!(
        hello[..],
        [Action::Transmit(ClientFrame::Control(
            Control::Hello { .. }
        ))]
    ));
    assert_eq!(client.connection, ConnectionState::Connecting);
    assert_eq!(sends(&client.received(welcome(), NOW)), [1]);
    assert_eq!(client.tick(Timestamp(10_000)), [], "it goes over WebSocket");
    assert_eq!(fails(&mut client).1, TransportKind::WebSocket);
}

#[test]
fn a_websocket_that_is_not_welcomed_falls_back_again() {
    let mut client = live_over_events();
    client.switched_to_websocket(NOW);
    assert_eq!(fails(&mut client).1, TransportKind::EventStream);
    assert_eq!(client.connection, ConnectionState::Connecting);
}

#[test]
fn without_a_network_no_connection_is_attempted() {
    let mut client = live();
    assert_eq!(client.offline(), [Action::Disconnect]);
    assert_eq!(client.closed(false, 0.5), []);
    assert_eq!(client.connection, ConnectionState::Offline);
    assert_eq!(client.wake(NOW), [Action::Connect]);
}
