use super::{Command, Greeting, Phase, Request, Session, refusal};
use protocol::{ClientFrame, CommandId, Conversation, ErrorCode, ServerFrame};
use serde_json::Value;

/// The types of [`ClientFrame`], to tell a malformed frame from one of another version.
const TYPES: [&str; 13] = [
    "hello",
    "send",
    "edit",
    "delete",
    "react",
    "read",
    "mark_unread",
    "read_thread",
    "follow",
    "draft",
    "typing",
    "presence",
    "ping",
];

impl Session {
    /// What a text frame from the client asks for.
    pub(crate) fn hear(&mut self, text: &str) -> Request {
        match serde_json::from_str(text) {
            Ok(frame) => self.request(frame),
            Err(_) => Request::Answer(fault(text)),
        }
    }

    fn request(&mut self, frame: ClientFrame) -> Request {
        match frame {
            ClientFrame::Ping { id } => Request::Answer(ServerFrame::Pong { id }),
            ClientFrame::Hello { epoch, cursors } => {
                if self.phase != Phase::Waiting {
                    return Request::Answer(refusal(None, ErrorCode::AlreadyLive));
                }
                self.phase = Phase::Greeting;
                self.greeted = true;
                Request::Greet(Greeting { epoch, cursors })
            }
            ClientFrame::Typing { .. } | ClientFrame::Presence { .. }
                if self.phase == Phase::Waiting =>
            {
                Request::Answer(refusal(None, ErrorCode::HelloFirst))
            }
            ClientFrame::Typing { room, thread } => Request::Typing(Conversation { room, thread }),
            ClientFrame::Presence { active } => Request::Presence { active },
            ClientFrame::Send {
                id,
                client_id,
                room,
                body,
                reply_to,
                attachments,
            } => {
                let send = Command::Send {
                    client_id,
                    room,
                    body,
                    reply_to,
                    attachments,
                };
                self.command(id, send)
            }
            ClientFrame::Edit { id, message, body } => {
                self.command(id, Command::Edit { message, body })
            }
            ClientFrame::Delete { id, message } => self.command(id, Command::Delete { message }),
            ClientFrame::React {
                id,
                message,
                emoji,
                on,
            } => {
                let react = Command::React { message, emoji, on };
                self.command(id, react)
            }
            ClientFrame::Read { id, room, seq } => self.command(id, Command::Read { room, seq }),
            ClientFrame::MarkUnread {
                id,
                room,
                thread,
                seq,
            } => {
                let mark = match thread {
                    Some(message) => Command::MarkThreadUnread { room, message, seq },
                    None => Command::MarkUnread { room, seq },
                };
                self.command(id, mark)
            }
            ClientFrame::ReadThread { id, message, seq } => {
                self.command(id, Command::ReadThread { message, seq })
            }
            ClientFrame::Follow { id, message, on } => {
                self.command(id, Command::Follow { message, on })
            }
            ClientFrame::Draft { id, draft } => self.command(id, Command::Draft(draft)),
        }
    }

    fn command(&self, id: CommandId, command: Command) -> Request {
        if self.phase == Phase::Waiting {
            return Request::Answer(refusal(Some(id), ErrorCode::HelloFirst));
        }
        Request::Command { id, command }
    }
}

/// What is wrong with a frame that does not parse, with its `id` if one can be made out.
fn fault(text: &str) -> ServerFrame {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return refusal(None, ErrorCode::BadFrame);
    };
    let id = value
        .get("id")
        .and_then(|id| serde_json::from_value::<CommandId>(id.clone()).ok());
    let code = match value.get("type").and_then(Value::as_str) {
        Some(name) if !TYPES.contains(&name) => ErrorCode::UnknownType,
        _ => ErrorCode::BadFrame,
    };
    refusal(id, code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_that_are_named_are_those_that_are_known() {
        let error = serde_json::from_str::<ClientFrame>(r#"{"type":""}"#).expect_err("no type");
        let named: usize = TYPES
            .iter()
            .filter(|name| error.to_string().contains(&format!("`{name}`")))
            .count();
        // serde quotes what it got, then each name that it would have taken.
        assert_eq!(
            error.to_string().matches('`').count(),
            2 * (named + 1),
            "{error}"
        );
        assert_eq!(named, TYPES.len());
    }
}
