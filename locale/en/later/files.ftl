### Files: attaching them to a message, and viewing them.

# What screen readers say of a file: its name, and its sort and size.
file-label = { $name }, { $about }
file-with-size = { $name } ({ $size })
# In place of the name of a file that has none.
file-unnamed = A file
file-download = Download
file-download-name = Download { $name }
file-type-archive = Archive
file-type-audio = Audio
file-type-code = Code
file-type-document = Document
file-type-pdf = PDF
file-type-picture = Picture
file-type-presentation = Presentation
file-type-spreadsheet = Spreadsheet
file-type-text = Text
file-type-video = Video

## Files of a message that is written

files-drop = Drop files to attach them
files-attached = Attached files
# Shown by old browsers that ask before the page is left.
files-not-uploaded = Files are not uploaded yet.
# $size is a size such as "2.5 MB".
file-with-metadata = { $size }. It may contain the place and time it was taken.
file-sending = Sending { $name }
file-cancel = Cancel { $name }
file-remove = Remove { $name }
file-attach-again = Attach again
upload-interrupted = It was not uploaded.
upload-lost = It is no longer on the server.
upload-failed = The upload failed. Check your connection.
upload-too-large = This file is larger than the workspace limit of { NUMBER($mb) } MB.
upload-too-many = You can attach up to { NUMBER($most) } files to a message. Send this one in another message.
waiting-for-upload = Sends when the upload is done
waiting-cancel = Cancel sending
not-sent-without-file = Not sent: { $name } is not uploaded. Attach it again or remove it.
not-sent-upload-failed = Your message was not sent, because { $name } could not be uploaded. Your text is still in its place.
not-sent-changed = Your message was not sent, because its text or its room has changed.

## Voice notes and audio

voice-note = Voice note
voice-record = Record a voice note
voice-recorded = Recorded
voice-discard = Discard the recording
voice-attach = Attach
voice-attach-label = Stop and attach
voice-refused = The microphone cannot be used. Check that there is one, and that your browser lets this page use it.
audio-play = Play
audio-pause = Pause
audio-position = Position

## The viewer of pictures

viewer-position = { NUMBER($place) } of { NUMBER($count) }
viewer-previous = Previous picture
viewer-next = Next picture

## The files of a room

gallery-all = All
gallery-pictures = Pictures
gallery-media = Media
gallery-documents = Documents
gallery-other-files = Other files
gallery-kind = Kind of files
gallery-find = Find by name
gallery-find-label = Find files by name
gallery-no-match = No file matches.
gallery-empty = No files yet. What people attach to their messages in this room is found here.
