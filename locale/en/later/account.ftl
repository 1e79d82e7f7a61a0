### The signed-in person's menu and settings.

sign-out = Sign out
set-status = Set a status
# Parts of the settings.
settings-profile = Profile
settings-status = Status
settings-appearance = Appearance
settings-notifications = Notifications
settings-time-zone = Time zone
settings-sign-in = Email and password
device-settings-hint = These settings apply to this device only.
# Profile.
profile-title = Title
profile-title-hint = What you do, such as Designer. It is shown next to your name.
choose-picture = Choose a picture
remove-picture = Remove picture
use-picture = Use this picture
no-picture = Your browser cannot open this file as a picture.
crop-label = Visible part of the picture. Move it with the arrow keys.
crop-zoom = Zoom
# Status.
status-field = What is your status?
status-set = Your status is set.
status-cleared = Your status is cleared.
status-clear = Clear status
status-clear-after = Clear after
status-last-day = Last day
status-past = This time has passed. Choose another.
status-choose-date = Choose a date.
status-choose-later = Choose today or a later date.
# Suggested statuses.
status-meeting = In a meeting
status-lunch = Lunch
status-sick = Sick today
status-vacation = On vacation
# How long a status holds, or notifications are paused.
status-always = Don't clear
status-today = Today
status-date = Choose a date…
# The end that the status has already.
status-kept-today = Until the end of today (as now)
status-kept-time = Until { $time } (as now)
status-kept-day = Until { $day } (as now)
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
# Suggested emoji.
emoji-speech = speech balloon
emoji-calendar = calendar
emoji-plate = plate
emoji-thermometer = thermometer face
emoji-palm = palm tree
emoji-house = house
emoji-headphones = headphones
emoji-train = train
emoji-coffee = coffee
emoji-baby = baby
emoji-party = party popper
emoji-bell = bell with slash
# Appearance.
theme = Theme
theme-system = System
theme-system-hint = Follows your device
theme-light = Light
theme-light-hint = Always light
theme-dark = Dark
theme-dark-hint = Always dark
density = Density
density-comfortable = Comfortable
density-comfortable-hint = More space around rooms and messages
density-compact = Compact
density-compact-hint = More of them on one screen
text-size = Text size
text-small = Small
text-normal = Normal
text-large = Large
text-larger = Larger
# Key that sends a message. The names of keys are those on the keyboard.
send-with = Send messages with
send-with-enter = Enter
send-with-enter-hint = Shift+Enter starts a new line.
send-with-ctrl-enter = Ctrl+Enter or the Send button
send-with-ctrl-enter-hint = Enter starts a new line. On a Mac, ⌘+Enter sends too.
# Time zone.
time-zone-none = Not set
time-zone-hint = Others see your local time on your card.
time-zone-use = Use { $zone }, this browser's time zone
time-zone-now = It is { $time } there now.
# Email and password. The address stands in bold.
sign-in-email = You sign in with { $email }. Only you see it.
email-new = New email
email-change = Change email
email-changed = Email changed. Sign in with the new address from now on.
changing = Changing…
password-yours = Your password
password-current = Current password
password-new = New password
password-change = Change password
password-changed = Password changed. You are signed out on all other devices.
