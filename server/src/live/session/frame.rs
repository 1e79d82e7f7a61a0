//! Reads frames from the client.

use super::{Phase, Session};
use crate::refusal::detail;
use protocol::{
    Attention, Command, CommandId, Control, Conversation, Cursors, Epoch, ErrorCode, ServerFrame,
};
use serde::Deserialize;
use serde_json::Value;

/// The request of a frame from the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Look up the heads of the person's streams and call [`Session::greet`].
    Greet(Greeting),
    /// Change something and answer with an ack or a refusal.
    Command {
        id: CommandId,
        command: Command,
    },
    Typing(Conversation),
    Presence {
        active: bool,
    },
    Attention(Attention),
    /// Only send this answer.
    Answer(ServerFrame),
}

/// The content of a `hello`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Greeting {
    pub epoch: Option<Epoch>,
    pub cursors: Cursors,
}

#[derive(Deserialize)]
struct CommandFrame {
    id: CommandId,
    #[serde(flatten)]
    command: Command,
}

impl Session {
    /// Reads a text frame from the client.
    pub(crate) fn hear(&mut self, text: &str) -> Request {
        match serde_json::from_str(text) {
            Ok(CommandFrame { id, command }) if command != Command::Unknown => {
                self.command(id, command)
            }
            _ => match serde_json::from_str(text) {
                Ok(Control::Unknown) | Err(_) => Request::Answer(refuse(text)),
                Ok(control) => self.control(control),
            },
        }
    }

    fn command(&self, id: CommandId, command: Command) -> Request {
        match self.phase {
            Phase::Waiting => Request::Answer(refusal(Some(id), ErrorCode::HelloFirst)),
            Phase::Greeting | Phase::Live => Request::Command { id, command },
        }
    }

    fn control(&mut self, control: Control) -> Request {
        match control {
            Control::Ping { id } => Request::Answer(ServerFrame::Pong { id }),
            Control::Hello { epoch, cursors } => {
                if self.phase != Phase::Waiting {
                    return Request::Answer(refusal(None, ErrorCode::AlreadyLive));
                }
                self.phase = Phase::Greeting;
                self.greeted = true;
                Request::Greet(Greeting { epoch, cursors })
            }
            Control::Typing { .. } | Control::Presence { .. } | Control::Attention(_)
                if self.phase == Phase::Waiting =>
            {
                Request::Answer(refusal(None, ErrorCode::HelloFirst))
            }
            Control::Typing { room, thread } => Request::Typing(Conversation { room, thread }),
            Control::Presence { active } => Request::Presence { active },
            Control::Attention(attention) => Request::Attention(attention),
            Control::Unknown => Request::Answer(refusal(None, ErrorCode::UnknownType)),
        }
    }
}

/// Refuses a frame that is neither a valid command nor a valid control frame. The answer has the frame's `id` if it can
/// be read.
fn refuse(text: &str) -> ServerFrame {
    let Ok(frame) = serde_json::from_str::<Value>(text) else {
        return refusal(None, ErrorCode::BadFrame);
    };
    let id = frame
        .get("id")
        .and_then(|id| CommandId::deserialize(id).ok());
    let is_unknown = matches!(Command::deserialize(&frame), Ok(Command::Unknown))
        && matches!(Control::deserialize(&frame), Ok(Control::Unknown));
    let code = match is_unknown {
        true => ErrorCode::UnknownType,
        false => ErrorCode::BadFrame,
    };
    refusal(id, code)
}

/// Makes a refusal with the text of its code.
pub(crate) fn refusal(id: Option<CommandId>, code: ErrorCode) -> ServerFrame {
    ServerFrame::Error {
        id,
        code,
        message: detail(code),
        retry_ms: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::UserId;

    /// The answer to a frame before any `hello`.
    fn answer(text: &str) -> (Option<CommandId>, ErrorCode) {
        match Session::new(UserId::default()).hear(text) {
            Request::Answer(ServerFrame::Error { id, code, .. }) => (id, code),
            other => panic!("not a refusal but {other:?}"),
        }
    }

    #[test]
    fn an_unknown_type_differs_from_a_malformed_frame_and_both_keep_their_id() {
        let seven = Some(CommandId::Number(7));
        for unknown in [r#"{"type":"dance","id":7}"#, r#"{"type":"unknown","id":7}"#] {
            assert_eq!(answer(unknown), (seven.clone(), ErrorCode::UnknownType));
        }
        let unknown = r#"{"type":"dance","id":{}}"#;
        assert_eq!(answer(unknown), (None, ErrorCode::UnknownType));
        // Every known type, each without its fields.
        for known in [
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
        ] {
            let text = format!(r#"{{"type":"{known}","id":7}}"#);
            assert_eq!(
                answer(&text),
                (seven.clone(), ErrorCode::BadFrame),
                "{known}"
            );
        }
        let hello = r#"{"type":"hello","epoch":1,"id":7}"#;
        assert_eq!(answer(hello), (seven, ErrorCode::BadFrame));
        for malformed in [r#"{"type":"ping"}"#, "{}", "[]", "{"] {
            assert_eq!(
                answer(malformed),
                (None, ErrorCode::BadFrame),
                "{malformed}"
            );
        }
    }
}
