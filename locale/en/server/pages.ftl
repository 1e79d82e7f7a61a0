### Pages that the server alone makes, and titles of pages outside the workspace.

page-welcome = Welcome
page-sign-in = Sign in
page-join = Join
page-reset = New password
page-try-again = Try again
unsubscribe = No more mails?
unsubscribe-lead = Hubbub then no longer mails you the direct messages and mentions that were unread for an hour.
unsubscribe-now = Stop the mails
unsubscribed = You get no more mails
unsubscribed-lead = In the settings, under Notifications, you can have them again.
