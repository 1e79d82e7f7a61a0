use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};
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
                // Not `parse_str`, which finds out what is wrong: that weighs in the first load, and nobody asks.
                Uuid::try_parse(text).map(Self).map_err(|_| ParseIdError)
            }
        }
    };
}

id!(
    /// Names a person.
    UserId
);
id!(
    /// Names a room.
    RoomId
);
id!(
    /// Names a message, as the server knows it.
    MessageId
);
id!(
    /// Names a message as its sender's browser does, before the server has seen it: a UUIDv7 made once per message,
    /// so that the same message sent twice is stored once.
    ClientId
);
id!(
    /// Names a file that somebody has uploaded.
    FileId
);
id!(
    /// Names a link by which guests come in.
    GuestLinkId
);
id!(
    /// Names one life of the database. It changes when a backup is restored, and makes older cursors void.
    Epoch
);

/// The text is not an id or not the name of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct ParseIdError;

/// Names a stream of events: `r:<room id>`, `u:<user id>` or `w`.
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
