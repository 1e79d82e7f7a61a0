//! A person's requests about scheduled messages.

use super::{TestPerson, client_id};
use protocol::{ClientId, RoomId, Scheduled, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

impl TestPerson {
    /// Schedules a message in a room, and returns its id.
    pub(crate) async fn schedules(&self, room: RoomId, body: &str, at: Timestamp) -> ClientId {
        let id = client_id();
        let form = json!({ "client_id": id, "room": room, "body": body, "at": at });
        assert_eq!(self.tries_to_schedule(&form).await, StatusCode::CREATED);
        id
    }

    pub(crate) async fn tries_to_schedule(&self, form: &Value) -> StatusCode {
        self.post("/api/scheduled", form).await.status()
    }

    pub(crate) async fn reschedules(&self, id: ClientId, changes: &Value) -> StatusCode {
        self.patch(&format!("/api/scheduled/{id}"), changes).await
    }

    /// Sends a scheduled message at once.
    pub(crate) async fn sends_now(&self, id: ClientId) -> StatusCode {
        let path = format!("/api/scheduled/{id}/send");
        self.send(Method::POST, &path).await
    }

    /// Discards a scheduled message.
    pub(crate) async fn discards(&self, id: ClientId) -> StatusCode {
        let path = format!("/api/scheduled/{id}");
        self.send(Method::DELETE, &path).await
    }

    pub(crate) async fn scheduled(&self) -> Vec<Scheduled> {
        self.get_as("/api/scheduled").await
    }
}
