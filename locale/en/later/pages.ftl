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
