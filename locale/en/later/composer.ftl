### Tools of the field in which a message is written, and help about them.

composer-reply = Reply
# Placeholder of the field in a thread.
composer-reply-here = Reply here
composer-too-long = { $over ->
    [one] Your message is { $over } character over the limit of { NUMBER($limit) }. Shorten it, or send it in parts.
   *[other] Your message is { $over } characters over the limit of { NUMBER($limit) }. Shorten it, or send it in parts.
}
composer-left = { $count ->
    [one] { $count } character left.
   *[other] { $count } characters left.
}
composer-emoji = Insert emoji
composer-preview = Preview
composer-preview-close = Close preview
composer-preview-empty = Nothing to preview yet.
composer-new-line = New line
composer-edit-last = Edit your last message
# Beside @room and @here where people are suggested.
completion-room = Everyone in this room
completion-here = Active people in this room

## Formatting

formatting = Formatting
format-help = Formatting help
format-help-title = Formatting and keys
format-bold = Bold
format-bold-key = Bold (Ctrl+B)
format-italic = Italic
format-italic-key = Italic (Ctrl+I)
format-bold-italic = Bold, italic
format-struck = Struck out
format-code = Code
format-block-help = Block of code, until the next ```
format-link = Link
format-link-key = Link (Ctrl+K over a selection)
format-link-over-words = Link over the selected words
format-list = List
format-list-help = List; 1. for numbers
format-quotation = Quotation
# What the signs @ # : suggest.
format-completion = Person, room, emoji

## Dialog that adds a link

link-title = Add a link
link-text = Text
link-address = Address
link-hint = Such as example.com/plan
link-add = Add link
