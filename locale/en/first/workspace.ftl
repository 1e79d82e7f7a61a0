### The page of the workspace, around all that is in it.

# Button that removes a notice or the first steps.
dismiss = Dismiss
loading-failed = This could not be loaded. Check your connection and try again, or reload the page.
went-wrong = Something went wrong. Reload the page and try again.
# In place of the field for messages.
read-only-archived = This room is archived. You can read it, but nobody can post here.
read-only-administrators = Only administrators can post in this room.
