//! The work of one person's action is bounded, however many other people there are and however much they have written.

use super::*;
use crate::store::engine::{disk::Disk, writer::Writer};
use futures::future::join_all;
use std::collections::BTreeMap;

/// The most steps of SQLite's virtual machine for each person who is told their counts.
const STEPS_PER_PERSON: u64 = 300;
/// The most steps for each message that somebody of them has not read.
const STEPS_PER_UNREAD: u64 = 40;
/// Tolerance for the size of rows, in steps.
const TOLERANCE: u64 = 200;

/// A workspace whose writer counts its steps.
struct Counted {
    place: Place,
    steps: Arc<AtomicU64>,
    crowd: Vec<UserId>,
}

impl Counted {
    /// One with Ada and so many others.
    async fn new(others: usize) -> Self {
        let mut place = Place::new(512).await;
        let options = SqliteConnectOptions::new().filename(place.folder.path().join(FILE));
        let mut connection = connect_writer(&options).await.expect("open");
        let steps = count_steps(&mut connection).await;
        let keep = Arc::clone(&place.published);
        let publish = Box::new(move |news: News| {
            keep.lock().expect("no panic").extend(news.events);
        });
        let disk = Disk::new(options, connection, place.store.epoch());
        let writer = Writer::start(disk, 512, publish);
        std::mem::replace(&mut place.store.writer, writer)
            .close()
            .await;
        let joins = (0..others).map(|number| {
            let person = new_person(&format!("Person {number}"));
            place.store.join("code".to_owned(), person)
        });
        let crowd = join_all(joins).await;
        let crowd = crowd.into_iter().map(|user| user.expect("joined").id);
        let crowd = crowd.collect();
        Self {
            place,
            steps,
            crowd,
        }
    }

    /// The steps that a change takes.
    async fn steps_of<T>(&self, change: impl Future<Output = Result<T, StoreError>>) -> u64 {
        let before = self.steps.load(Ordering::Relaxed);
        let _ = change.await.expect("done");
        self.steps.load(Ordering::Relaxed) - before
    }

    async fn edit(&self, message: &Message, body: &str) {
        let target = Target::anywhere(message.id);
        let edited = self
            .place
            .store
            .edit(self.place.ada, target, body.to_owned(), Vec::new());
        edited.await.expect("edited");
    }

    /// The steps of an edit that makes a message call everyone, and of the deletion of that message.
    async fn steps_of_a_call(&self) -> [u64; 2] {
        let mut steps = [0; 2];
        // Run twice, so that one-time work of the connection is not counted.
        for _ in 0..2 {
            let message = self.place.says("Lunch").await;
            let edited = self
                .steps_of(async {
                    self.edit(&message, "@room, lunch").await;
                    Ok(())
                })
                .await;
            let store = &self.place.store;
            let target = Target::anywhere(message.id);
            let deleted = self.steps_of(store.delete(self.place.ada, target));
            steps = [edited, deleted.await];
        }
        steps
    }

    /// The same messages by Ada as [`Place::says`] makes, many at once.
    async fn fill(&self, messages: usize) {
        let sent = (0..messages).map(|_| {
            let message = self.place.message("Tea");
            self.place.send(message)
        });
        let sent: Vec<_> = sent.collect();
        for sent in join_all(sent).await {
            sent.expect("sent");
        }
    }

    /// The steps of the joining and leaving of a guest.
    async fn steps_of_a_guest(&self) -> [u64; 2] {
        let store = &self.place.store;
        let said = self.place.says("Welcome").await;
        let code = || "guests".to_owned();
        let rooms = vec![self.place.everyone];
        let invited = store.invite_guests(self.place.ada, code(), rooms).await;
        invited.expect("invited");
        let mut steps = [0; 2];
        // Run twice, so that one-time work of the connection is not counted.
        for name in ["Barbara", "Edsger"] {
            let mut guest = None;
            let joined = self
                .steps_of(async {
                    guest = Some(store.join_as_guest(code(), new_person(name)).await?.id);
                    Ok(())
                })
                .await;
            let guest = guest.expect("a guest");
            let at = Timestamp(now().0 + 60_000);
            let reminded = store.remind(guest, said.id, Some(at)).await;
            reminded.expect("reminded");
            let removed = store.remove_member(self.place.ada, self.place.everyone, guest);
            steps = [joined, self.steps_of(removed).await];
        }
        steps
    }
}

fn new_person(name: &str) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        email: format!("{}@example.org", name.replace(' ', ".")),
        password_hash: String::new(),
    }
}

/// The steps of actions that are not announced to other people one by one.
async fn steps_told_to_the_room(counted: &Counted) -> [u64; 4] {
    let Counted { place, .. } = counted;
    let mut steps = [0; 4];
    // Run twice, so that one-time work of the connection is not counted.
    for name in ["Barbara", "Edsger"] {
        let message = place.message(&format!("Tea, <@{}>?", counted.crowd[0]));
        let sent = counted.steps_of(place.send(message)).await;
        let message = place.says("Coffee?").await;
        let target = Target::anywhere(message.id);
        let reacted = counted
            .steps_of(place.store.react(place.ada, target, "👍", true))
            .await;
        let deleted = counted
            .steps_of(place.store.delete(place.ada, target))
            .await;
        let joined = counted
            .steps_of(place.store.join("code".to_owned(), new_person(name)))
            .await;
        steps = [sent, reacted, deleted, joined];
    }
    steps
}

/// Checks that each change takes as many steps in the one case as in the other.
fn assert_same_work(few: &[u64], many: &[u64]) {
    assert_eq!(few.len(), many.len());
    for (few, many) in few.iter().zip(many) {
        assert!(
            *few > 0 && many.abs_diff(*few) < TOLERANCE,
            "{few} and {many} steps"
        );
    }
}

#[tokio::test]
async fn changes_take_the_same_work_in_a_room_of_five_people_and_of_two_hundred() {
    let few = steps_told_to_the_room(&Counted::new(4).await).await;
    let many = steps_told_to_the_room(&Counted::new(199).await).await;
    assert_same_work(&few, &many);
}

#[tokio::test]
async fn editing_a_mention_of_everyone_takes_bounded_work_for_each_person_notified() {
    let few = Counted::new(4).await.steps_of_a_call().await;
    let many = Counted::new(199).await.steps_of_a_call().await;
    for (few, many) in few.into_iter().zip(many) {
        let most = few + 195 * STEPS_PER_PERSON;
        assert!(few > 0 && many < most, "{few} and {many} steps");
    }
}

#[tokio::test]
async fn editing_a_mention_of_everyone_scans_the_unread_messages_once() {
    let counted = Counted::new(50).await;
    let few = counted.steps_of_a_call().await;
    counted.fill(400).await;
    let many = counted.steps_of_a_call().await;
    for (few, many) in few.into_iter().zip(many) {
        let most = few + 402 * STEPS_PER_UNREAD;
        assert!(many < most, "{few} and {many} steps");
    }
}

#[tokio::test]
async fn a_guest_joins_and_leaves_with_the_same_work_in_rooms_of_100_and_5000_messages() {
    let counted = [Counted::new(4).await, Counted::new(4).await];
    for (counted, messages) in counted.iter().zip([100, 5000]) {
        for _ in 0..messages / 100 {
            counted.fill(100).await;
        }
    }
    let few = counted[0].steps_of_a_guest().await;
    let many = counted[1].steps_of_a_guest().await;
    assert_same_work(&few, &many);
}

#[tokio::test]
async fn counts_sent_to_many_people_agree_with_a_new_page() {
    let counted = Counted::new(5).await;
    let (place, crowd) = (&counted.place, &counted.crowd);
    let store = &place.store;
    let by = async |author: UserId, body: &str, reply_to: Option<&Message>| {
        let mut message = place.message(body);
        message.reply_to = reply_to.map(|root| root.id);
        let sent = place.send_as(author, message).await;
        sent.expect("sent").message
    };
    let first = by(place.ada, "Lunch", None).await;
    let named = format!("<@{}>", crowd[2]);
    for (author, body) in [
        (crowd[0], "@room"),
        (crowd[1], named.as_str()),
        (place.ada, "@room and tea"),
        (crowd[2], named.as_str()),
        (crowd[3], "Coffee"),
        (crowd[2], "@room"),
        (place.ada, named.as_str()),
    ] {
        let sent = by(author, body, None).await;
        by(place.ada, "A reply, @room", Some(&sent)).await;
    }
    let gone = by(place.ada, "@room, gone", None).await;
    let gone = store.delete(place.ada, Target::anywhere(gone.id));
    gone.await.expect("deleted");
    // One person has read everything. The others have read up to different messages, and some of the unread ones are their own.
    for (person, seq) in [(0, 1), (1, 4), (3, first.seq), (4, first.seq)] {
        let marked = store.mark_unread(crowd[person], place.everyone, seq);
        marked.await.expect("marked");
    }
    let marked = store.mark_unread(crowd[2], place.everyone, first.seq);
    marked.await.expect("marked");
    let read = store.read(crowd[4], place.everyone, u64::MAX);
    read.await.expect("read");

    for body in [
        "@room, lunch",
        &format!("Lunch, {named}"),
        "Lunch",
        "Lunch, @room",
    ] {
        place.published.lock().expect("no panic").clear();
        counted.edit(&first, body).await;
        let events = place.published.lock().expect("no panic").clone();
        let told: BTreeMap<_, _> = events
            .into_iter()
            .filter_map(|(stream, event)| match (stream, event.kind) {
                (
                    StreamId::User(person),
                    EventKind::ReadMoved {
                        read_seq,
                        unread,
                        mentions,
                        ..
                    },
                ) => Some((person, (read_seq, unread, mentions))),
                _ => None,
            })
            .collect();
        let mut expected = match body.contains(&named) {
            // The person who is mentioned by name was notified before as well.
            true => vec![crowd[0], crowd[1], crowd[3]],
            false if body == "Lunch" => vec![crowd[2]],
            false => crowd[..4].to_vec(),
        };
        expected.sort_unstable();
        let people: Vec<_> = told.keys().copied().collect();
        assert_eq!(people, expected, "{body}");
        for (person, told) in told {
            let rooms = store.rooms(person).await.expect("rooms");
            let room = &rooms[0];
            assert_eq!(told, (room.read_seq, room.unread, room.mentions), "{body}");
        }
    }
}
