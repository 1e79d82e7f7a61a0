//! What a person looks at on one device.

use crate::{MessageId, RoomId};
use serde::{Deserialize, Serialize};

/// What a person looks at on one device, and whether the device shows notifications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attention {
    /// Whether the person looks at a page of Hubbub: it is visible, has the focus, and there was input lately.
    #[serde(default)]
    pub watched: bool,
    /// The room that the page shows.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// The root of the thread that the page shows.
    #[serde(default)]
    pub thread: Option<MessageId>,
    /// Whether the device wants to be told of notifications.
    #[serde(default)]
    pub alerts: bool,
}
