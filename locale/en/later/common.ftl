### Texts that many parts share, outside the first screen.

cancel = Cancel
save = Save
done = Done
add = Add
remove = Remove
delete = Delete
edit = Edit
copy = Copy
copied = Copied
close = Close
show-more = Show more
try-again = Try again
saving = Saving…
# Under a list that is longer.
more-reminders = { $count ->
    [one] { $count } more reminder
   *[other] { $count } more reminders
}
