### Building blocks of the interface: dialogs, forms, choices.

copy-link = Copy link
parts-back = Back to { $list }
suggestions = Suggestions
# Sign beside a field that is saved.
field-saved = Saved
# Fields of forms.
your-name = Your name
email = Email
password = Password
password-hint = At least 8 characters. A few unrelated words work best.
# Choice of a time in the future.
in-one-hour = In 1 hour
this-evening = This evening
tomorrow-morning = Tomorrow morning
monday-morning = Monday morning
custom-time = Custom time
date-and-time-field = Date and time
choose-date-and-time = Choose a date and a time.
choose-future-time = Choose a time in the future.
# Choice of an emoji.
emoji = Emoji
emoji-search = Search emoji
emoji-none = No emoji found.
emoji-groups = Groups
emoji-frequent = Recently and frequently used
emoji-group = { $place ->
    [1] Smileys and emotion
    [2] People and body
    [3] Animals and nature
    [4] Food and drink
    [5] Travel and places
    [6] Activities
    [7] Objects
    [8] Symbols
   *[9] Flags
}
emoji-of-workspace = Emoji of this workspace
skin-tone = Skin tone
tone-none = No skin tone
tone-light = Light
tone-medium-light = Medium-light
tone-medium = Medium
tone-medium-dark = Medium-dark
tone-dark = Dark
# Titles of dialogs.
dialog-keys = Keyboard shortcuts
dialog-settings = Settings
dialog-workspace-settings = Workspace settings
dialog-custom-emoji = Custom emoji
dialog-remind = Remind me
dialog-room-settings = Room settings
dialog-pinned = Pinned
dialog-date = Jump to a date
dialog-files = Files
