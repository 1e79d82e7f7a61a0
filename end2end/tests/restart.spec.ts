import { CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";

test.beforeEach(({ ada, grace }) => {
  for (const person of [ada, grace]) person.console.tolerate(...CONNECTION_LOST);
});

async function seesInOrder(person: Person, texts: string[]) {
  await expect(person.messages).toHaveText(texts.map((text) => new RegExp(text)));
}

test("the server is killed while Ada types: her messages wait, and arrive once, in their order", async ({
  ada,
  grace,
  server,
}) => {
  await ada.say("Before");
  await grace.sees("Before");
  await ada.composer.pressSequentially("While you ");
  await server.kill();
  await expect(ada.status("Reconnecting…")).toBeVisible();
  await expect(grace.status("Reconnecting…")).toBeVisible();

  await ada.composer.pressSequentially("were away");
  await expect(ada.composer).toHaveValue("While you were away");
  await ada.composer.press("Enter");
  const waiting = ["While you were away", "two of three", "three of three"];
  for (const text of waiting.slice(1)) await ada.say(text);
  for (const text of waiting) await ada.seesPending(text);

  await server.start();
  for (const text of waiting) {
    await ada.seesDelivered(text);
    await grace.seesDelivered(text);
  }
  await expect(ada.status("Reconnecting…")).toBeHidden();
  await grace.say("Welcome back");
  const texts = ["Before", ...waiting, "Welcome back"];
  for (const person of [ada, grace]) await seesInOrder(person, texts);
  for (const person of [ada, grace]) {
    await person.reload();
    await seesInOrder(person, texts);
  }
});

test("killed in the very moment of sending, again and again, nothing is lost or doubled", async ({ ada, grace, server }) => {
  const texts = Array.from({ length: 6 }, (_, round) => `Round ${round} of the storm`);
  for (const text of texts) {
    await ada.composer.fill(text);
    await Promise.all([ada.composer.press("Enter"), server.kill()]);
    await server.start();
    await ada.seesDelivered(text);
    await grace.seesDelivered(text);
  }
  for (const person of [ada, grace]) await seesInOrder(person, texts);
  const { id } = await grace.api.room("Everyone");
  expect((await grace.api.messages(id)).map(({ body }) => body)).toEqual(texts);
});
