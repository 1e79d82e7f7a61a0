import { CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { heldNumbers, range, sendNumbered } from "../support/history";
import { cutAnswers } from "../support/lossy-network";
import { openThread } from "../support/thread";

/** The text of each message as the person sees it, in order. */
async function sight(person: Person): Promise<string[]> {
  // The message under the pointer shows more.
  await person.page.mouse.move(0, 0);
  await expect(person.actions).toHaveCount(0);
  const messages = await person.messages.allInnerTexts();
  return messages.map((text) => text.replace(/\s+/g, " ").trim());
}

test("what Ada writes offline, in a room and in a thread, waits and arrives once when she is online again", async ({
  ada,
  grace,
}) => {
  ada.console.tolerate(...CONNECTION_LOST);
  await ada.say("Tea?");
  const hers = await openThread(ada, "Tea?");
  await ada.goOffline();
  await expect(ada.status("Offline")).toBeVisible();
  await ada.say("From the train");
  await ada.seesPending("From the train");
  await hers.say("Without sugar");
  await expect(hers.message("Without sugar")).toHaveAttribute("aria-busy", "true");
  await expect(ada.message("Without sugar")).toHaveCount(0);
  await grace.say("Are you there?");
  await grace.seesDelivered("Are you there?");
  await expect(grace.message("From the train")).toHaveCount(0);
  await grace.seesDelivered("Tea?");
  const his = await openThread(grace, "Tea?");
  await his.say("Yes");

  await ada.goOnline();
  await expect(ada.status("Offline")).toBeHidden();
  for (const person of [ada, grace]) {
    await person.seesDelivered("From the train");
    await person.seesDelivered("Are you there?");
    await expect(person.messages).toHaveText([/Tea\?/, /Are you there\?/, /From the train/]);
  }
  for (const thread of [hers, his]) {
    await expect(thread.replies).toHaveText([/Tea\?/, /Yes/, /Without sugar/]);
    await expect(thread.message("Without sugar")).not.toHaveAttribute("aria-busy", "true");
  }
});

test("edits, deletions and reactions of sixty missed events look as they do to one who stayed", async ({ ada, grace }) => {
  grace.console.tolerate(...CONNECTION_LOST);
  for (const text of ["To be edited", "To be deleted", "To be cheered"]) await ada.say(text);
  await grace.seesDelivered("To be cheered");
  await grace.goOffline();
  await expect(grace.status("Offline")).toBeVisible();

  await sendNumbered(ada, "Missed", 60);
  await ada.seesDelivered("Missed 60.");
  await ada.edit("To be edited", "Edited meanwhile");
  await ada.deleteMessage("To be deleted");
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

test("what others wrote meanwhile is there once, however much, also when the network dies in the middle of it", async ({
  ada,
  grace,
}) => {
  grace.console.tolerate(...CONNECTION_LOST);
  const cut = await cutAnswers(grace);
  await grace.reload();
  await grace.isIn("Everyone");
  await grace.goOffline();
  await expect(grace.status("Offline")).toBeVisible();
  await sendNumbered(ada, "Missed", 700);
  // A welcome and one page of the log, then the end: each time a page further.
  cut.after(2);
  await grace.goOnline();
  await expect.poll(cut.count).toBeGreaterThanOrEqual(2);
  cut.after(Infinity);
  await grace.sees("Missed 700.");
  const numbers = await heldNumbers(grace, "Missed");
  expect(numbers).toEqual(range(numbers[0] ?? 0, 700));
  await ada.say("And live again");
  await grace.seesDelivered("And live again");
});
