//! The workspace of a run, and who comes and goes in its rooms.

use crate::{
    client::Stage,
    person::{HttpError, Person},
    whim::Dice,
};
use protocol::RoomId;
use std::net::SocketAddr;
use tokio::{sync::watch, time::sleep};

const NAMES: [&str; 10] = [
    "Ada",
    "Grace",
    "Linus",
    "Alan",
    "Barbara",
    "Dennis",
    "Edsger",
    "Frances",
    "Katherine",
    "Tim",
];
/// Clients of each person.
pub(crate) const DEVICES: usize = 5;

/// The people, and the rooms that they are in.
pub(crate) struct Crowd {
    /// A session for each device of each person; the administrator's first.
    pub(crate) devices: Vec<Person>,
    pub(crate) open_rooms: Vec<RoomId>,
    pub(crate) closed_rooms: Vec<RoomId>,
}

impl Crowd {
    /// Makes the workspace on an empty server.
    pub(crate) async fn gather(server: SocketAddr) -> Result<Self, HttpError> {
        let ada = Person::first_run(server, NAMES[0]).await?;
        let code = ada.join_code(server).await?;
        let mut people = vec![ada.clone()];
        for name in &NAMES[1..] {
            people.push(Person::join(server, &code, name).await?);
        }
        let mut open_rooms = Vec::new();
        for name in ["Engines", "Looms"] {
            open_rooms.push(ada.make_room(server, name, "open").await?);
        }
        let mut closed_rooms = Vec::new();
        for (index, name) in ["Cards", "Mills", "Stores", "Letters"].iter().enumerate() {
            let room = ada.make_room(server, name, "closed").await?;
            // At first each room is without someone else.
            let without = people
                .iter()
                .skip(1)
                .enumerate()
                .filter(|(n, _)| n % 4 != index);
            for (_, person) in without {
                ada.add(server, room, person.user.id).await?;
            }
            closed_rooms.push(room);
        }
        let mut devices = Vec::new();
        for person in people {
            for _ in 1..DEVICES {
                devices.push(person.another_device(server).await?);
            }
            devices.push(person);
        }
        Ok(Self {
            devices,
            open_rooms,
            closed_rooms,
        })
    }

    /// Removes people from closed rooms and lets them in again, until the load ends. The administrator stays in all.
    pub(crate) async fn come_and_go(
        self,
        mut dice: Dice,
        server: watch::Receiver<Option<SocketAddr>>,
        mut stage: watch::Receiver<Stage>,
    ) {
        loop {
            let pause = dice.wait(10, 120);
            tokio::select! {
                () = sleep(pause) => {}
                _ = stage.wait_for(|stage| *stage != Stage::Load) => return,
            }
            let server = *server.borrow();
            if let Some(server) = server {
                // What fails for want of a server, or because it was so already, is tried with others soon.
                let _ = self.move_someone(&mut dice, server).await;
            }
        }
    }

    async fn move_someone(&self, dice: &mut Dice, server: SocketAddr) -> Result<(), HttpError> {
        let (Some(room), Some(someone), Some(other)) = (
            dice.one_of(&self.closed_rooms),
            dice.one_of(&self.devices[DEVICES..]),
            dice.one_of(&self.devices),
        ) else {
            return Ok(());
        };
        let (ada, user) = (&self.devices[0], someone.user.id);
        match dice.up_to(3) {
            0 => ada.remove(server, *room, user).await,
            1 => someone.remove(server, *room, user).await,
            2 => other.add(server, *room, user).await,
            _ => ada.add(server, *room, user).await,
        }
    }
}
