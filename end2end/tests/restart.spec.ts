import { CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";

test.beforeEach(({ ada, grace }) => {
  for (const person of [ada, grace]) person.console.tolerate(...CONNECTION_LOST);
});

async function seesInOrder(person: Person, texts: string[]) {
  await expect(person.messages).toHaveText(texts.map((text) => new RegExp(text)));
}

test("the server is killed while Ada types: her message waits, and arrives once", async ({ ada, grace, server }) => {
  await ada.say("Before");
  await grace.sees("Before");
  await ada.composer.pressSequentially("While you ");
  await server.kill();
  await expect(ada.status("Reconnecting…")).toBeVisible();
  await expect(grace.status("Reconnecting…")).toBeVisible();

  await ada.composer.pressSequentially("were away");
  await expect(ada.composer).toHaveValue("While you were away");
  await ada.composer.press("Enter");
  await ada.seesPending("While you were away");

  await server.start();
  await ada.seesDelivered("While you were away");
  await grace.seesDelivered("While you were away");
  await expect(ada.status("Reconnecting…")).toBeHidden();
  await grace.say("Welcome back");
  for (const person of [ada, grace]) await seesInOrder(person, ["Before", "While you were away", "Welcome back"]);
  for (const person of [ada, grace]) {
    await person.reload();
    await seesInOrder(person, ["Before", "While you were away", "Welcome back"]);
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

test("several messages written meanwhile arrive in their order", async ({ ada, grace, server }) => {
  await server.kill();
  await expect(ada.status("Reconnecting…")).toBeVisible();
  const texts = ["one of three", "two of three", "three of three"];
  for (const text of texts) await ada.say(text);
  for (const text of texts) await ada.seesPending(text);
  await server.start();
  for (const text of texts) await grace.seesDelivered(text);
  for (const person of [ada, grace]) await seesInOrder(person, texts);
});

test("a message that waits survives its tab", async ({ ada, grace, server }) => {
  await server.kill();
  await expect(ada.status("Reconnecting…")).toBeVisible();
  await ada.say("Kept in the browser");
  await ada.seesPending("Kept in the browser");
  await ada.page.goto("about:blank");

  await server.start();
  await ada.goTo("/");
  await ada.seesDelivered("Kept in the browser");
  await grace.seesDelivered("Kept in the browser");
});

test("a proper stop loses nothing either", async ({ ada, grace, server }) => {
  await ada.say("Last orders");
  expect(await server.terminate()).toBe(0);
  await server.start();
  await grace.seesDelivered("Last orders");
  await ada.seesDelivered("Last orders");
});
