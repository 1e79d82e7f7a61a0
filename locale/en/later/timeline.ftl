### Additions to the messages of a room.

timeline-jump = Jump to newest
timeline-new-messages = New messages
new-messages = { $count ->
    [one] { $count } new message
   *[other] { $count } new messages
}
# What screen readers say of a new message: its author, and its text or the names of its files.
announcement = { $name }: { $text }
typing-one = { $name } is typing…
typing-two = { $name } and { $other } are typing…
typing-several = Several people are typing…
