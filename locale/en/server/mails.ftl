### Mails, pushed notifications, and what stops them.

digest-subject = { $workspace }: { $count ->
    [one] { $count } unread message
   *[other] { $count } unread messages
}
# Under the messages of the mail.
digest-why = You get this mail because direct messages and mentions of you in { $workspace } were unread for an hour.
digest-end = No more such mails: { $link }
invitation-subject = { $name } invites you to { $workspace }
invitation = { $name } invites you to { $workspace } on Hubbub. Join here:
invitation-ignore = If you do not know { $name }, ignore this mail.
reset-subject = { $workspace }: set a new password
reset = Set a new password for { $workspace } here. The link works once, for one day:
reset-ignore = If you did not ask for it, ignore this mail: your password stays as it is.
mail-failed = The mail could not be sent. Check the address, or try again later.
push-test = Notifications reach this device.
push-gone = This device no longer accepts notifications, and was removed. Turn them on there again.
push-unreachable = The device's push service cannot be reached now. Try again later.
push-refused = The device's push service refuses the notification.
push-not-allowed = This browser's push service is not one that the server may use.
# A browser on a system, such as "Firefox on Linux".
device-name = { $browser } on { $system }
device-other = Another browser
