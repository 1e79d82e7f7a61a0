### Pages with messages of many rooms: unread messages and mentions.

mentions-empty = No mentions yet
mentions-empty-hint = Messages with your name after an @ show here, and those for everyone in a room of yours.
unread-empty = You have read everything
unread-empty-hint = New messages of all your rooms show here, except of rooms that you have muted.
unread-replies = { $count ->
    [one] { $count } unread reply in your threads
   *[other] { $count } unread replies in your threads
}
unread-more-rooms = Show more rooms
unread-read-on = Go to the room to read on
mark-as-read = Mark as read
# In a badge: the number of new messages.
count-new = { NUMBER($count) } new
# Where a message was written.
place-in-thread = { $room }, in a thread
