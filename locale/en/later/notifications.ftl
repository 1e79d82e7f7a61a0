### Settings of what notifies a person, where and when.

notify-do-not-disturb = Do not disturb
notify-says = What notifications say
notify-show-texts = Show the text of messages
notify-show-texts-hint = Without it, a notification names only the author and the room. Others who see your screen read nothing more.
notify-mail = Email me what I missed
notify-mail-hint = Direct messages and mentions that you have not read for an hour, together in one mail.
notify-what = What notifies you
notify-what-lead = Messages to you, mentions of you and replies in threads that you follow notify you, and all other messages of a room unless you choose less for it.
notify-what-hint = What counts is up to you for each room: open the room's settings and choose under "Notify me about".
notify-rooms = Rooms with a setting of their own
notify-everything = Everything
notify-mentions = Mentions
notify-nothing = Nothing
# Hours.
notify-hours = Notify me only at certain hours
notify-days = Days
notify-from = From
notify-until = Until
notify-hours-hint = The hours are those of your time zone. They may run past midnight.
weekday-short = { $day ->
    [monday] Mon
    [tuesday] Tue
    [wednesday] Wed
    [thursday] Thu
    [friday] Fri
    [saturday] Sat
   *[sunday] Sun
}
# Pause. Buttons with lengths, or the time of its end, follow the labels.
pause-for = Pause notifications for
pause-until-tomorrow = Until tomorrow
paused-until = Notifications are paused until
pause-end = Resume notifications
# This browser.
this-device = This device
this-device-lead = Be told of messages while you do something else, also when Hubbub is closed. Your browser will ask whether you permit it.
this-device-blocked = This browser blocks notifications from this page. Allow them in the browser's settings for this page, and reload it.
this-device-unable = This browser shows no notifications on this page. They need an address that begins with https, and on an iPhone Hubbub on the home screen.
this-device-refused = Your browser does not allow notifications from this page. Allow them in the browser's settings for this page, and try again.
this-device-turn-on = Turn on notifications
this-device-turn-off = Turn off notifications
this-device-on = Notifications are on in this browser.
this-device-reached = Notifications are on in this browser, also when Hubbub is closed.
this-device-unreached = Notifications are on in this browser while Hubbub is open. The browser cannot be reached when it is closed.
sound = Sound
sound-chime = Chime
sound-chime-hint = Two bright tones.
sound-drop = Drop
sound-drop-hint = Two falling tones.
sound-knock = Knock
sound-knock-hint = Two low knocks.
sound-none = No sound
sound-none-hint = Only what you see.
# All browsers of the person.
devices = Your devices
devices-hint = Notifications reach these browsers also when Hubbub is closed.
device-this-since = This browser, since { $day }
device-since = Since { $day }
device-test = Send a test notification
device-test-sent = Sent
device-remove = Remove { $name }
