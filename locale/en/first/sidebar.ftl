### The list of rooms.

sidebar-close = Close rooms
sidebar-jump = Jump to…
sidebar-invite = Invite people
sidebar-browse = Browse rooms
sidebar-new-room = New room
sidebar-new-message = New message
# Sections of the list.
sidebar-rooms = Rooms
sidebar-favourites = Favourites
sidebar-unread = Unread
sidebar-direct = Direct messages
# For screen readers: the button in the title of a section, which collapses it.
sidebar-section = { $title }, section
# For screen readers: a room or a list with unread messages. First what is seen, the name and the number beside it: a person
# may say these words to a computer that listens.
sidebar-unread-in = { $name }, { NUMBER($count) } unread
sidebar-mentions-in = { $name }, { NUMBER($mentions) } mentioning you, { NUMBER($count) } unread
# In place of the name of a room that is gone, with messages that could not be sent there.
sidebar-not-sent = Not sent
# For screen readers: what a room's link shows as icons.
sidebar-has-draft = draft
sidebar-is-muted = muted
sidebar-is-archived = archived
# Banner about trouble with the connection.
connection-reconnecting = Reconnecting…
connection-offline = Offline
# The banner while a saved copy is shown.
offline-as-of = Offline, as of { $time }
connection-hint = Your messages are kept on this device and will be sent when you are back online.
cannot-save = Hubbub cannot save right now
cannot-save-hint = Your messages are kept on this device and will be sent as soon as possible.
