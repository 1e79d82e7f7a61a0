import { expect, test } from "../support/fixtures";

test("an edit shows in the other browser, says so, and its author can see what was there before", async ({ ada, grace }) => {
  await ada.say("Teh engine");
  await grace.seesDelivered("Teh engine");
  await ada.composer.press("ArrowUp");
  await expect(ada.editor).toHaveValue("Teh engine");
  await ada.editor.fill("The engine");
  await ada.editor.press("Enter");
  for (const person of [ada, grace]) {
    await person.seesDelivered("The engine");
    await expect(person.message("The engine")).toContainText("edited");
    await expect(person.message("Teh engine")).toHaveCount(0);
  }
  await ada.message("The engine").getByRole("button", { name: "edited" }).click();
  await expect(ada.dialog("Earlier versions")).toContainText("Teh engine");
  await expect(grace.message("The engine").getByRole("button", { name: "edited" })).toHaveCount(0);
});

test("many earlier versions come page by page", async ({ ada }) => {
  await ada.say("Version 0");
  await ada.seesDelivered("Version 0");
  const room = (await ada.api.room("Everyone")).id;
  const message = (await ada.api.messages(room))[0]?.id;
  for (let number = 1; number <= 22; number++) {
    await ada.api.ask("PATCH", `/api/rooms/${room}/messages/${message}`, { body: `Version ${number}` });
  }
  await ada.seesDelivered("Version 22");
  await ada.message("Version 22").getByRole("button", { name: "edited" }).click();
  const dialog = ada.dialog("Earlier versions");
  const more = dialog.getByRole("button", { name: "Show more" });
  await expect(dialog.getByRole("listitem")).toHaveCount(20);
  await more.click();
  await expect(dialog.getByRole("listitem")).toHaveCount(22);
  await expect(dialog).toContainText("Version 0");
  await expect(more).toHaveCount(0);
});

test("an edit that is given up changes nothing, and one that is begun outlives a reload", async ({ ada }) => {
  await ada.say("Steady");
  await ada.act("Steady", "Edit message");
  await ada.editor.fill("Changed");
  await ada.editor.press("Escape");
  await ada.seesDelivered("Steady");
  await expect(ada.composer).toBeFocused();
  await ada.act("Steady", "Edit message");
  await ada.editor.fill("Half of a thou");
  await ada.reload();
  await expect(ada.editor).toHaveValue("Half of a thou");
  await ada.button("Save").click();
  await ada.seesDelivered("Half of a thou");
});

test("a deleted message leaves a trace and no text, in both browsers and after a reload", async ({ ada, grace }) => {
  await ada.say("Not for here");
  await grace.seesDelivered("Not for here");
  await ada.act("Not for here", "Delete message");
  await ada.dialog("Delete message").getByRole("button", { name: "Delete", exact: true }).click();
  for (const person of [ada, grace]) {
    await expect(person.message("Not for here")).toHaveCount(0);
    await person.sees("This message was deleted.");
  }
  await grace.reload();
  await grace.sees("This message was deleted.");
  await expect(grace.page.locator("body")).not.toContainText("Not for here");
});

test("only an administrator can delete another's message, and nobody can edit it", async ({ ada, grace, linus }) => {
  await grace.say("Mine");
  await linus.seesDelivered("Mine");
  await linus.message("Mine").hover();
  await expect(linus.actions.getByRole("button", { name: "Copy link" })).toBeVisible();
  await expect(linus.actions.getByRole("button", { name: "Delete message" })).toHaveCount(0);
  await ada.message("Mine").hover();
  await expect(ada.actions.getByRole("button", { name: "Edit message" })).toHaveCount(0);
  await ada.act("Mine", "Delete message");
  await ada.dialog("Delete message").getByRole("button", { name: "Delete", exact: true }).click();
  await grace.sees("This message was deleted.");
});

test("reactions add up, say whose they are, and can be taken back", async ({ ada, grace }) => {
  await ada.say("It prints");
  await grace.seesDelivered("It prints");
  await grace.act("It prints", "Add reaction");
  await grace.dialog("Add reaction").getByRole("button", { name: "party popper" }).click();
  const chip = (name: RegExp) => ada.message("It prints").getByRole("button", { name });
  await expect(chip(/🎉 1, Grace/)).toHaveAttribute("aria-pressed", "false");
  await chip(/🎉 1/).click();
  await expect(chip(/🎉 2, Grace and you/)).toHaveAttribute("aria-pressed", "true");
  await expect(grace.message("It prints").getByRole("button", { name: /🎉 2, Ada and you/ })).toBeVisible();
  await chip(/🎉 2/).click();
  await grace.message("It prints").getByRole("button", { name: /🎉 1/ }).click();
  await expect(ada.message("It prints").getByRole("group", { name: "Reactions" })).toHaveCount(0);
});

test("everything can be done to a message by keyboard", async ({ ada }) => {
  await ada.say("First");
  await ada.say("Second");
  await ada.seesDelivered("Second");
  await ada.page.getByRole("group", { name: "History" }).focus();
  await ada.page.keyboard.press("ArrowUp");
  await expect(ada.message("Second")).toBeFocused();
  await ada.page.keyboard.press("ArrowUp");
  await expect(ada.message("First")).toBeFocused();
  await ada.page.keyboard.press("Tab");
  await ada.page.keyboard.press("Enter");
  await expect(ada.message("First").getByRole("button", { name: /👍 1, you/ })).toBeVisible();
});

test("marked unread on one device, a room is unread on both until one comes back to it", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  for (const text of ["One", "Two", "Three"]) await grace.say(text);
  const phone = await anotherDeviceOf(ada);
  for (const device of [ada, phone]) await device.seesDelivered("Three");
  await ada.createRoom("Elsewhere", "Closed");
  await ada.openRoom("Everyone");
  await expect(ada.room("Everyone")).toHaveAccessibleName("Everyone");
  await ada.act("Two", "Mark unread from here");
  for (const device of [ada, phone]) {
    await expect(device.room("Everyone")).toHaveAccessibleName("Everyone, 2 unread");
    await expect(device.divider).toBeVisible();
  }
  await ada.openRoom("Elsewhere");
  await ada.openRoom("Everyone");
  for (const device of [ada, phone]) await expect(device.room("Everyone")).toHaveAccessibleName("Everyone");
});
