### People, and an administrator's actions on one of them.

people = People
close-people = Close people
# Groups of the panel.
people-online = Online
people-away = Away
people-offline = Offline
people-group = { $title } ({ NUMBER($count) })
people-deactivated = Deactivated ({ NUMBER($count) })
people-alone = You are the only one here.
people-not-found = Nobody here has that name.
about-room = About this room
add-people = Add people
# Marks beside a name, and the role on a person's card.
role-you = You
role-administrator = Administrator
role-member = Member
role-guest = Guest
role-banned = Banned
role-deactivated = Deactivated
# Card of a person.
card-presence = Presence
card-active = Active
card-away = Away
card-offline = Offline
card-time = Local time
# The time where a person is, such as "Tuesday, 14:05 (Europe/Berlin)".
card-time-in = { $time } ({ $zone })
card-role = Role
card-lookalikes = Similar names
card-write = Message
# End of a person's status.
status-until-today = until the end of today
status-until-time = until { $time }
status-until-day = until { $day }
# Dialog about a person, for an administrator.
manage = Manage
manage-person = Manage { $name }
manage-role = Role
role-own-administrator-hint = You are an administrator. If you become a member, only another administrator can make you one again.
role-administrator-hint = Administrators can invite, manage and ban people. If you make this person a member, the invitation link and the guest links they created will stop working.
role-member-hint = This person is a member. Administrators can invite, manage and ban people.
role-guest-hint = This person is a guest. Guests only see the rooms they are in.
make-me-member = Make me a member
make-member = Make a member
make-administrator = Make an administrator
make-guest = Make a guest
make-guest-open = Make a guest…
make-guest-lead = { $name } stays in their closed and direct rooms and in the open rooms you choose here, and no longer sees the rest of the workspace. The current invitation link will stop working.
make-guest-rooms = Open rooms to stay in
manage-sign-in = Sign-in
reset-title = Cannot sign in?
reset-hint = { $name } can set a new password with a reset link. It works once, for one day, and replaces earlier links. Do not share it with anyone else.
reset-create = Create reset link
reset-link = Reset link
shut-out = Shut out
ban = Ban
ban-open = Ban…
ban-person = Ban: { $name }
ban-hint = For people who do harm. You can also delete all their messages.
ban-lead = { $name } will be signed out everywhere and cannot return until you lift the ban.
ban-delete-messages = Also delete all their messages for everyone. This cannot be undone.
ban-new-link = Also replace the invitation link, so they cannot use it to come back
lift-ban = Lift ban
lift-ban-person = Lift ban: { $name }
banned-hint = Banned: they cannot sign in until you lift the ban.
deactivate = Deactivate
deactivate-hint = For people who have left. Their messages stay, and you can reactivate them.
deactivate-lead = { $name } will be signed out everywhere and cannot sign in until you reactivate the account. Their messages stay.
reactivate = Reactivate
deactivated-hint = { $name } cannot sign in. Reactivate their account to give them access again.
