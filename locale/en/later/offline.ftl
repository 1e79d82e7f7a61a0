### Without a network, and installing Hubbub.

install-app = Install app
update-ready = A new version is ready
update-now = Update
update-not-now = Not now
not-saved = This conversation is not saved on this device. It opens when you are back online.
only-newest-saved = Only the newest messages of this conversation are saved on this device. The others come when you are back online.
search-only-saved = You are offline. Only what is saved on this device was searched, without dates.
