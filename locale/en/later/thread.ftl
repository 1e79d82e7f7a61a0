### Threads: the panel beside a room, and the page with all threads.

thread = Thread
thread-close = Close thread
thread-follow = Follow
thread-unfollow = Unfollow
thread-follow-hint = New replies in threads you follow count as unread
thread-replies = { $count ->
    [one] { $count } reply
   *[other] { $count } replies
}
thread-no-replies = No replies yet
thread-earlier-replies = { $count ->
    [one] { $count } earlier reply
   *[other] { $count } earlier replies
}
thread-last-reply-at = Last reply at { $time }
thread-last-reply-on = Last reply on { $date }
# Choice below the field of a thread: the reply is also sent to the room.
also-send-to = Also send to { $room }
# Mark in a thread, at a reply that the room has too.
also-in-room = Also sent to the room
# Mark in a room, between the author and the text: "Ada replied to a thread". $words begin the first message of the thread.
also-reply = replied to a thread
also-reply-to = replied to a thread: { $words }
threads-empty = No threads yet
threads-empty-hint = Reply to a message in a thread, and it shows here with all answers to it. So do threads in which someone answers or mentions you, and those that you choose to follow.
thread-draft = Draft: { $text }
thread-reply-to = Reply to { $name }…
thread-not-sent = Not sent. Open the thread to try again.
