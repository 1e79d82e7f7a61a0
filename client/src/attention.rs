//! What the person looks at on this device, and whether the server knows it.

use crate::{Action, Client};
use protocol::{Attention, ClientFrame, Control, MessageId, RoomId};

/// What the person looks at, and what the server was told of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AttentionTracker {
    now: Attention,
    /// What the server was told on this connection. `None` if nothing.
    told: Option<Attention>,
}

impl AttentionTracker {
    /// The next connection must be told again.
    pub(crate) fn connection_lost(&mut self) {
        self.told = None;
    }
}

impl Client {
    /// Sets what the person looks at, and tells the server if it does not know. Call it after a welcome and on every change.
    pub fn look_at(
        &mut self,
        watched: bool,
        room: Option<RoomId>,
        thread: Option<MessageId>,
    ) -> Vec<Action> {
        let alerts = self.attention.now.alerts;
        self.attention.now = Attention {
            watched,
            room,
            thread,
            alerts,
        };
        self.tell_attention()
    }

    /// Sets whether this device shows notifications, and tells the server.
    pub fn set_alerts(&mut self, alerts: bool) -> Vec<Action> {
        self.attention.now.alerts = alerts;
        self.tell_attention()
    }

    fn tell_attention(&mut self) -> Vec<Action> {
        let now = self.attention.now;
        if !self.is_live() || self.attention.told == Some(now) {
            return Vec::new();
        }
        self.attention.told = Some(now);
        vec![Action::Transmit(ClientFrame::Control(Control::Attention(
            now,
        )))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{NOW, live, welcome};

    fn told(actions: &[Action]) -> Option<Attention> {
        actions.iter().find_map(|action| match action {
            Action::Transmit(ClientFrame::Control(Control::Attention(attention))) => {
                Some(*attention)
            }
            _ => None,
        })
    }

    #[test]
    fn the_server_is_told_each_change_once_and_everything_again_on_a_new_connection() {
        let mut client = live();
        let room = Some(RoomId::default());
        let seen = Attention {
            watched: true,
            room,
            ..Attention::default()
        };
        assert_eq!(told(&client.look_at(true, room, None)), Some(seen));
        assert_eq!(told(&client.look_at(true, room, None)), None);
        let alerts = Attention {
            alerts: true,
            ..seen
        };
        assert_eq!(told(&client.set_alerts(true)), Some(alerts));
        client.closed(true, 0.5);
        assert_eq!(told(&client.look_at(true, room, None)), None);
        client.opened(NOW);
        client.received(welcome(), NOW);
        assert_eq!(told(&client.look_at(true, room, None)), Some(alerts));
    }
}
