//! Threads: replies to a message, and who follows them.

mod also_in_room;
mod composing;
mod following;
mod links;
mod replies;

use crate::support::{Screen, TestPerson};
use client::state::PageRequest;
use protocol::{Conversation, Follow, Message, MessagePage};

fn thread_path(root: &Message) -> String {
    format!("/api/rooms/{}/threads/{}", root.room, root.id)
}

impl TestPerson {
    /// Returns a message and all replies to it.
    async fn thread(&self, root: &Message) -> Vec<Message> {
        self.thread_page(root, "").await.messages
    }

    async fn thread_page(&self, root: &Message, bounds: &str) -> MessagePage {
        let path = format!("{}?{bounds}", thread_path(root));
        self.get_as(&path).await
    }

    async fn follow(&self, root: &Message) -> Follow {
        let path = format!("{}/follow", thread_path(root));
        let state = self.get_json(&path).await;
        serde_json::from_value(state["follow"].clone()).expect("a follow")
    }

    /// Returns the unread threads that the next page would show.
    async fn unread_threads(&self) -> Vec<Follow> {
        self.snapshot().await.threads
    }
}

/// Returns the conversation of a thread.
fn at(root: &Message) -> Conversation {
    Conversation {
        room: root.room,
        thread: Some(root.id),
    }
}

/// Opens a thread on two devices. The second loses its connection.
async fn live_and_away_in_thread(person: &TestPerson, root: &Message) -> [Screen; 2] {
    let mut live = Screen::open(person, root.room).await;
    let mut away = Screen::open(person, root.room).await;
    for screen in [&mut live, &mut away] {
        screen.opens(person, root).await;
    }
    away.goes_away();
    [live, away]
}

impl Screen {
    /// Opens a thread beside the room.
    async fn opens(&mut self, person: &TestPerson, root: &Message) {
        self.state.open_thread(root.room, root.id);
        let page = person.thread_page(root, "").await;
        assert!(
            self.state
                .load(at(root), page, PageRequest::Newest { limit: 50 })
        );
    }

    /// Returns the messages that it shows of a thread.
    fn thread(&self, root: &Message) -> Vec<Message> {
        let timeline = self.state.timeline(at(root)).expect("an open thread");
        timeline.messages().cloned().collect()
    }
}
