import { answered, CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";

async function openSettings(person: Person) {
  await person.button("Room settings").click();
  const dialog = person.dialog("Room settings");
  await expect(dialog).toBeVisible();
  return dialog;
}

async function browse(person: Person) {
  await person.button("Browse rooms").click();
  const dialog = person.dialog("Browse rooms");
  await expect(dialog).toBeVisible();
  return dialog;
}

test("a new name and a topic show on every screen, and after a reload", async ({ ada, grace }) => {
  await ada.api.createRoom("Tea", "open");
  await grace.openRoom("Tea");
  await ada.openRoom("Tea");
  const dialog = await openSettings(ada);
  await dialog.getByLabel("Room name").fill("Coffee");
  await dialog.getByLabel("Topic").fill("Beans, mostly");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  for (const person of [ada, grace]) {
    await person.isIn("Coffee");
    await expect(person.room("Coffee")).toBeVisible();
    await expect(person.main.getByText("Beans, mostly")).toBeVisible();
  }
  await grace.reload();
  await expect(grace.main.getByTitle("Beans, mostly")).toBeVisible();
  await expect((await openSettings(grace)).getByLabel("Topic")).toHaveValue("Beans, mostly");
});

test("a description stands beside the people, live, and where one browses", async ({ ada, grace, linus }) => {
  await ada.api.createRoom("Tea", "open");
  for (const person of [ada, grace]) await person.openRoom("Tea");
  await grace.button("People").click();
  const about = grace.page.getByRole("region", { name: "About this room" });
  await expect(about).toBeHidden();

  const dialog = await openSettings(ada);
  await dialog.getByLabel("Description").fill("All about **tea**:\n\n- water\n- leaves\n\n<b>See</b> https://example.com/tea");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(about.getByRole("listitem")).toHaveText(["water", "leaves"]);
  await expect(about.locator("strong")).toHaveText("tea");
  await expect(about.getByText("<b>See</b>")).toBeVisible();
  await expect(about.getByRole("link")).toHaveAttribute("href", "https://example.com/tea");
  await grace.reload();
  await grace.button("People").click();
  await expect(about.getByRole("listitem")).toHaveText(["water", "leaves"]);
  await expect((await openSettings(grace)).getByLabel("Description")).toHaveValue(/All about \*\*tea\*\*:\n/);

  await linus.openRoom("Tea");
  await (await openSettings(linus)).getByRole("button", { name: "Leave room" }).click();
  await linus.dialog("Leave room").getByRole("button", { name: "Leave" }).click();
  await linus.isIn("Everyone");
  await expect((await browse(linus)).getByText("All about tea")).toBeVisible();
});

test("a name that cannot be is refused in words, and what was typed stays", async ({ ada }) => {
  ada.console.tolerate(answered(422));
  await ada.api.createRoom("Tea", "open");
  await ada.openRoom("Tea");
  const dialog = await openSettings(ada);
  await dialog.getByLabel("Room name").fill("  ");
  await dialog.getByLabel("Topic").fill("Milk first");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: /\S/ })).toHaveText("The room name is empty.");
  await expect(dialog.getByLabel("Topic")).toHaveValue("Milk first");
});

test("an archived room takes nothing new and waits under Browse rooms until it is restored", async ({ ada, grace }) => {
  await ada.api.createRoom("Tea", "open");
  await grace.openRoom("Tea");
  await grace.say("Milk first");
  await grace.seesDelivered("Milk first");
  await grace.composer.fill("Half a thought");
  await ada.openRoom("Tea");
  const dialog = await openSettings(ada);
  await dialog.getByRole("button", { name: "Archive room" }).click();
  await expect(dialog.getByRole("button", { name: "Restore room" })).toBeFocused();
  await ada.page.keyboard.press("Escape");

  // Where it is open it stays, with what was being written; elsewhere it is out of the list.
  await expect(grace.composer).toHaveAttribute("readonly");
  await expect(grace.composer).toHaveValue("Half a thought");
  await expect(grace.sendButton).toBeDisabled();
  await grace.openRoom("Everyone");
  await expect(grace.room("Tea")).toHaveCount(0);

  const found = await browse(grace);
  await found.getByRole("link", { name: "Open Tea" }).click();
  await grace.isIn("Tea");
  await grace.sees("Milk first");
  await openSettings(ada);
  await dialog.getByRole("button", { name: "Restore room" }).click();
  await expect(dialog.getByRole("button", { name: "Archive room" })).toBeVisible();
  await expect(grace.composer).not.toHaveAttribute("readonly");
  await expect(grace.composer).toHaveValue("Half a thought");
  await grace.composer.press("Enter");
  await ada.sees("Half a thought");
});

test("a message on its way to a room that is archived meanwhile stays, marked, until its author decides", async ({
  ada,
  grace,
}) => {
  grace.console.tolerate(...CONNECTION_LOST);
  const tea = await ada.api.createRoom("Tea", "open");
  await grace.openRoom("Tea");
  await grace.goOffline();
  await grace.say("Too late");
  await grace.seesPending("Too late");
  const archived = await ada.api.ask("PATCH", `/api/rooms/${tea.id}`, { archived: true });
  expect(archived.status()).toBe(204);
  await grace.goOnline();
  await expect(grace.message("Too late")).toContainText("This room is archived");
  await grace.openRoom("Everyone");
  await expect(grace.room("Tea")).toBeVisible();
});

test("an open room is left, found again and joined", async ({ ada, grace }) => {
  const tea = await ada.api.createRoom("Tea", "open");
  await ada.api.ask("PATCH", `/api/rooms/${tea.id}`, { topic: "Milk first" });
  await grace.openRoom("Tea");
  const dialog = await openSettings(grace);
  await dialog.getByRole("button", { name: "Leave room" }).click();
  const question = grace.dialog("Leave room");
  await expect(question).toContainText("Browse rooms");
  await question.getByRole("button", { name: "Leave" }).click();
  await grace.isIn("Everyone");
  await expect(grace.room("Tea")).toHaveCount(0);

  const found = await browse(grace);
  await expect(found.getByRole("list", { name: "Open rooms" })).toContainText("1 person · Milk first");
  await found.getByRole("button", { name: "Join Tea" }).click();
  await grace.isIn("Tea");
  await ada.openRoom("Tea");
  await ada.say("Welcome back");
  await grace.sees("Welcome back");
});

test("a closed room is left for good, and no browsing shows it", async ({ ada, grace }) => {
  const board = await ada.api.createRoom("Board", "closed");
  await ada.api.addMember(board.id, (await grace.api.me()).id);
  await grace.openRoom("Board");
  const dialog = await openSettings(grace);
  await dialog.getByRole("button", { name: "Leave room" }).click();
  await grace.dialog("Leave room").getByRole("button", { name: "Leave" }).click();
  await grace.isIn("Everyone");
  await expect(grace.room("Board")).toHaveCount(0);
  await expect(await browse(grace)).toContainText("You have joined every open room.");
  await expect(grace.dialog("Browse rooms").getByText("Board")).toHaveCount(0);
});

test("a deleted room is gone from every screen, which says so where it was open", async ({ ada, grace, linus }) => {
  await ada.api.createRoom("Tea", "open");
  for (const person of [ada, grace]) await person.openRoom("Tea");
  await grace.say("Milk first");
  await ada.seesDelivered("Milk first");
  const dialog = await openSettings(ada);
  await dialog.getByRole("button", { name: "Delete room" }).click();
  const question = ada.dialog("Delete room");
  await expect(question).toContainText("Tea");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  await dialog.getByRole("button", { name: "Delete room" }).click();
  await question.getByRole("button", { name: "Delete", exact: true }).click();

  await ada.isIn("Everyone");
  await expect(grace.main.getByText("This room was deleted")).toBeVisible();
  for (const person of [ada, grace, linus]) await expect(person.room("Tea")).toHaveCount(0);
  await expect(await browse(linus)).toContainText("You have joined every open room.");
});

test("the first room is neither archived, deleted nor left, and members archive and delete nothing", async ({ ada, grace }) => {
  const first = await openSettings(ada);
  await expect(first.getByRole("button", { name: "Save" })).toBeVisible();
  await expect(first.getByRole("button", { name: "Archive room" })).toHaveCount(0);
  await expect(first.getByRole("button", { name: "Delete room" })).toHaveCount(0);
  await expect(first.getByRole("button", { name: "Leave room" })).toHaveCount(0);
  await ada.api.createRoom("Tea", "open");
  await grace.openRoom("Tea");
  const dialog = await openSettings(grace);
  await expect(dialog.getByRole("button", { name: "Leave room" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Archive room" })).toHaveCount(0);
  await expect(dialog.getByRole("button", { name: "Delete room" })).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test("settings and browsing fit the screen", async ({ ada }) => {
    const tea = await ada.api.createRoom("Tea", "open");
    await ada.api.ask("PATCH", `/api/rooms/${tea.id}`, { topic: "All that there is to say about tea. ".repeat(7).trim() });
    await ada.button("Rooms").tap();
    await ada.room("Tea").tap();
    await ada.isIn("Tea");
    await expect(ada.main.locator(".room-topic")).toBeHidden();
    await ada.button("Room settings").tap();
    const leave = ada.dialog("Room settings").getByRole("button", { name: "Leave room" });
    await leave.scrollIntoViewIfNeeded();
    await expect(leave).toBeInViewport();
    const widths = await ada.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
    await ada.page.keyboard.press("Escape");
    await ada.button("Rooms").tap();
    await ada.button("Browse rooms").tap();
    await expect(ada.dialog("Browse rooms").getByText("You have joined every open room.")).toBeVisible();
  });
});
