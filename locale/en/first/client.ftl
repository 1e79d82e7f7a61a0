### What the client says itself.

# In place of a name that is not known yet.
someone = Someone
# The reader, in a list of names such as "Ada, Grace and you".
you = you
unreachable = Hubbub cannot be reached. Check your connection and try again.
# With the status code of the answer.
request-failed = Something went wrong ({ $status }). Try again.
# While the code of a dialog is fetched.
waiting = Loading…
waiting-dialog = Loading
