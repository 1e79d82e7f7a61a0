### The workspace's settings and emoji, the links that invite people, and the first hours.

workspace-name = Workspace name
workspace-saved = Saved.
file-limit = Maximum file size (MB)
person-quota = Storage per person (MB)
total-quota = Total storage (MB)
storage-used = { NUMBER($mb) } MB used.
link-previews = Link previews
link-previews-hint = Shows the title and picture of linked pages. The server fetches them, so websites only see the server's address.
# Emoji of the workspace.
custom-emoji-lead = Pictures that everyone here can use in messages and reactions, by their name.
custom-emoji-add = Add emoji
custom-emoji-name = Name of the emoji
custom-emoji-name-example = name
custom-emoji-picture = Chosen picture
custom-emoji-no-name = Give the emoji a name of 2 to 32 characters: small letters, digits, - and _.
custom-emoji-no-picture = Choose a picture for the emoji.
custom-emoji-remove = Remove { $name }
# Links that invite people.
invite-lead = Anyone with this link can join the workspace. Share it only with people you want to invite.
invitation-link = Invitation link
invite-new-link = New link
invite-replace = Replace link
invite-replace-title = Replace the invitation link?
invite-replace-lead = The present link stops working at once, for everyone who has it and has not joined yet. People who have joined stay.
invite-replaced = New link created. The old link no longer works.
made-link-copied = Copied.
made-link-not-copied = Could not copy the link. Select it and copy it yourself.
invite-by-mail = Invite by email
invite-send = Send invitation
invite-sending = Sending…
invite-sent = The invitation is sent.
guests = Guests
guests-hint = Guests only see the rooms you choose and the people in them.
guest-rooms = Rooms
guest-create = Create guest link
guest-link = Guest link
guest-copy = Copy guest link
guest-link-hint = Anyone with this link can use it for a week.
guest-links-active = Active links
guest-links = Guest links
guest-link-made-by = Created by { $name }, valid until { $day }
guest-link-until = valid until { $day }
guest-link-unused = Not used yet
guest-link-used = { $count ->
    [one] Used by { $count } guest, on { $day }
   *[other] Used by { $count } guests, last on { $day }
}
guest-link-revoke = Revoke
guest-link-revoke-named = Revoke the link to { $rooms }
# In a list of the names of rooms.
guest-other-rooms = { $count ->
    [one] a room you are not in
   *[other] { $count } rooms you are not in
}
# The first steps in a new workspace, and tips.
getting-started = Getting started
first-steps-title = Welcome to { $workspace }
first-steps-lead = Three steps to begin with:
first-steps-done = You are all set.
# For screen readers, after the name of a step.
first-step-done = {" "}(done)
first-step-hello = Say hello
# The room that everyone is in.
first-step-hello-hint = in { $room }
first-step-room = Make a room
first-step-room-hint = for a project or a team
first-step-people = Invite people
first-step-people-hint = with a link
tip-next = Got it
tip-all = No more tips
tip-jump = "Jump to…" above the list of rooms finds any room or person. On a keyboard, press Ctrl K.
tip-mention = Type @ and a name to notify somebody, or @here for everyone who is active.
tip-thread = Reply to a message in a thread to keep a side conversation together: point at the message or tap it.
