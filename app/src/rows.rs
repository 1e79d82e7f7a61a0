//! What the timeline shows, from top to bottom: days, messages grouped by author, and the line where unread begins.

use crate::{
    calendar::{Day, LocalTime},
    client::{Client, Pending, PendingState},
    erased::Key,
    model::{ClientId, Message, RoomId, Timestamp, UserId},
};

/// Messages of one author within this time stand together, in milliseconds.
const GROUP_MS: i64 = 5 * 60 * 1_000;

/// Names a row, the same for as long as it stands for the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// A new day begins.
    Day(Day),
    /// The unread messages begin.
    New,
    /// A message, named by its author and the author's own id for it.
    Message(UserId, ClientId),
}

impl From<RowKey> for Key {
    fn from(row: RowKey) -> Self {
        match row {
            // No id is nil, so these stand for no message.
            RowKey::New => Self(0, 0),
            RowKey::Day(day) => Self(0, 1 + u128::from(day.number())),
            RowKey::Message(author, id) => Self(author.0.as_u128(), id.0.as_u128()),
        }
    }
}

/// One message as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MessageRow {
    pub name: String,
    pub body: String,
    pub at: LocalTime,
    /// Its place in the room's stream, once it has one.
    pub seq: Option<u64>,
    /// Whether it begins a group and so shows its author.
    pub head: bool,
    pub delivery: Delivery,
}

/// How far a message has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// On the server's disk.
    #[default]
    Delivered,
    /// In the outbox, on its way.
    Pending,
    /// In the outbox, refused for this reason.
    Refused(String),
}

impl Delivery {
    /// Why the message was refused; empty when it was not.
    pub fn refusal(&self) -> &str {
        match self {
            Self::Refused(why) => why,
            Self::Delivered | Self::Pending => "",
        }
    }
}

/// The rows of one room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// From top to bottom; a message's row with what it shows.
    rows: Vec<(RowKey, Option<MessageRow>)>,
}

/// Where to draw the line of the unread, and by which clock to show times.
pub struct Look<'a> {
    /// The line stands before the first message of another person after this `seq`.
    pub unread_after: Option<u64>,
    /// Minutes to add to UTC at a moment.
    pub offset_minutes: &'a dyn Fn(Timestamp) -> i32,
}

impl Rows {
    /// The rows of `room` as `client` knows it. Of a room that is gone what was not sent is left.
    pub fn new(client: &Client, room: RoomId, look: &Look<'_>) -> Self {
        let mut rows = Builder {
            client,
            look,
            rows: Self::default(),
            day: None,
            group: None,
            new_drawn: false,
        };
        if let Some(state) = client.state.rooms.get(&room) {
            state
                .timeline
                .messages()
                .for_each(|message| rows.message(message));
        }
        client
            .outbox
            .in_room(room)
            .for_each(|pending| rows.pending(pending));
        rows.rows
    }

    /// The rows' keys from top to bottom.
    pub fn keys(&self) -> Vec<RowKey> {
        self.rows.iter().map(|(key, _)| *key).collect()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The message of a row.
    pub fn message(&self, key: RowKey) -> Option<&MessageRow> {
        self.rows.iter().find(|(row, _)| *row == key)?.1.as_ref()
    }
}

struct Builder<'a> {
    client: &'a Client,
    look: &'a Look<'a>,
    rows: Rows,
    day: Option<Day>,
    /// The author and time of the message before, while the group goes on.
    group: Option<(UserId, Timestamp)>,
    new_drawn: bool,
}

impl Builder<'_> {
    fn message(&mut self, message: &Message) {
        let key = RowKey::Message(message.author, message.client_id);
        self.day(message.at);
        let unread = self.look.unread_after.is_some_and(|seq| message.seq > seq);
        if unread && !self.new_drawn && message.author != self.client.state.me.id {
            self.new_drawn = true;
            self.group = None;
            self.rows.rows.push((RowKey::New, None));
        }
        let row = self.row(message.author, &message.body, message.at);
        self.push(
            key,
            MessageRow {
                seq: Some(message.seq),
                delivery: Delivery::Delivered,
                ..row
            },
        );
    }

    fn pending(&mut self, pending: &Pending) {
        let me = self.client.state.me.id;
        let key = RowKey::Message(me, pending.client_id);
        // Kept by the browser although it arrived: its ack was lost.
        if self.rows.message(key).is_some() {
            return;
        }
        self.day(pending.at);
        let delivery = match &pending.state {
            PendingState::New | PendingState::Waiting | PendingState::InFlight => Delivery::Pending,
            PendingState::Refused(why) => Delivery::Refused(why.clone()),
        };
        let row = self.row(me, &pending.body, pending.at);
        self.push(key, MessageRow { delivery, ..row });
    }

    fn row(&mut self, author: UserId, body: &str, at: Timestamp) -> MessageRow {
        let goes_on = |(last, then): (UserId, Timestamp)| {
            last == author && at.millis() - then.millis() <= GROUP_MS
        };
        let head = !self.group.is_some_and(goes_on);
        self.group = Some((author, at));
        MessageRow {
            name: self.client.state.name_of(author).to_owned(),
            body: body.to_owned(),
            at: self.local(at),
            seq: None,
            head,
            delivery: Delivery::Pending,
        }
    }

    fn push(&mut self, key: RowKey, row: MessageRow) {
        self.rows.rows.push((key, Some(row)));
    }

    /// Draws the day's line when the day is new. Pending messages carry another clock's time than the server's: a day
    /// never begins twice.
    fn day(&mut self, at: Timestamp) {
        let day = self.local(at).day();
        if self.day.is_none_or(|last| day > last) {
            self.day = Some(day);
            self.group = None;
            self.rows.rows.push((RowKey::Day(day), None));
        }
    }

    fn local(&self, at: Timestamp) -> LocalTime {
        LocalTime::new(at, (self.look.offset_minutes)(at))
    }
}

#[cfg(test)]
mod tests;
