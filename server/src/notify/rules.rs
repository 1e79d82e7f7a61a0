//! The rules: whether a person is notified of a message, and why.

use protocol::{Level, NotificationReason};

/// How a message mentions a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MentionKind {
    /// By name, with a group, or with `@here` while they were active.
    Person,
    /// With everyone in the room.
    Everyone,
}

/// What the rules need to know of a message and a member of its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Whether the person wrote the message.
    pub(crate) own: bool,
    /// Whether the person is banned or deactivated.
    pub(crate) shut_out: bool,
    /// The person's notification level for the room.
    pub(crate) level: Level,
    /// Whether the room is a direct room.
    pub(crate) direct: bool,
    /// Whether the room's history shows the message: all but replies that were not also sent to the room.
    pub(crate) in_room: bool,
    pub(crate) mention: Option<MentionKind>,
    /// Whether the person follows the thread of the message.
    pub(crate) follows: bool,
    /// Whether the person has read the message, in the room or in its thread.
    pub(crate) read: bool,
    /// Whether the person wants no notifications at this hour, or for now.
    pub(crate) do_not_disturb: bool,
    /// Whether the person looks at the room or the thread on some device.
    pub(crate) looks_at_it: bool,
    /// Whether the person looks at some other page of Hubbub.
    pub(crate) looks_elsewhere: bool,
}

/// How fast a notification goes to devices on which Hubbub is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hurry {
    /// At once.
    Now,
    /// After a while, if the message is still unread: the person uses another device, and sees it there.
    IfStillUnread,
}

/// A notification that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) reason: NotificationReason,
    pub(crate) hurry: Hurry,
}

/// Decides whether a person is notified of a message. `None` if not.
pub(crate) fn decide(facts: Facts) -> Option<Decision> {
    let silent = facts.own
        || facts.shut_out
        || facts.level == Level::Nothing
        || facts.read
        || facts.do_not_disturb
        || facts.looks_at_it;
    if silent {
        return None;
    }
    let hurry = match facts.looks_elsewhere {
        true => Hurry::IfStillUnread,
        false => Hurry::Now,
    };
    let reason = reason(facts)?;
    Some(Decision { reason, hurry })
}

/// Returns the most specific reason. `None` if the person does not want to know of the message.
fn reason(facts: Facts) -> Option<NotificationReason> {
    let everything = facts.in_room && facts.level == Level::Everything;
    match facts.mention {
        _ if facts.direct && everything => Some(NotificationReason::Direct),
        Some(MentionKind::Person) => Some(NotificationReason::Mention),
        // A reply that only its thread shows does not call the whole room.
        Some(MentionKind::Everyone) if facts.in_room => Some(NotificationReason::Everyone),
        _ if facts.follows => Some(NotificationReason::Thread),
        _ if everything => Some(NotificationReason::Room),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::{Everything, Mentions, Nothing};
    use MentionKind::{Everyone, Person};
    use NotificationReason as Reason;

    /// A message of a room, for a member who is away.
    const PLAIN: Facts = Facts {
        own: false,
        shut_out: false,
        level: Everything,
        direct: false,
        in_room: true,
        mention: None,
        follows: false,
        read: false,
        do_not_disturb: false,
        looks_at_it: false,
        looks_elsewhere: false,
    };
    /// A reply that only its thread shows.
    const REPLY: Facts = Facts {
        in_room: false,
        ..PLAIN
    };
    const DIRECT: Facts = Facts {
        direct: true,
        ..PLAIN
    };

    fn at(level: Level, facts: Facts) -> Facts {
        Facts { level, ..facts }
    }

    fn mentioned(kind: MentionKind, facts: Facts) -> Facts {
        Facts {
            mention: Some(kind),
            ..facts
        }
    }

    fn followed(facts: Facts) -> Facts {
        Facts {
            follows: true,
            ..facts
        }
    }

    #[rustfmt::skip]
    #[test]
    fn the_level_the_mention_and_the_thread_give_the_reason() {
        for (case, facts, reason) in [
            ("room, everything", PLAIN, Some(Reason::Room)),
            ("room, mentions", at(Mentions, PLAIN), None),
            ("room, nothing", at(Nothing, PLAIN), None),
            ("mention, everything", mentioned(Person, PLAIN), Some(Reason::Mention)),
            ("mention, mentions", at(Mentions, mentioned(Person, PLAIN)), Some(Reason::Mention)),
            ("mention, muted", at(Nothing, mentioned(Person, PLAIN)), None),
            ("@room, everything", mentioned(Everyone, PLAIN), Some(Reason::Everyone)),
            ("@room, mentions", at(Mentions, mentioned(Everyone, PLAIN)), Some(Reason::Everyone)),
            ("@room, muted", at(Nothing, mentioned(Everyone, PLAIN)), None),
            ("direct, everything", DIRECT, Some(Reason::Direct)),
            ("direct with a mention", mentioned(Person, DIRECT), Some(Reason::Direct)),
            ("direct, mentions", at(Mentions, DIRECT), None),
            ("direct with a mention, mentions", at(Mentions, mentioned(Person, DIRECT)), Some(Reason::Mention)),
            ("direct, muted", at(Nothing, DIRECT), None),
            ("reply in a strange thread", REPLY, None),
            ("reply in a followed thread", followed(REPLY), Some(Reason::Thread)),
            ("followed thread, mentions", at(Mentions, followed(REPLY)), Some(Reason::Thread)),
            ("followed thread, muted", at(Nothing, followed(REPLY)), None),
            ("reply with a mention", mentioned(Person, REPLY), Some(Reason::Mention)),
            ("followed reply with a mention", mentioned(Person, followed(REPLY)), Some(Reason::Mention)),
            ("reply with @room", mentioned(Everyone, REPLY), None),
            ("followed reply with @room", mentioned(Everyone, followed(REPLY)), Some(Reason::Thread)),
            ("reply also in the room", followed(PLAIN), Some(Reason::Thread)),
            ("reply also in the room, mentions", at(Mentions, followed(PLAIN)), Some(Reason::Thread)),
            ("reply also in the room with @room", mentioned(Everyone, followed(PLAIN)), Some(Reason::Everyone)),
            ("reply in a direct room", Facts { direct: true, ..REPLY }, None),
            ("followed reply in a direct room", followed(Facts { direct: true, ..REPLY }), Some(Reason::Thread)),
        ] {
            let decided = decide(facts).map(|decision| decision.reason);
            assert_eq!(decided, reason, "{case}");
        }
    }

    #[rustfmt::skip]
    #[test]
    fn whoever_wrote_read_or_sees_it_or_wants_quiet_is_not_notified() {
        let strong = [mentioned(Person, PLAIN), DIRECT, followed(REPLY)];
        for facts in strong {
            assert!(decide(facts).is_some());
            for (case, facts) in [
                ("own", Facts { own: true, ..facts }),
                ("shut out", Facts { shut_out: true, ..facts }),
                ("read", Facts { read: true, ..facts }),
                ("do not disturb", Facts { do_not_disturb: true, ..facts }),
                ("looks at it", Facts { looks_at_it: true, ..facts }),
            ] {
                assert_eq!(decide(facts), None, "{case}");
            }
        }
    }

    #[test]
    fn closed_devices_wait_while_the_person_uses_another() {
        for (looks_elsewhere, hurry) in [(false, Hurry::Now), (true, Hurry::IfStillUnread)] {
            let facts = Facts {
                looks_elsewhere,
                ..PLAIN
            };
            assert_eq!(decide(facts).map(|decision| decision.hurry), Some(hurry));
        }
    }
}
