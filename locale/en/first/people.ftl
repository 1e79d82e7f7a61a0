### People.

# Presence, in the description of a room's link and on the dot at a person's picture.
presence-active = active
presence-away = away
presence-offline = offline
