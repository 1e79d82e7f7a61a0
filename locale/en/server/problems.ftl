### Errors, as people read them.

## By their codes

problem-bad-frame = The frame could not be read.
problem-unknown-type = The server does not know this type of frame.
problem-hello-first = Say hello before anything else.
problem-already-live = The connection is live already.
problem-not-found = Not found, or you do not have access to it.
problem-forbidden = You are not allowed to do this.
problem-unauthorized = Sign in first.
problem-wrong-credentials = The email or password is incorrect.
problem-wrong-origin = The request came from another site.
problem-archived = This room is archived. Nobody can post here until an administrator restores it.
problem-same-client-id = Another message was sent under the same client_id.
problem-empty-message = The message is empty.
problem-long-message = The message is longer than { NUMBER($most) } characters.
problem-invalid = The request is not valid.
problem-too-large = The request is too large.
problem-already-set-up = The workspace is already set up.
problem-email-taken = This email is already in use.
problem-too-many-attempts = Too many attempts. Wait a moment and try again.
problem-too-many-rooms = You have reached the limit of rooms per person.
problem-busy = The server is busy. Try again shortly.
problem-cannot-save = Hubbub cannot save right now. Try again shortly.
problem-stopping = The server is stopping. Try again shortly.
problem-internal = Something went wrong on the server.

## Of rooms, messages and people

problem-read-only = Only administrators can post in this room.
problem-not-these-people = You cannot start a conversation with these people.
problem-most-rooms = You have reached the limit of { NUMBER($most) } rooms per person.
problem-rooms-a-day = You have reached the limit of { NUMBER($most) } new rooms per day. Try again tomorrow.
problem-empty-direct-rooms = You have { NUMBER($most) } conversations without messages. Write in one or hide it first.
problem-invisible-message = The message has no visible text.
problem-not-an-emoji = A reaction must be exactly one emoji.
problem-emoji-taken = There is an emoji of this name already. Choose another name.
problem-most-custom-emoji = This workspace already has { NUMBER($most) } emoji. Remove one first.
problem-most-reactions = This message has too many different reactions already.
problem-most-pins = This room already has { NUMBER($most) } pinned messages. Unpin one first.
problem-most-saved = You already have { NUMBER($most) } saved messages. Remove one first.
problem-most-scheduled = You already have { NUMBER($most) } scheduled messages. Send or delete one first.
problem-scheduled-size = Your scheduled messages cannot hold more than { NUMBER($most) } KB of text in all. Send or delete one first.
problem-not-ahead = Choose a time in the future, within a year.
problem-no-such-file = An attached file is no longer available. Files that are not sent are removed after a week, or after a day if storage is low. Attach it again.
problem-most-files = You can attach up to { NUMBER($most) } files to a message.
problem-quota-used = This would exceed your { NUMBER($most) } MB of storage. Delete messages with files you no longer need, or ask an administrator for more storage.
problem-workspace-full = This would exceed the workspace's { NUMBER($most) } MB of storage. An administrator can raise the limit.
problem-wrong-password = Your current password is incorrect.
problem-last-administrator = You are the only administrator. Make someone else an administrator first.
problem-banned = You are banned from this workspace.
problem-deactivated = Your account is deactivated. An administrator can reactivate it.

## Of requests

problem-large-file = The file is larger than the workspace limit of { NUMBER($most) } MB.
problem-disk-full = The server is low on disk space and cannot accept files right now. You can still send messages without files.
problem-many-uploads = You have too many uploads in progress. Try again when one has finished.
problem-not-json = The request's body must be application/json.
problem-method = This address does not support this method.
problem-tasks-fail = Some tasks keep failing: { $names }. See the server's log.
problem-setup-code = Enter the setup code. It is in the server's log and in the file setup-code in its data folder.
problem-websocket-only = This address only accepts WebSocket connections, version 13.
problem-websocket-key = The key of the WebSocket handshake is not valid.
problem-websocket = The WebSocket handshake is not valid.
problem-body-lost = The request's body did not arrive.
problem-body-json = The request's body is not valid JSON.
problem-frame-lost = The frame did not arrive.
problem-no-body = The message's body is missing.
problem-one-place = Use only one of before, after and around.
problem-limit = The limit must be at least 1.
problem-cursor = The cursor is not valid.
problem-upload-interrupted = The upload was interrupted.
problem-use-direct = Use /api/rooms/direct to open a direct room.
problem-not-direct = A room cannot become a direct room.
