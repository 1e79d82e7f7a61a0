//! Bounds and times of the server's internals.

use std::time::Duration;

/// Bounds and times of the server's internals. Tests make some of them small.
#[derive(Clone, Debug)]
pub struct Tuning {
    /// How often a client sends a `ping` at least. A client that is silent for two and a half times as long is disconnected.
    pub heartbeat: Duration,
    /// The longest wait for a client's `hello`.
    pub hello: Duration,
    /// The longest time for writing a frame, after which the connection ends.
    pub write: Duration,
    /// The longest time for a closing connection to accept its last frames and the close frame.
    pub farewell: Duration,
    /// Deliveries that may wait for one connection: the events of one commit, or a signal.
    pub connection_queue: usize,
    /// Changes that may wait for the writer.
    pub writer_queue: usize,
    /// Commands and reads of one connection in progress, beyond which no frame is read from it.
    pub pipeline: usize,
    /// Events in one page of catch-up.
    pub page_events: usize,
    /// Bytes of text at which a page of catch-up ends.
    pub page_bytes: usize,
    /// Changes of one person that may wait for the writer.
    pub writer_share: usize,
    /// Bytes of text at which one answer over HTTP ends.
    pub answer_bytes: usize,
    /// Frames and requests that a person may send at once over all connections. More must wait.
    pub burst: u32,
    /// Frames and requests that a person may send per second, in the long run.
    pub rate: u32,
    /// Concurrent requests of one person. More must wait.
    pub requests_in_flight: usize,
    /// Requests of one person that may wait. More are refused.
    pub requests_waiting: usize,
    /// Connections of one person.
    pub person_connections: usize,
    /// Connections of people at one address, or in one /64 of IPv6.
    pub network_connections: usize,
    /// How often changes of presence are sent.
    pub presence_every: Duration,
    /// How long a person counts as present after their last connection has closed.
    pub presence_grace: Duration,
    /// Concurrent uploads of one person.
    pub uploads_each: usize,
    /// Concurrent uploads of all people.
    pub uploads: usize,
    /// Free bytes of the disk that are reserved for messages: a file that would leave less is refused.
    pub disk_reserve: u64,
    /// Free bytes of the disk below which unsent uploads are removed sooner.
    pub disk_short: u64,
    /// The longest time for an image to wait and be decoded. After that it is an ordinary file.
    pub picture_patience: Duration,
    /// How often the folder of files is searched for content that no file has.
    pub orphans_every: Duration,
    /// The longest time for a connection to have no complete request: silent, with half a request, or kept alive.
    pub idle: Duration,
    /// The longest pause in a request's body, after which the request fails, and in the client's acceptance of a response,
    /// after which the connection ends.
    pub stall: Duration,
    /// Connections that may be open at once. Fewer if the system allows few open files.
    pub connections: usize,
    /// Of these, connections on which no signed-in person has been seen.
    pub strangers: usize,
    /// Of these, connections from one network, unless it is a trusted proxy.
    pub strangers_of_network: usize,
    /// How long a notification waits for closed devices while the person uses another.
    pub push_patience: Duration,
    /// How long a message is unread before its reader is mailed, and how often that is checked.
    pub digest_after: Duration,
    pub digest_every: Duration,
    /// The pause before a notification is pushed again. Each pause is four times as long as the previous one.
    pub push_retry: Duration,
    /// The pause before the first restart of a task that has ended.
    pub restart: Duration,
    /// A task that has run for this long no longer counts as failing.
    pub steady: Duration,
    /// The time for connections and requests to end in a shutdown, after which the accepted changes are committed.
    pub shutdown: Duration,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            heartbeat: Duration::from_secs(25),
            hello: Duration::from_secs(10),
            write: Duration::from_secs(10),
            farewell: Duration::from_secs(2),
            connection_queue: 256,
            writer_queue: 1024,
            pipeline: 64,
            page_events: protocol::limits::PAGE_MAX as usize,
            page_bytes: 128 * 1024,
            writer_share: 128,
            answer_bytes: 256 * 1024,
            burst: 300,
            rate: 50,
            requests_in_flight: 32,
            requests_waiting: 256,
            person_connections: 100,
            network_connections: 2048,
            presence_every: Duration::from_secs(1),
            presence_grace: Duration::from_secs(30),
            uploads_each: 4,
            uploads: 32,
            disk_reserve: 500_000_000,
            disk_short: 5_000_000_000,
            picture_patience: Duration::from_secs(30),
            orphans_every: Duration::from_secs(24 * 60 * 60),
            idle: Duration::from_secs(25),
            stall: Duration::from_secs(25),
            connections: 16_384,
            strangers: 2048,
            strangers_of_network: 256,
            push_patience: Duration::from_secs(60),
            digest_after: Duration::from_secs(60 * 60),
            digest_every: Duration::from_secs(60),
            push_retry: Duration::from_secs(15),
            restart: Duration::from_secs(1),
            steady: Duration::from_secs(60),
            shutdown: Duration::from_secs(10),
        }
    }
}

impl Tuning {
    /// Returns how long a client may be silent.
    pub(crate) fn silence(&self) -> Duration {
        self.heartbeat.mul_f32(2.5)
    }
}
