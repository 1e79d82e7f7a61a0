import { expect, test } from "../support/fixtures";

test("an edit shows in the other browser, says so, and its author sees page by page what was there before", async ({
  ada,
  grace,
}) => {
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
  const dialog = ada.dialog("Earlier versions");
  await expect(dialog).toContainText("Teh engine");
  await expect(grace.message("The engine").getByRole("button", { name: "edited" })).toHaveCount(0);
  await ada.page.keyboard.press("Escape");

  const room = (await ada.api.room("Everyone")).id;
  const message = (await ada.api.messages(room))[0]?.id;
  for (let number = 1; number <= 21; number++) {
    await ada.api.ask("PATCH", `/api/rooms/${room}/messages/${message}`, { body: `Version ${number}` });
  }
  await ada.seesDelivered("Version 21");
  await ada.message("Version 21").getByRole("button", { name: "edited" }).click();
  const more = dialog.getByRole("button", { name: "Show more" });
  await expect(dialog.getByRole("listitem")).toHaveCount(20);
  await more.click();
  await expect(dialog.getByRole("listitem")).toHaveCount(22);
  await expect(dialog).toContainText("Teh engine");
  await expect(more).toHaveCount(0);
  await ada.page.keyboard.press("Escape");

  // An edit that is given up changes nothing, and one that is begun outlives a reload.
  await ada.act("Version 21", "Edit message");
  await ada.editor.fill("Changed");
  await ada.editor.press("Escape");
  await ada.seesDelivered("Version 21");
  await expect(ada.composer).toBeFocused();
  await ada.act("Version 21", "Edit message");
  await ada.editor.fill("Half of a thou");
  await ada.reload();
  await expect(ada.editor).toHaveValue("Half of a thou");
  await ada.button("Save").click();
  await ada.seesDelivered("Half of a thou");
});

test("a deleted message leaves a trace and no text, and of another's messages only an administrator deletes", async ({
  ada,
  grace,
  linus,
}) => {
  await ada.say("Not for here");
  await grace.seesDelivered("Not for here");
  await ada.act("Not for here", "Delete message");
  const question = ada.dialog("Delete message");
  await question.getByRole("button", { name: "Delete", exact: true }).click();
  for (const person of [ada, grace]) {
    await expect(person.message("Not for here")).toHaveCount(0);
    await person.sees("This message was deleted.");
  }
  await grace.reload();
  await grace.sees("This message was deleted.");
  await expect(grace.page.locator("body")).not.toContainText("Not for here");

  await grace.say("Mine");
  await linus.seesDelivered("Mine");
  await linus.act("Mine", "More actions");
  await expect(linus.menuItem("Copy link")).toBeVisible();
  await expect(linus.menuItem("Delete message")).toHaveCount(0);
  await ada.act("Mine", "More actions");
  await expect(ada.menuItem("Copy link")).toBeVisible();
  await expect(ada.menuItem("Edit message")).toHaveCount(0);
  await ada.page.keyboard.press("Escape");
  await ada.act("Mine", "Delete message");
  await question.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(grace.message("This message was deleted.")).toHaveCount(2);
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
