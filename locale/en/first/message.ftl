### A message.

message-deleted = This message was deleted.
# What screen readers say of a message: its author and its time.
message-label = { $name }, { $time }
# Mark after the text.
message-edited = edited
message-show-versions = Show earlier versions
# Button below a long text.
message-show-more = Show more
