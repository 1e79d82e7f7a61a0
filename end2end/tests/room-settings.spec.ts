import { answered, CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";

async function browse(person: Person) {
  await person.button("Browse rooms").click();
  const dialog = person.dialog("Browse rooms");
  await expect(dialog).toBeVisible();
  return dialog;
}

test("a new name, topic and description show on every screen, live and after a reload", async ({ ada, grace }) => {
  ada.console.tolerate(answered(422));
  await ada.api.createRoom("Tea", "open");
  for (const person of [ada, grace]) await person.openRoom("Tea");
  await grace.peopleButton.click();
  const about = grace.page.getByRole("region", { name: "About this room" });
  await expect(about).toBeHidden();

  const dialog = await ada.openRoomSettings();
  const saved = dialog.getByText("Saved", { exact: true });
  await dialog.getByLabel("Room name").fill("  ");
  await dialog.getByLabel("Topic").fill("Beans, mostly");
  await expect(dialog.getByRole("alert").filter({ hasText: /\S/ })).toHaveText("The room name is empty.");
  await expect(dialog.getByLabel("Topic")).toHaveValue("Beans, mostly");

  // Each field is saved when it is left, and says so. The description is shown as people see it.
  await dialog.getByLabel("Room name").fill("Coffee");
  await dialog.getByRole("button", { name: "Edit description" }).click();
  await expect(saved).toHaveCount(2);
  await dialog.getByLabel("Description").fill("All about **tea**:\n\n- water\n- leaves\n\n<b>See</b> https://example.com/tea");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(saved).toHaveCount(3);
  await expect(dialog.getByRole("listitem")).toHaveText(["water", "leaves"]);
  await expect(dialog.getByText("**")).toHaveCount(0);
  await ada.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  for (const person of [ada, grace]) {
    await person.isIn("Coffee");
    await expect(person.room("Coffee")).toBeVisible();
    await expect(person.main.getByText("Beans, mostly")).toBeVisible();
  }
  await expect(about.getByRole("listitem")).toHaveText(["water", "leaves"]);
  await expect(about.locator("strong")).toHaveText("tea");
  await expect(about.getByText("<b>See</b>")).toBeVisible();
  await expect(about.getByRole("link")).toHaveAttribute("href", "https://example.com/tea");

  await grace.reload();
  await expect(grace.main.getByTitle("Beans, mostly")).toBeVisible();
  await grace.peopleButton.click();
  await expect(about.getByRole("listitem")).toHaveText(["water", "leaves"]);
  const hers = await grace.openRoomSettings();
  await expect(hers.getByLabel("Topic")).toHaveValue("Beans, mostly");
  await hers.getByRole("button", { name: "Edit description" }).click();
  await expect(hers.getByLabel("Description")).toHaveValue(/All about \*\*tea\*\*:\n/);
});

test("an archived room takes nothing new and waits under Browse rooms until it is restored", async ({ ada, grace }) => {
  await ada.api.createRoom("Tea", "open");
  await grace.openRoom("Tea");
  await grace.say("Milk first");
  await grace.seesDelivered("Milk first");
  await grace.composer.fill("Half a thought");
  await ada.openRoom("Tea");
  const dialog = await ada.openRoomSettings();
  await dialog.getByRole("button", { name: "Archive room" }).click();
  const question = ada.dialog("Archive room");
  await expect(question).toContainText("Nobody can post in Tea any more");
  await question.getByRole("button", { name: "Archive", exact: true }).click();
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
  await ada.openRoomSettings();
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

test("an open room is left, found again and joined; a closed one is left for good", async ({ ada, grace }) => {
  const tea = await ada.api.createRoom("Tea", "open");
  await ada.api.ask("PATCH", `/api/rooms/${tea.id}`, { topic: "Milk first", description: "All about **tea**" });
  await ada.api.createRoom("Board", "closed", [grace]);
  const question = grace.dialog("Leave room");
  for (const name of ["Tea", "Board"]) {
    await grace.openRoom(name);
    await (await grace.openRoomSettings()).getByRole("button", { name: "Leave room" }).click();
    if (name === "Tea") await expect(question).toContainText("Browse rooms");
    await question.getByRole("button", { name: "Leave" }).click();
    await grace.isIn("Everyone");
    await expect(grace.room(name)).toHaveCount(0);
  }

  const found = await browse(grace);
  await expect(found.getByRole("list", { name: "Open rooms" })).toContainText("1 person · Milk first");
  await expect(found.getByText("All about tea")).toBeVisible();
  await expect(found.getByText("Board")).toHaveCount(0);
  await found.getByRole("button", { name: "Join Tea" }).click();
  await grace.isIn("Tea");
  await ada.openRoom("Tea");
  await ada.say("Welcome back");
  await grace.sees("Welcome back");
  await expect(await browse(grace)).toContainText("You have joined every open room.");
  await expect(found.getByText("Board")).toHaveCount(0);
});

test("a deleted room is gone from every screen, which says so where it was open", async ({ ada, grace, linus }) => {
  await ada.api.createRoom("Tea", "open");
  for (const person of [ada, grace]) await person.openRoom("Tea");
  await grace.say("Milk first");
  await ada.seesDelivered("Milk first");
  const dialog = await ada.openRoomSettings();
  await dialog.getByRole("button", { name: "Delete room" }).click();
  const question = ada.dialog("Delete room");
  await expect(question).toContainText("Tea");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  await dialog.getByRole("button", { name: "Delete room" }).click();
  const confirm = question.getByRole("button", { name: "Delete", exact: true });
  const name = question.getByLabel("Type the room's name to confirm");
  await expect(name).toBeFocused();
  await name.fill("Te");
  await expect(confirm).toBeDisabled();
  await name.press("Enter");
  await expect(grace.room("Tea")).toBeVisible();
  await name.fill("Tea");
  await confirm.click();

  await ada.isIn("Everyone");
  await expect(grace.main.getByText("This room was deleted")).toBeVisible();
  for (const person of [ada, grace, linus]) await expect(person.room("Tea")).toHaveCount(0);
  await expect(await browse(linus)).toContainText("You have joined every open room.");
});

test("administrators decide who writes in a room; members archive and delete nothing, and nobody the first room", async ({
  ada,
  grace,
}) => {
  const first = await ada.openRoomSettings();
  await expect(first.getByLabel("Room name")).toBeVisible();
  await expect(first.getByRole("group", { name: "Who can see it" })).toHaveCount(0);
  for (const name of ["Archive room", "Delete room", "Leave room"]) {
    await expect(first.getByRole("button", { name })).toHaveCount(0);
  }
  await ada.page.keyboard.press("Escape");
  await ada.api.createRoom("News", "open");
  await grace.openRoom("News");
  const dialog = await grace.openRoomSettings();
  await expect(dialog.getByRole("button", { name: "Leave room" })).toBeVisible();
  for (const name of ["Archive room", "Delete room"]) {
    await expect(dialog.getByRole("button", { name })).toHaveCount(0);
  }
  await expect(dialog.getByRole("group", { name: "Who can see it" })).toHaveCount(0);
  await grace.page.keyboard.press("Escape");

  await grace.composer.fill("Half a thought");
  await ada.openRoom("News");
  await (await ada.openRoomSettings()).getByRole("radio", { name: "Administrators" }).check();
  await expect(grace.page.getByText("Only administrators can post in this room.")).toBeVisible();
  await expect(grace.sendButton).toBeDisabled();
  await expect(grace.composer).toHaveValue("Half a thought");
  await ada.page.keyboard.press("Escape");
  await ada.say("Read this");
  await grace.sees("Read this");
});

test("a closed room is opened to everybody after a warning, and closed again", async ({ ada, grace, linus }) => {
  await ada.api.createRoom("Den", "closed", [grace]);
  for (const person of [ada, grace]) await person.openRoom("Den");
  await grace.say("Between us");
  await ada.seesDelivered("Between us");
  const dialog = await ada.openRoomSettings();
  const kinds = dialog.getByRole("group", { name: "Who can see it" });
  await expect(kinds.getByRole("radio", { name: "Closed" })).toBeChecked();
  await kinds.getByRole("radio", { name: "Open" }).click();
  const warning = ada.dialog("Open to everyone?");
  await expect(warning).toContainText("read its whole history");
  await warning.getByRole("button", { name: "Cancel" }).click();
  await expect(kinds.getByRole("radio", { name: "Closed" })).toBeChecked();
  await expect(await browse(linus)).toContainText("You have joined every open room.");
  await linus.page.keyboard.press("Escape");

  await kinds.getByRole("radio", { name: "Open" }).click();
  await warning.getByRole("button", { name: "Open the room" }).click();
  await expect(warning).toBeHidden();
  await expect(kinds.getByRole("radio", { name: "Open" })).toBeChecked();
  const found = await browse(linus);
  await found.getByRole("button", { name: "Join Den" }).click();
  await linus.isIn("Den");
  await linus.sees("Between us");

  await kinds.getByRole("radio", { name: "Closed" }).click();
  const closing = ada.dialog("Close the room?");
  await expect(closing).toContainText("The 3 people who are in it now stay in Den.");
  await closing.getByRole("button", { name: "Close the room" }).click();
  await expect(kinds.getByRole("radio", { name: "Closed" })).toBeChecked();
  await (await linus.openRoomSettings()).getByRole("button", { name: "Leave room" }).click();
  await expect(linus.dialog("Leave room")).toContainText("someone in the room has to add you again");
});

test("who creates a closed room is asked at once whom to add, and finds them by a few letters", async ({ ada, grace, linus }) => {
  await ada.button("New room").click();
  const form = ada.dialog("New room");
  await form.getByLabel("Room name").fill("Den");
  await form.getByRole("radio", { name: "Closed" }).check();
  await form.getByRole("button", { name: "Create room" }).click();
  await ada.isIn("Den");
  const people = ada.dialog("Add people");
  await expect(people).toContainText("Den. Only you are in it so far.");
  await expect(people.getByRole("searchbox", { name: "Find people" })).toBeFocused();
  await expect(people.getByRole("listitem")).toHaveText([/Grace/, /Linus/]);
  await ada.page.keyboard.type("gra");
  await expect(people.getByRole("listitem")).toHaveText([/Grace/]);
  await people.getByRole("button", { name: "Add Grace" }).click();
  await expect(people).toContainText("2 people are in it.");
  await expect(grace.room("Den")).toBeVisible();
  await people.getByRole("searchbox", { name: "Find people" }).fill("");
  await expect(people.getByRole("listitem")).toHaveText([/Linus/]);
  await people.getByRole("button", { name: "Done" }).click();
  await expect(people).toBeHidden();
  await expect(linus.room("Den")).toHaveCount(0);
});
