### The button of the signed-in person's menu.

account-section = Your account
account-of = Account, { $name }
