import { answered, CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { LossyNetwork } from "../support/lossy-network";

async function seesInOrder(person: Person, texts: string[]) {
  await expect(person.messages).toHaveText(texts.map((text) => new RegExp(text)));
  for (const text of texts) await person.seesDelivered(text);
}

async function stored(person: Person): Promise<string[]> {
  const { id } = await person.api.room("Everyone");
  return (await person.api.messages(id)).map(({ body }) => body);
}

test.beforeEach(({ ada, grace }) => {
  for (const person of [ada, grace]) person.console.tolerate(...CONNECTION_LOST);
});

test("a message survives the closing of its tab, and arrives once from the next", async ({ ada, grace, server }) => {
  await server.kill();
  await expect(ada.status("Reconnecting…")).toBeVisible();
  await ada.say("Written before the crash");
  await ada.seesPending("Written before the crash");
  await ada.page.close();

  await server.start();
  const tab = await ada.openTab();
  await tab.goTo("/");
  await tab.seesDelivered("Written before the crash");
  await tab.say("Written after it");
  for (const person of [tab, grace]) await seesInOrder(person, ["Written before the crash", "Written after it"]);
  expect(await stored(grace)).toEqual(["Written before the crash", "Written after it"]);
});

test("two tabs share an outbox, and the one that stays sends it in order", async ({ ada, grace }) => {
  const tab = await ada.openTab();
  await tab.goTo("/");
  await ada.goOffline();
  for (const page of [ada, tab]) await expect(page.status("Offline")).toBeVisible();

  const texts = ["First in one tab", "Second in the other", "Third in the one"];
  for (const [index, text] of texts.entries()) {
    await [ada, tab, ada][index]!.say(text);
    for (const page of [ada, tab]) await page.seesPending(text);
  }
  await ada.page.close();
  await tab.goOnline();
  for (const person of [tab, grace]) await seesInOrder(person, texts);
  expect(await stored(grace)).toEqual(texts);
});

test("a message is pending and then delivered in every tab", async ({ ada, grace, server }) => {
  const tab = await ada.openTab();
  await tab.goTo("/");
  await tab.say("From the second tab");
  for (const person of [ada, tab, grace]) await person.seesDelivered("From the second tab");

  await server.kill();
  for (const page of [ada, tab]) await expect(page.status("Reconnecting…")).toBeVisible();
  await tab.say("While nobody listens");
  for (const page of [ada, tab]) await page.seesPending("While nobody listens");
  const third = await ada.openTab();
  await server.start();
  await third.goTo("/");
  const texts = ["From the second tab", "While nobody listens"];
  for (const person of [ada, tab, third, grace]) await seesInOrder(person, texts);
  expect(await stored(grace)).toEqual(texts);
});

for (const loss of ["requests", "answers"] as const) {
  test(`the network dies in the middle of a send, and loses ${loss}: it arrives once`, async ({ ada, grace }) => {
    const network = await LossyNetwork.under(ada);
    await ada.reload();
    await ada.say("Before");
    await ada.seesDelivered("Before");
    await network.lose(loss);
    await ada.say("In the middle");
    await ada.say("And after");
    if (loss === "answers") await expect.poll(() => stored(grace)).toContain("In the middle");
    for (const text of ["In the middle", "And after"]) await ada.seesPending(text);

    await network.cut();
    const texts = ["Before", "In the middle", "And after"];
    for (const person of [ada, grace]) await seesInOrder(person, texts);
    expect(await stored(grace)).toEqual(texts);
  });
}

test("signing out keeps what was not sent, for its author alone", async ({ ada, grace, linus }) => {
  const network = await LossyNetwork.under(ada);
  await ada.reload();
  await network.lose("requests");
  await ada.say("Only by Ada");
  await ada.seesPending("Only by Ada");
  await ada.signOut();
  await network.cut();

  await signInAs(linus, ada);
  await expect(ada.messages).toHaveCount(0);
  await ada.say("By Linus");
  await ada.seesDelivered("By Linus");
  await expect(ada.message("Only by Ada")).toHaveCount(0);
  await ada.signOut();

  await ada.signIn();
  await ada.isIn("Everyone");
  for (const person of [ada, grace]) await seesInOrder(person, ["By Linus", "Only by Ada"]);
  await expect(grace.message("Only by Ada").first()).toHaveAccessibleName(/^Ada,/);
});

test("a tab that was away while another person signed in sends nothing in their name", async ({ ada, grace, linus }) => {
  const network = await LossyNetwork.under(ada);
  await ada.reload();
  await network.lose("everything");
  await ada.say("Only by Ada");
  await ada.seesPending("Only by Ada");
  const tab = await ada.openTab();
  await tab.context.clearCookies();
  await tab.goTo("/sign-in");
  await signInAs(linus, tab);

  await network.cut();
  await expect(ada.message("Only by Ada")).toHaveCount(0);
  await ada.hydrated();
  await ada.say("By Linus");
  await seesInOrder(grace, ["By Linus"]);
});

async function signInAs(person: Person, where: Person) {
  await where.field("Email").fill(person.email);
  await where.field("Password").fill(person.password);
  await where.button("Sign in").click();
  await where.isIn("Everyone");
}

test.describe("a message for a room that Grace has lost", () => {
  test.beforeEach(async ({ ada, grace }) => {
    grace.console.tolerate(answered(404));
    const board = await ada.api.createRoom("Board", "closed");
    const { id } = await grace.api.me();
    await ada.api.addMember(board.id, id);
    const network = await LossyNetwork.under(grace);
    await grace.goTo(`/rooms/${board.id}`);
    await network.lose("requests");
    await grace.say("Too late");
    await grace.seesPending("Too late");
    await ada.api.removeMember(board.id, id);
    await expect(grace.room("Board")).toHaveCount(0);
    await grace.seesPending("Too late");
    await network.cut();
    await isRefused(grace);
  });

  async function isRefused(person: Person) {
    await person.seesDelivered("Too late");
    await expect(person.message("Too late")).toContainText("Not sent.");
  }

  test("stays, and goes when she discards it, in every tab", async ({ grace }) => {
    await grace.reload();
    await isRefused(grace);
    const tab = await grace.openTab();
    await tab.goTo("/");
    await tab.room("Not sent").click();
    await isRefused(tab);
    await tab.button("Discard").click();
    for (const page of [grace, tab]) {
      await expect(page.message("Too late")).toHaveCount(0);
      await expect(page.room("Not sent")).toHaveCount(0);
    }
    await tab.goTo("/");
    await tab.isIn("Everyone");
    await expect(tab.room("Everyone")).toBeVisible();
    await expect(tab.room("Not sent")).toHaveCount(0);
  });

  test("is sent when she is back and tries again, from any tab", async ({ ada, grace }) => {
    const tab = await grace.openTab();
    await tab.goTo("/");
    const board = await ada.api.room("Board");
    await ada.api.addMember(board.id, (await grace.api.me()).id);
    for (const page of [grace, tab]) {
      await page.openRoom("Board");
      await isRefused(page);
    }
    await tab.button("Try again").click();
    await ada.openRoom("Board");
    for (const person of [ada, grace, tab]) {
      await person.seesDelivered("Too late");
      await expect(person.message("Too late")).not.toContainText("Not sent.");
    }
  });
});

test("where the browser refuses to store, a message is sent all the same", async ({ ada, grace }) => {
  ada.console.tolerate(/this browser refuses to store what you write/);
  await ada.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The disk is full", "QuotaExceededError");
    };
  });
  await ada.reload();
  await ada.say("Without a net");
  for (const person of [ada, grace]) await seesInOrder(person, ["Without a net"]);
});

test("where the browser has no locks, each tab sends its own, and nothing is doubled", async ({ ada, grace, server }) => {
  const tab = await ada.openTab();
  for (const page of [ada, tab]) {
    await page.page.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined }));
    await page.goTo("/");
  }
  await server.kill();
  for (const page of [ada, tab]) await expect(page.status("Reconnecting…")).toBeVisible();
  await ada.say("From one tab");
  await tab.say("From the other");
  await server.start();
  for (const person of [ada, tab, grace]) {
    for (const text of ["From one tab", "From the other"]) await person.seesDelivered(text);
    await expect(person.messages).toHaveCount(2);
  }
  expect((await stored(grace)).sort()).toEqual(["From one tab", "From the other"]);
});
