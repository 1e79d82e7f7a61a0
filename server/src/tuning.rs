//! Bounds and times of the inner workings.

use std::time::Duration;

/// Bounds and times of the server's inner workings. The defaults are for people; tests make some of them small.
#[derive(Clone, Debug)]
pub struct Tuning {
    /// A client sends a `ping` at least this often; one that is silent for two and a half times as long is gone.
    pub heartbeat: Duration,
    /// The first `hello` comes within this time.
    pub hello: Duration,
    /// A frame that cannot be written in this time ends the connection.
    pub write: Duration,
    /// What a connection that is being closed gets to take its last frames and the close.
    pub farewell: Duration,
    /// Deliveries that may wait for one connection: what one commit has for it, or a signal.
    pub connection_queue: usize,
    /// Changes that may wait for the writer.
    pub writer_queue: usize,
    /// Commands and reads of one connection that may be under way at once: at so many, it is not listened to.
    pub pipeline: usize,
    /// Events in one page of catch-up.
    pub page_events: usize,
    /// A page of catch-up ends once its text reaches this many bytes.
    pub page_bytes: usize,
    /// Changes of one person that may wait for the writer.
    pub writer_share: usize,
    /// The texts of one answer over HTTP end once they reach this many bytes.
    pub answer_bytes: usize,
    /// Frames and requests that a person may send at once, over all connections. Those beyond wait.
    pub burst: u32,
    /// Frames and requests that a person may send per second, in the long run.
    pub rate: u32,
    /// Requests of one person that are worked on at once. Those beyond wait.
    pub requests_in_flight: usize,
    /// Requests of one person that may wait. Those beyond are refused.
    pub requests_waiting: usize,
    /// Connections of one person.
    pub person_connections: usize,
    /// Connections of people at one address, or in one /64 of IPv6.
    pub network_connections: usize,
    /// How often people are told whose presence has changed.
    pub presence_every: Duration,
    /// How long one whose last connection is gone counts as there still.
    pub presence_grace: Duration,
    /// Uploads of one person that may be under way at once.
    pub uploads_each: usize,
    /// Uploads of all that may be under way at once.
    pub uploads: usize,
    /// Free bytes of the disk that are kept for messages: no file is taken that would leave less.
    pub disk_reserve: u64,
    /// With fewer free bytes on the disk, uploads that were not sent are removed sooner.
    pub disk_short: u64,
    /// How long an image waits to be decoded and is decoded, together. After that it is an ordinary file.
    pub picture_patience: Duration,
    /// How often the folder of files is looked through for content that is nobody's.
    pub orphans_every: Duration,
    /// A connection without a request under way is closed after this time: one that says nothing, or only half of what it
    /// has to say, and one that is kept alive.
    pub idle: Duration,
    /// A request whose body does not come on for this time fails; a response that is not taken for as long ends the
    /// connection.
    pub stall: Duration,
    /// Connections that may be open at once. Fewer where the system gives few descriptors.
    pub connections: usize,
    /// Of these, connections on which nobody has been seen to be signed in.
    pub strangers: usize,
    /// Of these, connections from one network that is no trusted proxy.
    pub strangers_of_network: usize,
    /// What one of the server's own tasks that has ended waits for its first restart.
    pub restart: Duration,
    /// A task that has run for so long since its restart is well again.
    pub steady: Duration,
    /// What connections and requests get to end in a shutdown; what the writer has taken is committed after it.
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
            restart: Duration::from_secs(1),
            steady: Duration::from_secs(60),
            shutdown: Duration::from_secs(10),
        }
    }
}

impl Tuning {
    /// How long a client may be silent.
    pub(crate) fn silence(&self) -> Duration {
        self.heartbeat.mul_f32(2.5)
    }
}
