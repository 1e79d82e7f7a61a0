### Dates and times.

date-today = Today
date-yesterday = Yesterday
date-tomorrow = Tomorrow
# A day, such as "Today" or "Tuesday, 24 November 2026", and a time of day.
date-and-time = { $date }, { $time }
# A day in full: the names of the weekday and the month, and numbers.
date-full = { $weekday }, { $day } { $month } { $year }
weekday = { $day ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
}
month = { $number ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
