### The messages of a room.

timeline-messages = Messages
# The region that scrolls the messages.
timeline-history = History
# Line above the first unread message.
timeline-new = New
timeline-start = This is the beginning of { $room }.
timeline-welcome = Welcome to { $room }
timeline-welcome-hint = No messages yet. Say hello!
timeline-archived = { $room } is archived
timeline-archived-hint = Nobody wrote anything in it.
timeline-notes = This is your space for notes
timeline-notes-hint = Only you can see what you write here.
# The names of one or more people.
timeline-direct-start = This is the beginning of your messages with { $names }
timeline-direct-hint = Nobody else can read what you write here. Say hello!
timeline-missing-message = That message doesn’t exist, or you can’t see it. These are the newest messages.
