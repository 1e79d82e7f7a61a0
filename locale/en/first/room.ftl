### The header of a room.

room-people = People
room-people-count = People, { NUMBER($count) }
room-pinned-count = Pinned, { NUMBER($count) }
room-archived = Archived
room-files = Files
room-settings = Room settings
# Button that opens the list of rooms on a narrow screen.
room-list = Rooms
