### Pages that the server alone makes, and titles of pages outside the workspace.

# Name of the room that every workspace has.
first-room = Everyone
page-welcome = Welcome
page-sign-in = Sign in
page-join = Join
page-reset = New password
page-try-again = Try again
page-offline = Offline
offline-nothing = You are offline
offline-nothing-lead = Nothing is saved on this device to show without a connection.
# What browsers say when they install Hubbub.
manifest-description = Team chat
unsubscribe = No more mails?
unsubscribe-lead = Hubbub then no longer mails you the direct messages and mentions that were unread for an hour.
unsubscribe-now = Stop the mails
unsubscribed = You get no more mails
unsubscribed-lead = In the settings, under Notifications, you can have them again.
