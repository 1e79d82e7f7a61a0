import { expect, test } from "../support/fixtures";

test("Ada writes to Grace alone: one room for the two, whoever opens it", async ({ ada, grace, linus }) => {
  await ada.button("New message").click();
  const dialog = ada.dialog("New message");
  await dialog.getByLabel("Find people").fill("gra");
  await dialog.getByRole("checkbox", { name: "Grace" }).check();
  await dialog.getByRole("button", { name: "Write" }).click();
  await ada.isIn("Grace");
  await expect(ada.page).toHaveTitle(/^Grace · /);
  await ada.say("Between us");

  await grace.openRoom("Ada");
  await grace.sees("Between us");
  await grace.say("Always");
  await ada.sees("Always");
  await expect(linus.roomLinks).toHaveCount(1);

  await grace.page.keyboard.press("Control+k");
  const jump = grace.dialog("Jump to");
  await jump.getByRole("combobox", { name: "Room or person" }).fill("ad");
  await expect(jump.getByRole("option")).toHaveText(["Ada"]);
  await grace.page.keyboard.press("Enter");
  await grace.isIn("Ada");
  await expect(grace.messages).toHaveCount(2);
  await grace.reload();
  await grace.isIn("Ada");
});

test("who somebody is leads to writing to them", async ({ ada, grace }) => {
  await grace.say("Hello, Ada");
  await ada.sees("Hello, Ada");
  await ada.message("Hello, Ada").getByText("Grace").click();
  const card = ada.dialog("About");
  await card.getByRole("button", { name: "Message" }).click();
  await ada.isIn("Grace");
  await expect(card).toBeHidden();
  // Grace has it with its first message.
  await expect(grace.room("Ada")).toHaveCount(0);
  await ada.say("Hello, Grace");
  await expect(grace.room("Ada")).toHaveAccessibleName("Ada, 1 unread");
});

test("three people have a room of their own, and settings that are theirs alone", async ({ ada, grace, linus }) => {
  await ada.button("New message").click();
  const dialog = ada.dialog("New message");
  for (const name of ["Grace", "Linus"]) await dialog.getByRole("checkbox", { name }).check();
  await dialog.getByRole("button", { name: "Write" }).click();
  await ada.isIn("Grace, Linus");
  await ada.say("The three of us");
  await linus.openRoom("Ada, Grace");
  await linus.say("All three");
  await grace.openRoom("Ada, Linus");
  await grace.sees("All three");
  await ada.button("Room settings").click();
  const settings = ada.dialog("Room settings");
  await expect(settings.getByRole("radio", { name: "Everything" })).toBeChecked();
  await expect(settings.getByLabel("Room name")).toHaveCount(0);
  await expect(settings.getByRole("button", { name: "Leave room" })).toHaveCount(0);
});

test("a conversation that is hidden is back with its next message, on every device", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  const people = [(await grace.api.me()).id];
  const room: { id: string } = await (await ada.api.ask("POST", "/api/rooms/direct", { people })).json();
  await ada.api.say(room.id, "Hello");
  const phone = await anotherDeviceOf(grace);
  await grace.openRoom("Ada");
  await grace.sees("Hello");
  await expect(phone.room("Ada")).toBeVisible();
  await grace.button("Room settings").click();
  await grace.dialog("Room settings").getByRole("button", { name: "Hide conversation" }).click();
  await grace.isIn("Everyone");
  for (const device of [grace, phone]) await expect(device.room("Ada")).toHaveCount(0);
  await grace.reload();
  await expect(grace.room("Ada")).toHaveCount(0);
  await ada.openRoom("Grace");

  await ada.say("Are you there?");
  for (const device of [grace, phone]) await expect(device.room("Ada")).toHaveAccessibleName("Ada, 1 unread");
  await grace.openRoom("Ada");
  await expect(grace.messages).toHaveCount(2);
});

test("one gets to any room by a few letters and the keyboard", async ({ ada }) => {
  for (const name of ["Tea", "Coffee", "Team lunch"]) await ada.api.createRoom(name, "open");
  await expect(ada.room("Team lunch")).toBeVisible();
  await ada.page.keyboard.press("Control+k");
  const jump = ada.dialog("Jump to");
  const field = jump.getByRole("combobox", { name: "Room or person" });
  await expect(field).toBeFocused();
  await field.fill("tea");
  await expect(jump.getByRole("option")).toHaveText(["Tea", "Team lunch"]);
  await ada.page.keyboard.press("ArrowDown");
  await expect(jump.getByRole("option", { name: "Team lunch" })).toHaveAttribute("aria-selected", "true");
  await ada.page.keyboard.press("Enter");
  await ada.isIn("Team lunch");
  await expect(jump).toBeHidden();

  await ada.page.keyboard.press("Control+k");
  await field.fill("nobody by this name");
  await expect(jump.getByText("No matching rooms or people.")).toBeVisible();
  await ada.page.keyboard.press("Enter");
  await ada.page.keyboard.press("Escape");
  await expect(jump).toBeHidden();
  await ada.isIn("Team lunch");
});

test("favourites stand first, in their order, on every device", async ({ ada, anotherDeviceOf }) => {
  for (const name of ["Tea", "Coffee"]) await ada.api.createRoom(name, "open");
  const device = await anotherDeviceOf(ada);
  for (const name of ["Tea", "Coffee"]) {
    await ada.openRoom(name);
    await ada.button("Room settings").click();
    const settings = ada.dialog("Room settings");
    await settings.getByRole("button", { name: "Favourite" }).click();
    await expect(settings.getByRole("button", { name: "Favourite" })).toHaveAttribute("aria-pressed", "true");
    if (name === "Coffee") await settings.getByRole("button", { name: "Move up" }).click();
    if (name === "Coffee") await expect(settings.getByRole("button", { name: "Move up" })).toBeDisabled();
    await ada.page.keyboard.press("Escape");
  }
  for (const page of [ada, device]) {
    await expect(page.roomLinks).toHaveText(["Coffee", "Tea", "Everyone"]);
    await page.reload();
    await expect(page.roomLinks).toHaveText(["Coffee", "Tea", "Everyone"]);
  }
});

test("a room of which one wants to hear nothing is not counted", async ({ ada, grace }) => {
  await ada.api.createRoom("Tea", "open");
  await ada.openRoom("Tea");
  await ada.button("Room settings").click();
  const settings = ada.dialog("Room settings");
  await settings.getByRole("radio", { name: "Nothing" }).check();
  await ada.page.keyboard.press("Escape");
  await ada.openRoom("Everyone");
  await grace.openRoom("Tea");
  await grace.say("Milk first");
  await grace.seesDelivered("Milk first");
  await grace.openRoom("Everyone");
  await grace.say("Here too");
  await ada.sees("Here too");
  await expect(ada.room("Tea")).toHaveAccessibleName("Tea");
  await ada.openRoom("Tea");
  await ada.sees("Milk first");
});

test("where only administrators post, others read", async ({ ada, grace }) => {
  await ada.api.createRoom("News", "open");
  await grace.openRoom("News");
  await grace.composer.fill("Half a thought");
  await ada.openRoom("News");
  await ada.button("Room settings").click();
  await ada.dialog("Room settings").getByRole("radio", { name: "Administrators" }).check();
  await expect(grace.page.getByText("Only administrators can post in this room.")).toBeVisible();
  await expect(grace.sendButton).toBeDisabled();
  await expect(grace.composer).toHaveValue("Half a thought");
  await ada.page.keyboard.press("Escape");
  await ada.say("Read this");
  await grace.sees("Read this");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the quick way and new messages fit the screen", async ({ ada, grace }) => {
    await ada.button("Rooms").click();
    await ada.button("Jump to… Ctrl K").click();
    await ada.dialog("Jump to").getByRole("option", { name: grace.name }).click();
    await ada.isIn("Grace");
    const width = await ada.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });
});
