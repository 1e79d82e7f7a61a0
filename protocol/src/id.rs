//! Ids, and the names of streams.

use crate::read::{Read, Value, read_from_text};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{collections::BTreeMap, fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                // `parse_str` also tells what is wrong, which nobody needs and which makes the first load larger.
                Uuid::try_parse(text).map(Self).map_err(|_| ParseIdError)
            }
        }
    };
}

id!(
    /// The id of a person.
    UserId
);
id!(
    /// The id of a room.
    RoomId
);
id!(
    /// The id of a message, chosen by the server.
    MessageId
);
id!(
    /// The id of a message, chosen by its author's client: a UUIDv7 for each message, so that a message that is sent twice is
    /// stored once.
    ClientId
);
id!(
    /// The id of an uploaded file.
    FileId
);
id!(
    /// The id of a link that lets guests in.
    GuestLinkId
);
id!(
    /// The id of a browser that is sent notifications.
    PushDeviceId
);
id!(
    /// The id of one life of the database. A restored backup gets a new one, which makes older cursors void.
    Epoch
);

/// The error of a text that is no id or no name of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct ParseIdError;

/// The name of a stream of events: `r:<room id>`, `u:<user id>` or `w`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamId {
    Workspace,
    User(UserId),
    Room(RoomId),
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workspace => f.write_str("w"),
            Self::User(id) => write!(f, "u:{id}"),
            Self::Room(id) => write!(f, "r:{id}"),
        }
    }
}

impl FromStr for StreamId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            None if text == "w" => Ok(Self::Workspace),
            Some(("u", id)) => id.parse().map(Self::User),
            Some(("r", id)) => id.parse().map(Self::Room),
            _ => Err(ParseIdError),
        }
    }
}

impl Serialize for StreamId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StreamId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

read_from_text!(
    UserId,
    RoomId,
    MessageId,
    ClientId,
    FileId,
    GuestLinkId,
    PushDeviceId,
    Epoch,
    StreamId
);

impl Read for BTreeMap<StreamId, u64> {
    fn read(value: &Value) -> Option<Self> {
        let streams = value.as_object()?.iter();
        streams
            .map(|(stream, seq)| Some((stream.parse().ok()?, seq.as_u64()?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_reads_back_what_it_writes() {
        let room = RoomId(Uuid::from_u128(7));
        let user = UserId(Uuid::from_u128(8));
        for stream in [
            StreamId::Workspace,
            StreamId::User(user),
            StreamId::Room(room),
        ] {
            assert_eq!(stream.to_string().parse(), Ok(stream));
        }
    }

    #[test]
    fn nonsense_names_no_stream() {
        for text in ["", "r:", "x", "w:", "r:7", "room"] {
            assert_eq!(text.parse::<StreamId>(), Err(ParseIdError), "{text}");
        }
    }
}
