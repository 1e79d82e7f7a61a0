//! Uploads, and their content in the data folder.

use super::{TestPerson, eventually};
use protocol::{Attachment, RoomId};
use reqwest::{Method, Response};
use std::path::Path;

impl TestPerson {
    /// Uploads a file to a room.
    pub(crate) async fn uploads(
        &self,
        room: RoomId,
        name: &str,
        bytes: impl Into<reqwest::Body>,
    ) -> Attachment {
        let response = self.tries_to_upload(room, name, bytes).await;
        assert_eq!(response.status(), 201);
        response.json().await.expect("an attachment")
    }

    pub(crate) async fn tries_to_upload(
        &self,
        room: RoomId,
        name: &str,
        bytes: impl Into<reqwest::Body>,
    ) -> Response {
        let request = self.request(Method::POST, &format!("/api/rooms/{room}/files"));
        let request = request.query(&[("name", name)]).body(bytes);
        request.send().await.expect("an answer")
    }

    /// Downloads a file.
    pub(crate) async fn opens(&self, file: &Attachment) -> Response {
        self.get(&format!("/files/{}/name", file.id)).await
    }
}

/// Returns how many contents are in the data folder, without thumbnails.
pub(crate) fn contents(data: &Path) -> usize {
    let mut folders = vec![data.join("files")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none() {
                count += 1;
            }
        }
    }
    count
}

/// Waits until exactly so many contents are left.
pub(crate) async fn left(data: &Path, wanted: usize) {
    let left = async || (contents(data) == wanted).then_some(());
    eventually(&format!("{wanted} contents"), left).await;
}
