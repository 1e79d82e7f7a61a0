import { answered, expect, test } from "../support/fixtures";

test("an open room is there for everyone as soon as it is made", async ({ ada, grace }) => {
  await ada.createRoom("Kitchen", "Open");
  await expect(grace.room("Kitchen")).toBeVisible();
  await grace.openRoom("Kitchen");
  await ada.say("Coffee?");
  await grace.sees("Coffee?");
  await grace.say("Always");
  await ada.sees("Always");
  await expect(ada.roomLinks).toHaveCount(2);
});

test("what is said in one room is not in another", async ({ ada, grace }) => {
  await ada.createRoom("Kitchen", "Open");
  await ada.say("Only in the kitchen");
  await grace.openRoom("Kitchen");
  await grace.sees("Only in the kitchen");
  await grace.openRoom("Everyone");
  await expect(grace.message("Only in the kitchen")).toHaveCount(0);
  await ada.openRoom("Everyone");
  await expect(ada.message("Only in the kitchen")).toHaveCount(0);
});

test("the back button goes to the room before", async ({ ada }) => {
  await ada.createRoom("Kitchen", "Open");
  await ada.openRoom("Everyone");
  await ada.page.goBack();
  await ada.isIn("Kitchen");
  await ada.page.goForward();
  await ada.isIn("Everyone");
});

test("a closed room does not exist for who is not in it", async ({ ada, grace, linus }) => {
  linus.console.tolerate(answered(404));
  await ada.createRoom("Board", "Closed");
  await ada.say("Between us");
  await ada.seesDelivered("Between us");
  const board = await ada.api.room("Board");
  await ada.api.addMember(board.id, (await grace.api.me()).id);
  await expect(grace.room("Board")).toBeVisible();

  await expect(linus.room("Board")).toHaveCount(0);
  expect((await linus.api.rooms()).map(({ name }) => name)).toEqual(["Everyone"]);
  expect(await linus.goTo(`/rooms/${board.id}`)).toBe(404);
  await expect(linus.page.getByText("Between us")).toHaveCount(0);
  await expect(linus.page.getByText("Board")).toHaveCount(0);
  for (const [method, path, body] of [
    ["GET", `/api/rooms/${board.id}`],
    ["GET", `/api/rooms/${board.id}/messages`],
    ["POST", `/api/rooms/${board.id}/messages`, { body: "Let me in" }],
  ] as const) {
    const answer = await linus.api.ask(method, path, body);
    expect(answer.status(), `${method} ${path}`).toBe(404);
    expect(await answer.text()).not.toContain("Board");
  }
  await expect(ada.message("Let me in")).toHaveCount(0);
});

test("somebody added to a closed room has it at once, with what was said before", async ({ ada, grace }) => {
  await ada.createRoom("Board", "Closed");
  await ada.say("Before you came");
  await ada.seesDelivered("Before you came");
  await expect(grace.room("Board")).toHaveCount(0);

  await ada.button("People").click();
  await ada.people.getByRole("button", { name: "Add people" }).click();
  await ada.dialog("Add people").getByRole("button", { name: "Add Grace" }).click();
  await expect(grace.room("Board")).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await expect(ada.people.getByText("Grace")).toBeVisible();

  await grace.openRoom("Board");
  await grace.sees("Before you came");
  await ada.say("Welcome");
  await grace.sees("Welcome");
  await grace.say("Thank you");
  await ada.sees("Thank you");
});

test("somebody removed from a room loses it at once", async ({ ada, grace }) => {
  const board = await ada.api.createRoom("Board", "closed");
  const { id } = await grace.api.me();
  await ada.api.addMember(board.id, id);
  await grace.openRoom("Board");
  await ada.api.removeMember(board.id, id);
  await expect(grace.room("Board")).toHaveCount(0);
  await ada.openRoom("Board");
  await ada.say("Not for Grace");
  await ada.seesDelivered("Not for Grace");
  await expect(grace.page.getByText("Not for Grace")).toHaveCount(0);
});

test("a room needs a name", async ({ ada }) => {
  ada.console.tolerate(answered(422), answered(400));
  await ada.button("New room").click();
  const dialog = ada.dialog("New room");
  await dialog.getByRole("button", { name: "Create room" }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Room name").fill("Library");
  await dialog.getByRole("button", { name: "Create room" }).click();
  await ada.isIn("Library");
});
