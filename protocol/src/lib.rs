//! The protocol between client and server: ids, model, limits, frames, request and response bodies, and error codes.

// The derived readers name this crate, here as elsewhere.
extern crate self as protocol;

mod attachment;
mod attention;
pub mod boot;
mod custom_emoji;
mod draft;
mod error;
mod event;
mod frame;
mod guest_link;
mod id;
pub mod limits;
mod mention;
mod message;
mod notification;
mod person;
pub mod read;
pub mod request;
mod room;
pub mod route;
mod scheduled;
mod search;
mod sidebar;
mod skip;
mod snapshot;
mod thread;
mod timestamp;
pub mod tip;
mod workspace;

pub use attachment::{Attachment, FileKind, RoomFile, RoomFilePage};
pub use attention::Attention;
pub use custom_emoji::CustomEmoji;
pub use draft::Draft;
pub use error::{ErrorCode, Problem};
pub use event::{Event, EventKind};
pub use frame::{
    ClientFrame, Command, CommandId, Control, Cursors, LinkClosed, LinkOpened, ResyncReason,
    SUBPROTOCOL, ServerFrame, Signal,
};
pub use guest_link::GuestLink;
pub use id::{
    ClientId, Epoch, FileId, GuestLinkId, MessageId, ParseIdError, PushDeviceId, RoomId, StreamId,
    UserId,
};
pub use mention::MentionPage;
pub use message::{
    FirstMessage, Message, MessagePage, MessageVersion, NewMessage, Picture, Preview, Reaction,
    Thread, VersionPage,
};
pub use notification::{
    Notification, NotificationHours, NotificationReason, NotificationSettings, PushDevice,
    PushDevices, Weekday,
};
pub use person::{Person, Presence, Role, Status, User};
pub use room::{Conversation, Level, OtherRoom, Posting, Room, RoomDetail, RoomKind, RoomMembers};
pub use scheduled::{Obstacle, Saved, Scheduled};
pub use search::{
    FoundFile, FoundRoom, FoundThread, SearchPage, SearchProblem, SearchProblemCode, SearchResult,
    SearchSort, SnippetPart,
};
pub use sidebar::{Section, Sidebar};
pub use snapshot::{OpenRoom, Snapshot};
pub use thread::{Follow, FollowState, FollowedThread, ThreadPage};
pub use timestamp::{ParseTimestampError, Timestamp};
pub use workspace::Workspace;
