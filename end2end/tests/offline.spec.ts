import { CONNECTION_LOST, expect, test } from "../support/fixtures";

test("what Ada writes offline arrives once when she is online again", async ({ ada, grace }) => {
  ada.console.tolerate(...CONNECTION_LOST);
  await ada.goOffline();
  await expect(ada.status("Offline")).toBeVisible();
  await ada.say("From the train");
  await ada.seesPending("From the train");
  await grace.say("Are you there?");
  await grace.seesDelivered("Are you there?");
  await expect(grace.message("From the train")).toHaveCount(0);

  await ada.goOnline();
  await expect(ada.status("Offline")).toBeHidden();
  for (const person of [ada, grace]) {
    await person.seesDelivered("From the train");
    await person.seesDelivered("Are you there?");
    await expect(person.messages).toHaveText([/Are you there\?/, /From the train/]);
  }
});

test("what others wrote meanwhile is there, however much", async ({ ada, grace }) => {
  ada.console.tolerate(...CONNECTION_LOST);
  await ada.goOffline();
  await expect(ada.status("Offline")).toBeVisible();
  const { id } = await grace.api.room("Everyone");
  const count = 450;
  for (let number = 1; number <= count; number++) await grace.api.say(id, `Missed ${number}.`);

  await ada.goOnline();
  await ada.sees(`Missed ${count}.`);
  const numbers = (await ada.messages.allInnerTexts()).map((text) => Number(/Missed (\d+)\./.exec(text)?.[1]));
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => count - numbers.length + index + 1));
  await grace.say("And live again");
  await ada.seesDelivered("And live again");
});
