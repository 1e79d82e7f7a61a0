### Dialogs and settings of a room, and pages in the place of a room.

room-about = About
room-about-name = Room name
room-about-topic = Topic
room-about-topic-hint = A few words beside the room's name.
room-about-description = Description
room-about-description-empty = Nothing yet. Say what the room is for; it is shown beside the list of people.
room-about-description-edit = Edit description
room-about-description-hint = Lists, links and emphasis work as in messages.

## A person's own settings

room-for-you = For you
room-level = Notify me about
room-level-everything = Everything
room-level-everything-hint = Each unread message counts.
room-level-mentions = Mentions
room-level-mentions-hint = Only what mentions you.
room-level-nothing = Nothing
room-level-nothing-hint = The room is muted.
room-is-favourite = ★ Favourite
room-is-not-favourite = ☆ Favourite
room-move-up = Move up
room-move-down = Move down

## Who may see a room and post in it

room-access = Access
room-who-sees = Who can see it
room-access-open = Open
room-access-open-hint = Everyone in the workspace can find it, join it and read it.
room-open-question = Open to everyone?
room-open-consequence = Everybody in the workspace except guests can then find { $room }, join it, and read its whole history, also what was written while it was closed. Nobody is added.
room-open-verb = Open the room
room-access-closed = Closed
room-access-closed-hint = Only people who are added can see it.
room-close-question = Close the room?
room-close-consequence = { $count ->
    [1] The 1 person who is in it now stays in { $room }. Others can no longer find or read it, and join only if someone in the room adds them.
   *[other] The { $count } people who are in it now stay in { $room }. Others can no longer find or read it, and join only if someone in the room adds them.
}
room-close-verb = Close the room
room-who-posts = Who may post
room-posts-everyone = Everyone in the room
room-posts-everyone-hint = As usual.
room-posts-administrators = Administrators
room-posts-administrators-hint = Others read, react and reply in threads.

## Leaving, archiving and deleting

room-end = Leave, archive or delete
room-hide = Hide conversation
room-hide-hint = Hides this conversation from your list until someone writes in it. Nothing changes for the others.
room-leave = Leave room
room-leave-verb = Leave
room-leave-open-hint = You can rejoin at any time from Browse rooms.
room-leave-closed-hint = To come back, someone in the room has to add you again.
room-archive = Archive room
room-archive-verb = Archive
room-archive-hint = People can still read an archived room, but nobody can post in it. It moves to Browse rooms.
room-archive-consequence = Nobody can post in { $room } any more, and it leaves everybody's list of rooms. Its messages stay readable from Browse rooms. An administrator can restore it at any time.
room-restore = Restore room
room-restore-hint = This room is archived. Restore it to allow new messages and return it to the list of rooms.
room-delete = Delete room
room-delete-hint = Deletes the room with all its messages and files, for everyone and for good.
room-delete-consequence = { $room } and all its messages and files will be deleted for everyone. This cannot be undone. To keep them readable, archive the room instead.
room-delete-confirm = Type the room's name to confirm

## Adding people

add-people-find = Find people
add-people-add = Add { $name }
# $count is the number of people in the room, 0 if it is not known yet.
add-people-lead = { $room }. { $count ->
    [0] People you add can read all earlier messages.
    [1] Only you are in it so far. People you add can read all earlier messages.
   *[other] { $count } people are in it. People you add can read all earlier messages.
}
add-people-all = Everyone in the workspace is in this room.
add-people-all-invite = Everyone in the workspace is in this room. Invite more people to the workspace first.
add-people-nobody = Nobody else has that name.

## Jumping to a date

date = Date
date-jump = Jump
date-choose = Choose a day.
date-nothing = Nobody has written here on that day or later.

## What the header of a direct room says of the people

direct-notes = Your notes. Only you can see them.
direct-active = Active
direct-away = Away
direct-offline = Offline
direct-deactivated = Deactivated
# The time of day where the person is.
direct-time = { $time } there
direct-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
direct-count-all-active = { $count ->
    [one] { $count } person · everyone active
   *[other] { $count } people · everyone active
}
direct-count-active = { $count ->
    [one] { $count } person · { NUMBER($active) } active
   *[other] { $count } people · { NUMBER($active) } active
}

## Pinned and saved messages

pinned-empty = No pinned messages yet. Pin a message so everyone in the room can find it here.
saved-empty = No saved messages yet. Save a message to find it here later, on all your devices.

## Pages in the place of a room

missing-room = Room not found
missing-looking = Looking for the room
missing-not-sent = Not sent
missing-deleted = This room was deleted
missing-gone = This room is gone
missing-gone-hint = An administrator deleted it, with all its messages and files. Choose another room from the list.
missing-nothing = Nothing to see here
missing-nothing-hint = The link may be out of date, or you are not in this room. Choose a room from the list.
missing-may-join = You are not in this room yet. Anyone can join it.
missing-join = Join
missing-join-name = Join { $room }
unsent = You are no longer in this room. These messages were not sent:
