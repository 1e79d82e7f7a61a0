### The field in which a message is written.

composer-message = Message
# Placeholder: the name of a room, or of the people in a direct one.
composer-message-to = Message { $room }
composer-send = Send
composer-attach = Attach files
