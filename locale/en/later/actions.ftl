### The actions of the workspace, as the palette and the list of keys name them.

action-jump = Jump to…
action-search = Search messages and files
action-show-keys = Keyboard shortcuts
action-previous-room = Previous room
action-next-room = Next room
action-previous-unread-room = Previous unread room
action-next-unread-room = Next unread room
action-unread = All unread
action-mentions = Mentions
action-threads = Threads
action-jump-to-date = Jump to a date in this room
action-saved = Saved messages
action-scheduled = Scheduled messages
action-read-room = Mark this room as read
action-read-all = Mark all as read
action-new-room = New room
action-new-message = New direct message
action-browse-rooms = Browse rooms
action-room-people = People in this room
action-add-people = Add people to this room
action-pinned = Pinned messages of this room
action-files = Files of this room
action-room-settings = Room settings
action-favourite = Add this room to favourites
action-invite = Invite people
action-set-status = Set a status
action-settings = Settings
action-appearance = Appearance
action-notifications = Notification settings
action-custom-emoji = Custom emoji
action-workspace-settings = Workspace settings
action-sign-out = Sign out
action-unfavourite = Remove this room from favourites

## Other words by which the palette finds an action, with ", " between

action-search-words = find
action-show-keys-words = hotkeys, help, ?
action-unread-words = inbox
action-jump-to-date-words = day, calendar, history
action-scheduled-words = send later
action-saved-words = bookmarks, reminders, later
action-read-words = clear, catch up
action-new-room-words = create a room, channel, group
action-new-message-words = dm, chat, write to
action-browse-rooms-words = join a room, channels
action-room-people-words = members
action-add-people-words = invite, members
action-files-words = pictures, attachments
action-room-settings-words = topic, rename, archive, leave room
action-favourite-words = star
action-invite-words = link, guests
action-set-status-words = away
action-settings-words = preferences, profile, account, password, email
action-appearance-words = dark, light, theme, colours, text size, density
action-notifications-words = mute, sound
action-sign-out-words = log out, logout

## Groups of actions and keys

actions-getting-about = Getting about
actions-rooms = Rooms
actions-you = You
actions-workspace = Workspace
keys = Keys
keys-of-list = List of rooms
keys-of-message = A message that has the focus
keys-of-writing = Writing
key-move-rooms = Move among rooms
key-fold-section = Collapse or expand a section
key-move-favourite = Move a favourite
key-move-messages = Move among messages
key-all-actions = All actions with the message

## Notices

no-other-unread-rooms = There are no other unread rooms.
offline-try-again = You are offline. Try again when you are connected.
