### Scheduled messages and reminders.

# Button that schedules the message.
schedule = Schedule
schedule-for-later = Schedule for later
schedule-offline = You are offline. Your text stays here, and you can schedule it when you are connected again.
# $time is a day and a time, such as "Tomorrow, 09:00".
scheduled-at = Message scheduled: { $time }.
scheduled-count = { $count ->
    [one] { $count } scheduled message
   *[other] { $count } scheduled messages
}
scheduled-stuck = { $count ->
    [one] { $count } scheduled message was not sent
   *[other] { $count } scheduled messages were not sent
}
scheduled-empty = No scheduled messages. To schedule one, write it and choose the clock next to Send.
scheduled-elsewhere = A room you are not in
scheduled-in-thread = { $room } (thread)
scheduled-in-thread-and-room = { $room } (thread and room)
# Why it was not sent.
scheduled-obstacle = Not sent: { $reason ->
    [not-there] You were not in this room at that time.
    [conflict] Another message was sent in its place.
    [archived] This room was archived at that time.
    [read-only] Only administrators could post in this room at that time.
    [no-thread] The message it replies to was deleted.
   *[no-file] An attached file was no longer available.
}
scheduled-send-now = Send now
scheduled-text = Message text
scheduled-gone = This message has already been sent or deleted. You can still copy your text.

## Reminders

reminder = Reminder
reminders = Reminders
reminder-open = Open
# Button that chooses another time.
reminder-later = Later
reminder-due = Due: { $time }
reminder-cancel = Cancel reminder
reminder-change = Change time
reminder-set = Reminder set: { $time }.
