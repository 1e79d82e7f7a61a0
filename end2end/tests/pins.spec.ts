import { expect, test } from "../support/fixtures";
import { openThread, threadOf } from "../support/thread";



test("a pinned message or reply is at hand for everyone in the room, until it is unpinned", async ({ ada, grace }) => {
  await ada.say("The plan");
  await ada.say("Small talk");
  await grace.seesDelivered("Small talk");
  await expect(grace.pinnedButton).toHaveCount(0);
  await grace.act("The plan", "Pin to room");
  for (const person of [ada, grace]) await expect(person.pinnedButton).toHaveText("1");
  await ada.reload();
  await ada.pinnedButton.click();
  const dialog = ada.dialog("Pinned");
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await expect(dialog).toContainText("The plan");
  // It is live while it is open.
  await grace.act("Small talk", "Pin to room");
  await expect(dialog.getByRole("listitem").first()).toContainText("Small talk");
  await dialog.getByRole("listitem").filter({ hasText: "The plan" }).getByRole("button", { name: "Unpin" }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await dialog.getByRole("link").click();
  await expect(dialog).toBeHidden();
  await expect(ada.page).toHaveURL(/\/at\/\d+$/);
  await expect(ada.message("Small talk")).toBeInViewport();
  await expect(grace.pinnedButton).toHaveText("1");
  await grace.act("Small talk", "Unpin");
  for (const person of [ada, grace]) await expect(person.pinnedButton).toHaveCount(0);

  // A reply is pinned and saved in its thread, and leads back to it.
  const hers = await openThread(grace, "The plan");
  await hers.say("Darjeeling, please");
  for (const action of ["Pin to room", "Save for later"]) {
    await hers.act("Darjeeling, please", action);
  }
  await ada.pinnedButton.click();
  await dialog.getByRole("link", { name: /Grace/ }).click();
  await expect(threadOf(ada).message("Darjeeling, please")).toBeInViewport();
  await grace.button("Saved").click();
  await expect(grace.dialog("Saved").getByRole("listitem")).toContainText("Darjeeling, please");
});

test("what is saved for later is found on another device, across rooms, and nowhere else", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await grace.say("Read me later");
  await ada.seesDelivered("Read me later");
  await ada.act("Read me later", "Save for later");
  await ada.createRoom("Elsewhere", "Closed");
  await ada.say("And me");
  await ada.seesDelivered("And me");
  await ada.act("And me", "Save for later");
  const phone = await anotherDeviceOf(ada);
  await phone.button("Saved").click();
  const dialog = phone.dialog("Saved");
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await expect(dialog.getByRole("listitem").first()).toContainText("Elsewhere");
  await expect(dialog.getByRole("listitem").last()).toContainText("Grace");
  // It is live: what one device takes off is gone on the other.
  await ada.act("And me", "Remove from saved");
  await expect(dialog.getByRole("listitem")).toHaveCount(1);
  await dialog.getByRole("link").click();
  await phone.isIn("Everyone");
  await expect(phone.message("Read me later")).toBeInViewport();
  await grace.button("Saved").click();
  await expect(grace.dialog("Saved")).toContainText("No saved messages yet.");
});

test("everything can be done to a message by keyboard", async ({ ada }) => {
  await ada.say("First");
  await ada.say("The plan");
  await ada.seesDelivered("The plan");
  const { keyboard } = ada.page;
  await ada.page.getByRole("group", { name: "History" }).focus();
  await keyboard.press("ArrowUp");
  await expect(ada.message("The plan")).toBeFocused();
  await keyboard.press("ArrowUp");
  await expect(ada.message("First")).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(ada.message("First").getByRole("button", { name: /👍 1, you/ })).toBeVisible();

  await ada.page.getByRole("group", { name: "History" }).focus();
  await keyboard.press("ArrowUp");
  await expect(ada.message("The plan")).toBeFocused();
  const menu = ada.actions.getByRole("button", { name: "More actions" });
  await menu.focus();
  await keyboard.press("Enter");
  await expect(menu).toHaveAttribute("aria-expanded", "true");
  await keyboard.press("Escape");
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  await expect(menu).toBeFocused();
  await keyboard.press("Enter");
  await expect(ada.menuItem("Add reaction")).toBeFocused();
  while (!(await ada.menuItem("Pin to room").evaluate((item) => item === document.activeElement))) {
    await keyboard.press("ArrowDown");
  }
  await keyboard.press("Enter");
  await expect(ada.pinnedButton).toHaveText("1");
});
