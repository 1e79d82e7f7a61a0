import { expect, test } from "../support/fixtures";

test("Ada writes to Grace alone, and to Grace and Linus: one room for each set of people, whoever opens it", async ({
  ada,
  grace,
  linus,
}) => {
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
  await jump.getByRole("combobox", { name: "Room, person, action or message" }).fill("ad");
  const names = jump.getByRole("group", { name: "Rooms and people" });
  await expect(names.getByRole("option")).toHaveCount(1);
  await expect(names.getByRole("option")).toHaveAccessibleName("Ada");
  await grace.page.keyboard.press("Enter");
  await grace.isIn("Ada");
  await expect(grace.messages).toHaveCount(2);
  await grace.reload();
  await grace.isIn("Ada");

  await ada.button("New message").click();
  for (const name of ["Grace", "Linus"]) await dialog.getByRole("checkbox", { name }).check();
  await dialog.getByRole("button", { name: "Write" }).click();
  await ada.isIn("Grace, Linus");
  await ada.say("The three of us");
  await linus.openRoom("Ada, Grace");
  await linus.say("All three");
  await grace.openRoom("Ada, Linus");
  await grace.sees("All three");
  const settings = await ada.openRoomSettings();
  await expect(settings.getByRole("radio", { name: "Everything" })).toBeChecked();
  await expect(settings.getByLabel("Room name")).toHaveCount(0);
  await expect(settings.getByRole("button", { name: "Leave room" })).toHaveCount(0);
});

test("a name leads to a conversation, which can be hidden and is back with its next message, on every device", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
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

  const phone = await anotherDeviceOf(grace);
  await grace.openRoom("Ada");
  await grace.sees("Hello, Grace");
  await expect(phone.room("Ada")).toBeVisible();
  await (await grace.openRoomSettings()).getByRole("button", { name: "Hide conversation" }).click();
  await grace.isIn("Everyone");
  for (const device of [grace, phone]) await expect(device.room("Ada")).toHaveCount(0);
  await grace.reload();
  await expect(grace.room("Ada")).toHaveCount(0);

  await ada.say("Are you there?");
  for (const device of [grace, phone]) await expect(device.room("Ada")).toHaveAccessibleName("Ada, 1 unread");
  await grace.openRoom("Ada");
  await expect(grace.messages).toHaveCount(2);
});

test("favourites stand first on every device, and a room of which one wants to hear nothing is not counted", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  for (const name of ["Tea", "Coffee"]) await ada.api.createRoom(name, "open");
  const device = await anotherDeviceOf(ada);
  const settings = ada.dialog("Room settings");
  for (const name of ["Tea", "Coffee"]) {
    await ada.openRoom(name);
    await ada.openRoomSettings();
    await settings.getByRole("button", { name: "Favourite" }).click();
    await expect(settings.getByRole("button", { name: "Favourite" })).toHaveAttribute("aria-pressed", "true");
    if (name === "Coffee") await settings.getByRole("button", { name: "Move up" }).click();
    if (name === "Coffee") await expect(settings.getByRole("button", { name: "Move up" })).toBeDisabled();
    await ada.page.keyboard.press("Escape");
    await expect(settings).toBeHidden();
  }
  for (const page of [ada, device]) {
    await expect(page.roomLinks).toHaveText(["Coffee", "Tea", "Everyone"]);
    await page.reload();
    await expect(page.roomLinks).toHaveText(["Coffee", "Tea", "Everyone"]);
  }

  await ada.openRoom("Tea");
  await ada.openRoomSettings();
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

test("a direct room shows with whom one writes: avatar, presence, status and local time", async ({ ada, grace, linus }) => {
  await grace.api.ask("PATCH", "/api/me", { time_zone: "Asia/Tokyo" });
  await grace.api.ask("PUT", "/api/me/status", { emoji: "🌴", text: "On holiday" });
  const open = async (people: { api: typeof ada.api }[]) => {
    const ids = await Promise.all(people.map(async ({ api }) => (await api.me()).id));
    const room = await ada.api.ask("POST", "/api/rooms/direct", { people: ids });
    return (await room.json()).id as string;
  };
  await ada.goTo(`/rooms/${await open([grace])}`);
  await ada.isIn("Grace");
  await expect(ada.room("Grace").locator("[data-initials]")).toHaveAttribute("data-initials", "G");
  await expect(ada.room("Grace")).toHaveAccessibleDescription("active, On holiday");
  const about = ada.main.getByText(/ there$/);
  await expect(about).toHaveText(/^Active · 🌴 On holiday · \d\d:\d\d there$/);
  const tokyo = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Tokyo", hour: "2-digit", hourCycle: "h23" });
  await expect(about).toContainText(` ${tokyo.format(new Date())}:`);
  await expect(ada.timeline).toContainText("This is the beginning of your messages with Grace");
  await ada.say("Hello");
  await ada.seesDelivered("Hello");
  await expect(ada.timeline).toContainText("This is the beginning of your messages with Grace");
  await grace.page.close();
  await expect(about).toHaveText(/^Offline · /, { timeout: 45_000 });
  await expect(ada.room("Grace")).toHaveAccessibleDescription("offline, On holiday");

  await ada.goTo(`/rooms/${await open([grace, linus])}`);
  await ada.isIn("Grace, Linus");
  const faces = ada.room("Grace, Linus").locator("[data-initials]");
  await expect(faces).toHaveCount(2);
  await expect(faces.first()).toHaveAttribute("data-initials", "G");
  await expect(faces.last()).toHaveAttribute("data-initials", "L");
  await expect(ada.main.getByText("3 people · 1 active")).toBeVisible();
});
