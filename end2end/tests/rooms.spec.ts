import { answered, expect, test } from "../support/fixtures";

test("an open room is there for everyone as soon as it is made, and what is said in it is in no other", async ({
  ada,
  grace,
}) => {
  ada.console.tolerate(answered(422), answered(400));
  // A room needs a name.
  await ada.button("New room").click();
  const dialog = ada.dialog("New room");
  await dialog.getByRole("button", { name: "Create room" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("The room name is empty.");
  await dialog.getByLabel("Room name").fill("Kitchen");
  await dialog.getByRole("button", { name: "Create room" }).click();
  await ada.isIn("Kitchen");
  await expect(grace.room("Kitchen")).toBeVisible();
  await grace.openRoom("Kitchen");
  await ada.say("Coffee?");
  await grace.sees("Coffee?");
  await grace.say("Always");
  await ada.sees("Always");
  await expect(ada.roomLinks).toHaveCount(2);

  for (const person of [ada, grace]) {
    await person.openRoom("Everyone");
    for (const text of ["Coffee?", "Always"]) await expect(person.message(text)).toHaveCount(0);
  }
  await ada.goBack();
  await ada.isIn("Kitchen");
  await ada.goForward();
  await ada.isIn("Everyone");
});

test("a closed room is there at once, with what was said, for who is added, until they are removed, and for nobody else", async ({
  ada,
  grace,
  linus,
}) => {
  linus.console.tolerate(answered(404));
  await ada.createRoom("Board", "Closed");
  await ada.say("Before you came");
  await ada.seesDelivered("Before you came");
  await expect(grace.room("Board")).toHaveCount(0);
  await ada.peopleButton.click();
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

  const board = await ada.api.room("Board");
  await expect(linus.room("Board")).toHaveCount(0);
  expect(await linus.goTo(`/rooms/${board.id}`)).toBe(404);
  for (const text of ["Before you came", "Board"]) await expect(linus.page.getByText(text, { exact: true })).toHaveCount(0);

  await ada.api.removeMember(board.id, (await grace.api.me()).id);
  await expect(grace.room("Board")).toHaveCount(0);
  await ada.say("Not for Grace");
  await ada.seesDelivered("Not for Grace");
  await expect(grace.page.getByText("Not for Grace")).toHaveCount(0);
});
