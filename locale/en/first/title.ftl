### Titles of pages, which the browser shows on its tab.

page-threads = Threads
page-unread = All unread
page-mentions = Mentions
page-search = Search
page-not-found = Not found
page-failed = This page could not be loaded
