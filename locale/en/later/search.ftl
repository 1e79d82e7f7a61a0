### Search: its field, its results and the help about it.

search-field = Search
# List of what may be meant by what is typed.
search-suggestions = Suggestions
search-filters = Filters
# A filter such as "from: Ada".
search-remove-filter = Remove the filter { $operator }: { $value }
search-sort = Sort
search-by-relevance = Most relevant
search-by-time = Newest first
search-results = Results
search-results-count = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
search-results-and-more = { $count ->
    [one] { $count } result, and there are more
   *[other] { $count } results, and there are more
}
search-more = Show more results
search-nothing = Nothing found
search-nothing-hint = Try other words, or fewer of them. Only what you may see is searched.
search-indexing = Older messages are still being indexed, so some may be missing.
# Where a message was written.
place-in-named-thread = { $room }, in the thread “{ $thread }”

## What can be looked for. Operators such as from: and values such as "today" are the same in all languages

search-help = What you can look for
search-help-lead = Write words to look for in all your rooms, in any language. These narrow it down:
search-help-from = Messages of a person; from:me for your own
search-help-in = Messages in a room; in:@name for a direct message
search-help-has = Messages with a file, an image or a link
search-help-is = What is in a thread, pinned or saved
search-help-before = Messages before a date, such as 2026-11-30
search-help-after = Messages after a date
search-help-on = Messages of a day, a month or a year; on:today
# An example of what is typed: words in quotes.
search-help-phrase-typed = "two words"
search-help-phrase = Exactly these words, one after the other
# An example of what is typed: a word after a minus sign.
search-help-without-typed = -word
search-help-without = Messages without a word

## Why a part of a search cannot be searched for. $part is what was typed, such as from:zoe

search-unknown-person = { $part } names nobody you know.
search-unknown-room = { $part } names no room that you are in.
search-unknown-value = { $part } is not known. Use has:file, has:image, has:link, is:thread, is:pinned or is:saved.
search-invalid-date = { $part } has no date. Write a date as 2026-11-30, 2026-11 or 2026.
search-missing-value = Write something after { $part }
search-too-many-words = There are too many words, from { $part } on.
search-unknown = { $part } cannot be searched for.
