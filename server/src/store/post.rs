//! New messages. Each is stored once, however often it is sent.

use super::{
    Store, StoreError, Submitted, attachments, direct,
    fingerprint::Fingerprint,
    followers, members, mention_list, mentions,
    messages::{self, StoredMessage, Target, message_rows},
    reads, rooms,
    search::documents,
    text::Text,
    threads, to_sql, whole,
};
use crate::store::engine::change::Tx;
use markdown::Mentions;
use protocol::{ClientId, EventKind, Message, MessageId, NewMessage, StreamId, UserId};
use sqlx::types::Uuid;

/// A message that is stored.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) message: Message,
    /// True if the message was stored before, and this was a repeat.
    pub(crate) repeated: bool,
    /// True if the author may see the message. An author who has left the room gets a `message` with only its ids and `seq`.
    pub(crate) visible: bool,
}

impl Store {
    /// Stores a message once: a repeat of its `client_id` yields the first one.
    ///
    /// `typed` is the text before names in it became mentions: it tells a repeat even if people were renamed since. `here` are
    /// the people who are active, in any room, whom an `@here` in the text notifies.
    ///
    /// Yields `Conflict` if the `client_id` was sent with something else; `NotFound` if the author is no member, or the
    /// message that it replies to is deleted or in another room; `Archived`, `ReadOnly`, `Empty`, `Invisible`, `TooLong`;
    /// `NoSuchFile` and `TooManyFiles` for the attachments.
    pub(crate) fn send(
        &self,
        author: UserId,
        message: NewMessage,
        typed: Option<&str>,
        here: Vec<UserId>,
    ) -> Submitted<Sent> {
        let post = Post::new(author, message, typed, here);
        self.writer.submit(move |tx| Box::pin(post.store(tx)))
    }
}

/// A new message in the writer's queue.
pub(super) struct Post {
    pub(super) author: UserId,
    pub(super) message: NewMessage,
    pub(super) fingerprint: Fingerprint,
    /// The mentions in the text. An invalid text is kept as its error: a repeat of a stored message must still get that
    /// message's ack.
    pub(super) mentions: Result<Mentions, StoreError>,
    pub(super) here: Vec<UserId>,
    /// True if the author is away while it is sent: their unread messages in the room stay unread.
    pub(super) unattended: bool,
}

impl Post {
    pub(super) fn new(
        author: UserId,
        mut message: NewMessage,
        typed: Option<&str>,
        here: Vec<UserId>,
    ) -> Self {
        let fingerprint = Fingerprint::of(&message, typed);
        let attached = !message.attachments.is_empty();
        let text = Text::read(std::mem::take(&mut message.body));
        let mentions = text.and_then(|text| text.admitted(attached)).map(|text| {
            message.body = text.body;
            text.mentions
        });
        Self {
            author,
            message,
            fingerprint,
            mentions,
            here,
            unattended: false,
        }
    }

    /// Returns the root of the thread that the message goes to, if any. Fails if the author may not send it there.
    pub(super) async fn admitted(
        &self,
        tx: &mut Tx<'_>,
    ) -> Result<Option<StoredMessage>, StoreError> {
        members::require(tx, self.message.room, self.author).await?;
        let root = self.root(tx).await?;
        if root.is_some() && !self.message.also_in_room {
            // A room that is read-only for members is still open for their replies.
            rooms::require_in_use(tx, self.message.room).await?;
        } else {
            rooms::require_post(tx, self.message.room, self.author).await?;
        }
        Ok(root)
    }

    async fn root(&self, tx: &mut Tx<'_>) -> Result<Option<StoredMessage>, StoreError> {
        let Some(message) = self.message.reply_to else {
            return Ok(None);
        };
        let room = Some(self.message.room);
        let target = Target { message, room };
        let root = messages::thread_of(tx, target, self.author).await?;
        if root.deleted {
            return Err(StoreError::NotFound);
        }
        Ok(Some(root))
    }

    /// Stores the message, or answers a repeat.
    pub(super) async fn store(self, tx: &mut Tx<'_>) -> Result<Sent, StoreError> {
        let (author, client_id) = (self.author, self.message.client_id);
        if let Some(first) = sent_before(tx, author, client_id).await? {
            self.fingerprint.require_same(first.as_deref())?;
            return repeated(tx, author, client_id).await;
        }
        let root = self.admitted(tx).await?;
        let Self { message: new, .. } = self;
        let mentioned = self.mentions?;
        let attachments = attachments::unsent(tx, author, &new).await?;
        direct::reveal(tx, new.room, author).await?;
        let stream = StreamId::Room(new.room);
        let row = StoredMessage {
            id: MessageId(Uuid::now_v7()),
            seq: tx.advance(stream).await?,
            room: new.room,
            author,
            client_id,
            body: new.body,
            at: tx.at,
            edited_at: None,
            deleted: false,
            reply_to: root.as_ref().map(|root| root.id),
            in_room: root.is_none() || new.also_in_room,
        };
        let number = insert(tx, &row, self.fingerprint).await?;
        attachments::attach(tx, row.id, &attachments).await?;
        documents::add(tx, number, &row, &attachments);
        let called = mentions::of_new(tx, &row, &mentioned, &self.here).await?;
        mentions::add(tx, &row, &called).await?;
        mention_list::add(tx, &row, &mentioned, &self.here).await?;
        let thread = match &root {
            Some(root) => threads::summary(tx, root.id).await?,
            None => None,
        };
        let message = Message {
            attachments,
            ..row.clone().into_bare()
        };
        let created = EventKind::MessageCreated {
            message: Message {
                thread,
                mentions: called.people,
                everyone: called.everyone,
                ..message.clone()
            },
        };
        // The author of a reply sees its thread, maybe without the room.
        let moves = root.is_none() && !(self.unattended && reads::stay(tx, &row).await?);
        tx.append(stream, row.seq, author, created).await?;
        if let Some(root) = &root {
            followers::replied(tx, root, &row, &mentioned.people).await?;
        }
        if moves {
            reads::advance(tx, row.room, author, row.seq).await?;
        }
        Ok(Sent {
            message,
            repeated: false,
            visible: true,
        })
    }
}

/// Returns the fingerprint of the message that the author sent with this `client_id` before. It is `None` once that message
/// is deleted.
pub(super) async fn sent_before(
    tx: &mut Tx<'_>,
    author: UserId,
    client_id: ClientId,
) -> Result<Option<Option<Vec<u8>>>, StoreError> {
    Ok(sqlx::query_scalar!(
        "SELECT fingerprint FROM messages WHERE author = ? AND client_id = ?",
        author.0,
        client_id.0
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// Answers a repeat. An author who has left the room learns that the message was stored, and nothing that came after.
async fn repeated(
    tx: &mut Tx<'_>,
    author: UserId,
    client_id: ClientId,
) -> Result<Sent, StoreError> {
    let row = message_rows!(
        "WHERE m.author = ? AND m.client_id = ?",
        author.0,
        client_id.0
    )
    .fetch_one(&mut **tx)
    .await?;
    let visible = members::is_member(tx, row.room, author).await?;
    let message = if visible {
        whole::complete_one(tx, row).await?
    } else {
        Message {
            id: row.id,
            seq: row.seq,
            room: row.room,
            author,
            client_id,
            ..Message::default()
        }
    };
    Ok(Sent {
        message,
        repeated: true,
        visible,
    })
}

/// Inserts a row, and returns its number.
async fn insert(
    tx: &mut Tx<'_>,
    message: &StoredMessage,
    fingerprint: Fingerprint,
) -> Result<i64, StoreError> {
    let seq = to_sql(message.seq);
    let reply_to = message.reply_to.map(|root| root.0);
    let fingerprint = fingerprint.as_sql();
    let inserted = sqlx::query!(
        "INSERT INTO messages (id, room, seq, author, client_id, body, at, reply_to, in_room, fingerprint)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        message.id.0,
        message.room.0,
        seq,
        message.author.0,
        message.client_id.0,
        message.body,
        message.at.0,
        reply_to,
        message.in_room,
        fingerprint
    )
    .execute(&mut **tx)
    .await?;
    Ok(inserted.last_insert_rowid())
}
