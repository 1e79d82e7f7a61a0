### Errors, as people read them.

problem-not-found = Not found, or you do not have access to it.
