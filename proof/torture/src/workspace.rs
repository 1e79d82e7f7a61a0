//! The workspace of a run, and the changes of membership in its rooms.

use crate::{
    client::Stage,
    random::RandomSource,
    session::{HttpError, UserSession},
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
/// Number of clients of each person.
pub(crate) const DEVICES: usize = 5;

/// People with their devices, and rooms.
pub(crate) struct TestWorkspace {
    /// A session for each device of each person; the administrator's come first.
    pub(crate) devices: Vec<UserSession>,
    pub(crate) open_rooms: Vec<RoomId>,
    pub(crate) closed_rooms: Vec<RoomId>,
}

impl TestWorkspace {
    /// Creates the workspace on an empty server.
    pub(crate) async fn create(server: SocketAddr) -> Result<Self, HttpError> {
        let ada = UserSession::first_run(server, NAMES[0]).await?;
        let code = ada.join_code(server).await?;
        let mut people = vec![ada.clone()];
        for name in &NAMES[1..] {
            people.push(UserSession::join(server, &code, name).await?);
        }
        let mut open_rooms = Vec::new();
        for name in ["Engines", "Looms"] {
            open_rooms.push(ada.create_room(server, name, "open").await?);
        }
        let mut closed_rooms = Vec::new();
        for (index, name) in ["Cards", "Mills", "Stores", "Letters"].iter().enumerate() {
            let room = ada.create_room(server, name, "closed").await?;
            // Each room starts without other people.
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

    /// Removes people from closed rooms and adds them again, until the load ends. The administrator stays in all.
    pub(crate) async fn change_members(
        self,
        mut random: RandomSource,
        server: watch::Receiver<Option<SocketAddr>>,
        mut stage: watch::Receiver<Stage>,
    ) {
        loop {
            let pause = random.wait(10, 120);
            tokio::select! {
                () = sleep(pause) => {}
                _ = stage.wait_for(|stage| *stage != Stage::Load) => return,
            }
            let server = *server.borrow();
            if let Some(server) = server {
                // Failures are expected: the server is down, or the person is already in or out.
                let _ = self.change_member(&mut random, server).await;
            }
        }
    }

    async fn change_member(
        &self,
        random: &mut RandomSource,
        server: SocketAddr,
    ) -> Result<(), HttpError> {
        let (Some(room), Some(someone), Some(other)) = (
            random.pick(&self.closed_rooms),
            random.pick(&self.devices[DEVICES..]),
            random.pick(&self.devices),
        ) else {
            return Ok(());
        };
        let (ada, user) = (&self.devices[0], someone.user.id);
        match random.up_to(3) {
            0 => ada.remove(server, *room, user).await,
            1 => someone.remove(server, *room, user).await,
            2 => other.add(server, *room, user).await,
            _ => ada.add(server, *room, user).await,
        }
    }
}
