### Texts that many parts share, outside the first screen.

cancel = Cancel
# Under a list that is longer.
more-reminders = { $count ->
    [one] { $count } more reminder
   *[other] { $count } more reminders
}
