import { CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";

/** What a person sees of each message, in order. */
async function sight(person: Person): Promise<string[]> {
  // What is pointed at shows more.
  await person.page.mouse.move(0, 0);
  await expect(person.actions).toHaveCount(0);
  const messages = await person.messages.allInnerTexts();
  return messages.map((text) => text.replace(/\s+/g, " ").trim());
}

test("edits, deletions and reactions of sixty missed events look as they do to one who stayed", async ({ ada, grace }) => {
  grace.console.tolerate(...CONNECTION_LOST);
  for (const text of ["To be edited", "To be deleted", "To be cheered"]) await ada.say(text);
  await grace.seesDelivered("To be cheered");
  await grace.goOffline();
  await expect(grace.status("Offline")).toBeVisible();

  const { id } = await ada.api.room("Everyone");
  for (let number = 1; number <= 60; number++) await ada.api.say(id, `Missed ${number}.`);
  await ada.seesDelivered("Missed 60.");
  await ada.act("To be edited", "Edit message");
  await ada.editor.fill("Edited meanwhile");
  await ada.editor.press("Enter");
  await ada.act("To be deleted", "Delete message");
  await ada.dialog("Delete message").getByRole("button", { name: "Delete", exact: true }).click();
  await ada.act("To be cheered", "React with thumbs up");
  await ada.act("Missed 30.", "React with red heart");
  await expect(ada.message("To be cheered").getByRole("button", { name: /👍 1/ })).toBeVisible();
  await ada.seesDelivered("Edited meanwhile");

  await grace.goOnline();
  await grace.seesDelivered("Edited meanwhile");
  await grace.seesDelivered("This message was deleted.");
  await expect(grace.message("To be cheered").getByRole("button", { name: /👍 1, Ada/ })).toBeVisible();
  await expect(grace.message("Missed 30.").getByRole("button", { name: /❤️ 1, Ada/ })).toBeVisible();
  await grace.seesDelivered("Missed 60.");
  await expect.poll(() => sight(grace)).toEqual(await sight(ada));
});

test("the network dies in the middle of catching up, and again, and nothing is missing or doubled", async ({ ada, grace }) => {
  grace.console.tolerate(...CONNECTION_LOST);
  const cut = await grace.cutAnswers();
  await grace.reload();
  await grace.isIn("Everyone");
  await grace.goOffline();
  await expect(grace.status("Offline")).toBeVisible();
  const { id } = await ada.api.room("Everyone");
  for (let number = 1; number <= 700; number++) await ada.api.say(id, `Missed ${number}.`);
  // A welcome and one page of the log, then the end: each time a page further.
  cut.after(2);
  await grace.goOnline();
  await expect.poll(cut.count).toBeGreaterThanOrEqual(2);
  cut.after(Infinity);
  await grace.sees("Missed 700.");
  const texts = await grace.messages.allInnerTexts();
  const numbers = texts.map((text) => Number(/Missed (\d+)\./.exec(text)?.[1]));
  const first = numbers[0] ?? 0;
  expect(numbers).toEqual(Array.from({ length: 701 - first }, (_, index) => first + index));
});
