### The choice of the language.

# The part of the settings with the language and the time zone.
language-and-time-zone = Language and time zone
language-label = Language
language-of-browser = As in this browser
language-hint = Mails to you are in this language too.
