### What can be done with a message.

message-actions = Message actions
message-more-actions = More actions
message-add-reaction = Add reaction
message-reply = Reply in thread
message-quote = Quote
message-forward = Forward
message-copy-text = Copy text
message-copy-link = Copy link
message-unsave = Remove from saved
message-save = Save for later
message-remind = Remind me
message-unpin = Unpin
message-pin = Pin to room
message-mark-unread = Mark unread from here
message-view-profile = View profile
message-edit = Edit message
message-remove-previews = Remove previews
message-remove-preview = Remove preview
message-delete = Delete message
message-show-less = Show less
message-discard = Discard
message-not-sent = Not sent. { $reason }
message-text-copied = Text copied.
message-text-not-copied = Could not copy the text. Select it and copy it yourself.
message-link-copied = Link copied.
message-link-not-copied = Could not copy the link. You can copy it from the time of the message.
code-copied = Code copied.
code-not-copied = Could not copy the code. Select it and copy it yourself.

## Reactions

message-reactions = Reactions
message-quick-reactions = Quick reactions
# The name of an emoji, such as "thumbs up".
message-react-with = React with { $emoji }
# What screen readers say of a reaction: the emoji, how many people, and their names.
message-reaction = { $emoji } { NUMBER($count) }, { $names }
reaction-thumbs-up = thumbs up
reaction-check-mark = check mark
reaction-red-heart = red heart
reaction-tears-of-joy = tears of joy
reaction-party-popper = party popper
reaction-eyes = eyes

## Dialogs

message-forward-title = Forward message
message-versions = Earlier versions
# Title of the dialog about the author of a message.
message-about-person = About
message-delete-consequence = The text will be deleted for everyone. This cannot be undone. People can still see that a message was deleted.

## Forwarding

forward-to = Forward to
forward-find = Find a room or a person
forward-nothing = No matching rooms or people.
forward-choose = Choose a room or a person.
forward-comment = Comment
forward-optional = Optional
forwarded-to = Forwarded to { $name }.
# First line of a forwarded message, in Markdown. The link leads to the original.
forward-head = **{ $author }** in { $room } · [original]({ $link })
forward-head-direct = **{ $author }** in a direct message · [original]({ $link })
# Warnings: some who will read the message cannot see the room or the direct messages that it is from.
forward-perhaps-from-room = Some of the people who will read this may not be able to see { $room }, where this is from.
forward-perhaps-from-direct = Some of the people who will read this may not be able to see the direct messages that this is from.
forward-named-from-room = { $names } can’t see { $room }, where this is from. They will be able to read this message.
forward-named-from-direct = { $names } can’t see the direct messages that this is from. They will be able to read this message.
forward-count-from-room = { NUMBER($count) } people can’t see { $room }, where this is from. They will be able to read this message.
forward-count-from-direct = { NUMBER($count) } people can’t see the direct messages that this is from. They will be able to read this message.
