### What one does in the list of rooms, and the dialogs to open other rooms.

# Choices for the list.
sort-rooms = Sort rooms
sort-by-name = By name
sort-recent-first = Recent first
# Menu of a room in the list.
room-actions = Actions for { $room }
room-actions-menu = Room
favourite = Favourite
add-favourite = Add to favourites
remove-favourite = Remove from favourites
move-up = Move up
move-down = Move down
mute-room = Mute
unmute-room = Unmute
mark-room-read = Mark as read
hide-conversation = Hide conversation
# Announced when a favourite is moved.
favourite-moved = { $room }, { NUMBER($place) } of { NUMBER($count) }
# Buttons of the lists; the second text of each is for screen readers.
saved-list = Saved
saved-list-due = { $count ->
    [one] Saved, { $count } reminder
   *[other] Saved, { $count } reminders
}
scheduled-list = Scheduled
scheduled-list-with = Scheduled, { NUMBER($count) }
scheduled-list-stuck = Scheduled, { NUMBER($count) }, { NUMBER($stuck) } not sent
# Dialog with the open rooms that the person is not in, and the archived rooms.
browse-lead = Open rooms you can join.
browse-none = You have joined every open room.
browse-open-rooms = Open rooms
browse-archived = Archived
browse-archived-rooms = Archived rooms
join-room = Join
join-room-named = Join { $room }
open-room = Open
open-room-named = Open { $room }
room-size = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
# Dialog to open a direct room.
direct-lead = Choose one or more people. Only you and they see the conversation.
direct-full = A conversation cannot have more people. For a larger group, create a closed room.
direct-dialog-people = People to write to
direct-write = Write
find-people = Find people
# Dialog to create a room.
room-visibility = Who can see it
new-room-open-hint = Everyone in the workspace is added. They can leave and rejoin.
new-room-closed-hint = Only people you add can see it.
create-room = Create room
# The palette: a dialog to get to a room, a person, an action or a message by a few letters.
jump-title = Jump to
jump-field = Room, person, action or message
jump-found = Found
jump-names = Rooms and people
jump-actions = Actions
jump-messages = Messages
jump-search = Search for “{ $letters }”
jump-draft = Draft
# For screen readers, after the name of a room.
jump-has-draft = , draft
