//! Fingerprints: they tell a repeat of a message from another message with the same `client_id`.

use super::StoreError;
use protocol::NewMessage;
use sha2::{Digest as _, Sha256};

/// The SHA-256 of what an author sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Returns the fingerprint of a message as its author sent it: with the text that was `typed`, if the body is another.
    pub(super) fn of(message: &NewMessage, typed: Option<&str>) -> Self {
        let mut hash = Sha256::new();
        hash.update(message.room.0);
        hash.update([u8::from(message.reply_to.is_some())]);
        if let Some(root) = message.reply_to {
            hash.update(root.0);
            hash.update([u8::from(message.also_in_room)]);
        }
        hash.update((message.attachments.len() as u64).to_le_bytes());
        for file in &message.attachments {
            hash.update(file.0);
        }
        hash.update(typed.unwrap_or(&message.body));
        Self(hash.finalize().into())
    }

    /// Reads a fingerprint from the database.
    pub(super) fn from_sql(stored: &[u8]) -> Result<Self, StoreError> {
        let hash = stored.try_into();
        hash.map(Self)
            .map_err(|_| StoreError::Corrupt("fingerprint"))
    }

    /// Returns the fingerprint as the database keeps it.
    pub(super) fn as_sql(&self) -> &[u8] {
        &self.0
    }

    /// Fails with `Conflict` if the message stored under the same `client_id` has another fingerprint. A deleted message has
    /// none and matches all.
    pub(super) fn require_same(&self, stored: Option<&[u8]>) -> Result<(), StoreError> {
        match stored {
            Some(stored) if stored != self.0 => Err(StoreError::Conflict),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{ClientId, FileId, MessageId, RoomId};
    use sqlx::types::Uuid;

    fn message() -> NewMessage {
        NewMessage {
            room: RoomId(Uuid::from_u128(1)),
            client_id: ClientId(Uuid::from_u128(3)),
            body: "Tea at four".to_owned(),
            reply_to: None,
            also_in_room: false,
            attachments: Vec::new(),
        }
    }

    #[test]
    fn a_reply_that_is_also_sent_to_the_room_has_another_fingerprint() {
        let reply = NewMessage {
            reply_to: Some(MessageId(Uuid::from_u128(9))),
            ..message()
        };
        let also = NewMessage {
            also_in_room: true,
            ..reply.clone()
        };
        assert_ne!(Fingerprint::of(&reply, None), Fingerprint::of(&also, None));
    }

    #[test]
    fn a_message_that_differs_in_anything_has_another_fingerprint() {
        let first = Fingerprint::of(&message(), None);
        assert_eq!(first, Fingerprint::of(&message(), None));
        let others = [
            NewMessage {
                room: RoomId(Uuid::from_u128(9)),
                ..message()
            },
            NewMessage {
                body: "Tea at five".to_owned(),
                ..message()
            },
            NewMessage {
                reply_to: Some(MessageId(Uuid::from_u128(9))),
                ..message()
            },
            NewMessage {
                attachments: vec![FileId(Uuid::from_u128(9))],
                ..message()
            },
        ];
        for other in others {
            let other = Fingerprint::of(&other, None);
            assert_ne!(first, other);
            assert!(matches!(
                other.require_same(Some(first.as_sql())),
                Err(StoreError::Conflict)
            ));
            assert!(other.require_same(None).is_ok());
        }
    }
}
