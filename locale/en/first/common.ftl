### Texts that many parts share.

# Name of the language in itself, for the choice of the language.
language-name = English
# Between the thousands of a large number.
digit-separator = ,
# A list of names but its last one, such as "Ada, Grace".
list-middle = { $list }, { $name }
# The end of a list of names, such as "Ada, Grace and Linus".
list-end = { $list } and { $name }
