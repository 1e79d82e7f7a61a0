//! The connection: heartbeat, transports, loss and return.

use super::*;

#[test]
fn silence_after_a_ping_is_a_dead_link() {
    let mut client = live();
    assert_eq!(client.tick(Timestamp(2_000)), []);
    let ping = ClientFrame::Control(Control::Ping {
        id: CommandId::Number(1),
    });
    assert_eq!(client.tick(Timestamp(26_000)), [Action::Transmit(ping)]);
    assert_eq!(client.tick(Timestamp(36_000)), [Action::Disconnect]);
}

/// Fails to connect once, and returns how long to wait and over what to try again.
fn fails(client: &mut Client) -> (u32, Transport) {
    match client.closed(true, 1.0)[..] {
        [Action::ConnectIn(ms)] => (ms, client.transport()),
        ref other => panic!("it does not connect but {other:?}"),
    }
}

#[test]
fn where_websocket_is_blocked_a_new_page_goes_over_fast_and_without_a_word() {
    let mut client = Client::new(snapshot(0));
    assert_eq!(client.transport(), Transport::WebSocket);
    assert_eq!(fails(&mut client), (500, Transport::WebSocket));
    assert_eq!(fails(&mut client), (500, Transport::EventStream));
    assert_eq!(client.connection, ConnectionState::Connecting);
    client.opened(NOW);
    client.received(welcome(), NOW);
    assert_eq!(client.connection, ConnectionState::Live);
    assert_eq!(fails(&mut client), (500, Transport::EventStream));
}

#[test]
fn a_new_page_that_gets_through_over_neither_says_so() {
    let mut client = Client::new(snapshot(0));
    for _ in 0..3 {
        assert_eq!(client.connection, ConnectionState::Connecting);
        fails(&mut client);
    }
    assert_eq!(client.connection, ConnectionState::Reconnecting);
    assert_eq!(fails(&mut client), (4_000, Transport::EventStream));
}

#[test]
fn a_connection_that_was_welcomed_is_no_failure_when_it_is_lost() {
    let mut client = live();
    assert_eq!(fails(&mut client), (500, Transport::WebSocket));
    assert_eq!(fails(&mut client), (1_000, Transport::WebSocket));
    assert_eq!(fails(&mut client), (500, Transport::EventStream));
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
fn going_over_sends_again_what_was_in_flight_and_is_no_trouble() {
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
    assert_eq!(fails(&mut client).1, Transport::WebSocket);
}

#[test]
fn a_websocket_that_is_not_welcomed_leads_back() {
    let mut client = live_over_events();
    client.switched_to_websocket(NOW);
    assert_eq!(fails(&mut client).1, Transport::EventStream);
    assert_eq!(client.connection, ConnectionState::Connecting);
}

#[test]
fn without_a_network_nothing_is_tried_until_it_is_back() {
    let mut client = live();
    assert_eq!(client.offline(), [Action::Disconnect]);
    assert_eq!(client.closed(false, 0.5), []);
    assert_eq!(client.connection, ConnectionState::Offline);
    assert_eq!(client.wake(NOW), [Action::Connect]);
}
