### The pages outside the workspace.

sign-in = Sign in
signing-in = Signing in…
sign-in-title = Sign in to { $workspace }
sign-in-lead = Good to see you again.
sign-in-help = Can't sign in?
sign-in-forgotten = Forgot your password?
sign-in-lost-password = Ask an administrator of { $workspace } for a reset link. It opens a page where you choose a new password, and it works once, for one day.
sign-in-new = New here?
sign-in-invitation = Ask an administrator for an invitation link.
only-administrator = Are you the only administrator?
# The command stands as code.
only-administrator-help = Run { $command } with your email on the server: it prints such a link.
reset-mailed = If somebody here has this address, a mail with a link is on its way. The link works once, for one day.
reset-mail-hint = Enter your email above, and a link to set a new one is mailed to you.
reset-mail-send = Email me a reset link
ended-signed-out = You are signed out in this browser.
ended-password-changed = You were signed out here because your password was changed on another device. Sign in with the new one. If it was not you, ask an administrator for a reset link.
ended-password-reset = You were signed out because a new password was set with a reset link. Sign in with the new one.
ended-banned = You were signed out because an administrator banned your account. Only an administrator can let you back in.
ended-deactivated = You were signed out because an administrator deactivated your account. Only an administrator can reactivate it.
ended-expired = Your session has ended. Sign in to continue.
# Page that makes the workspace.
first-run-title = Welcome to Hubbub
first-run-lead = Name your workspace and create your account as its administrator. You can invite others next.
first-run-create = Create workspace
first-run-creating = Creating…
first-run-code = Setup code
# Page of an invitation link.
join-title = Join { $workspace }
join-lead = You have been invited to chat here. Create your account to get started.
join = Join
joining = Joining…
join-returning = Been here before?
joined-title = You're already in { $workspace }
joined-lead = You are signed in as { $name }.
joined-open = Open Hubbub
joined-other = Is the invitation for someone else? They can join on this device once you are signed out.
joined-sign-out = Sign out and join as someone else
not-found-title = Page not found
not-found-lead = The link may be out of date, or you may not have access.
not-found-home = Go to Hubbub
# Page of a link to set a new password.
new-password-title = Set a new password
new-password-lead = You will be signed in here and signed out on all other devices.
new-password-set = Set password
new-password-setting = Setting…
