//! Storage of a tab, and its notices to the other tabs.

use super::*;
use protocol::{
    ClientId, MessageId,
    read::{Read, read},
};
use serde::Serialize;
use uuid::Uuid;

fn reads_back<T: Serialize + Read + PartialEq + std::fmt::Debug>(written: T) {
    let json = serde_json::to_string(&written).expect("serializes");
    assert_eq!(read::<T>(&json).as_ref(), Some(&written), "{json}");
}

#[test]
fn a_message_in_storage_and_a_change_told_to_other_tabs_read_back_as_they_were_written() {
    let client_id = ClientId(Uuid::from_u128(4));
    let pending = |state| PendingMessage {
        client_id,
        room: EVERYONE,
        body: "hello".into(),
        attachments: Vec::new(),
        edits: None,
        reply_to: Some(MessageId(Uuid::from_u128(3))),
        also_in_room: true,
        at: Timestamp(5),
        state,
    };
    reads_back(pending(PendingState::Waiting));
    reads_back(pending(PendingState::Refused("Too long.".into())));
    reads_back(OutboxChange::Kept(pending(PendingState::Waiting)));
    reads_back(OutboxChange::Discarded(client_id));
    reads_back(OutboxChange::Acked {
        client_id,
        seq: 6,
        message: MessageId(Uuid::from_u128(7)),
    });
}
