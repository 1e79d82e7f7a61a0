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

test("a message is pending and then delivered in every tab, and survives the closing of its own", async ({
  ada,
  grace,
  server,
}) => {
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

  for (const page of [tab, third]) await page.page.close();
  await server.kill();
  await expect(ada.status("Reconnecting…")).toBeVisible();
  await ada.say("Written before the crash");
  await ada.seesPending("Written before the crash");
  await ada.page.goto("about:blank");
  await ada.page.close();
  await server.start();
  const last = await ada.openTab();
  await last.goTo("/");
  await last.seesDelivered("Written before the crash");
  await last.say("Written after it");
  texts.push("Written before the crash", "Written after it");
  for (const person of [last, grace]) await seesInOrder(person, texts);
  expect(await stored(grace)).toEqual(texts);
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

test("the network dies in the middle of a send, and loses requests or answers: it arrives once", async ({ ada, grace }) => {
  const network = await LossyNetwork.under(ada);
  await ada.reload();
  await ada.say("Before");
  await ada.seesDelivered("Before");
  const texts = ["Before"];
  for (const loss of ["requests", "answers"] as const) {
    const [first, second] = [`In the middle, without ${loss}`, `And after, without ${loss}`];
    await network.lose(loss);
    await ada.say(first);
    await ada.say(second);
    if (loss === "answers") await expect.poll(() => stored(grace)).toContain(first);
    for (const text of [first, second]) await ada.seesPending(text);

    await network.cut();
    texts.push(first, second);
    for (const person of [ada, grace]) await seesInOrder(person, texts);
    expect(await stored(grace)).toEqual(texts);
  }
});

test("what was not sent is kept for its author alone when another person signs in", async ({ ada, grace, linus }) => {
  const network = await LossyNetwork.under(ada);
  await ada.reload();
  await network.lose("requests");
  await ada.say("Only by Ada");
  await ada.seesPending("Only by Ada");
  await ada.signOut();
  await network.cut();

  await ada.signIn(linus.password, linus.email);
  await ada.isIn("Everyone");
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
  await tab.signIn(linus.password, linus.email);
  await tab.isIn("Everyone");

  await network.cut();
  await expect(ada.message("Only by Ada")).toHaveCount(0);
  await ada.hydrated();
  await ada.say("By Linus");
  await seesInOrder(grace, ["By Linus"]);
});

test("a message for a room that Grace has lost stays until she discards it, or is back and tries again, from any tab", async ({
  ada,
  grace,
}) => {
  grace.console.tolerate(answered(404));
  const board = await ada.api.createRoom("Board", "closed");
  const { id } = await grace.api.me();
  const isRefused = async (person: Person, text: string) => {
    await person.seesDelivered(text);
    await expect(person.message(text)).toContainText("Not sent.");
  };
  const writeTooLate = async (text: string) => {
    const network = await LossyNetwork.under(grace);
    await ada.api.addMember(board.id, id);
    await grace.goTo(`/rooms/${board.id}`);
    await network.lose("requests");
    await grace.say(text);
    await grace.seesPending(text);
    await ada.api.removeMember(board.id, id);
    await expect(grace.room("Board")).toHaveCount(0);
    await grace.seesPending(text);
    await network.cut();
    await isRefused(grace, text);
  };

  await writeTooLate("Too late");
  await grace.reload();
  await isRefused(grace, "Too late");
  const tab = await grace.openTab();
  await tab.goTo("/");
  await tab.room("Not sent").click();
  await isRefused(tab, "Too late");
  await tab.button("Discard").click();
  for (const page of [grace, tab]) {
    await expect(page.message("Too late")).toHaveCount(0);
    await expect(page.room("Not sent")).toHaveCount(0);
  }
  await tab.goTo("/");
  await tab.isIn("Everyone");
  await expect(tab.room("Everyone")).toBeVisible();
  await expect(tab.room("Not sent")).toHaveCount(0);
  await tab.page.close();

  await writeTooLate("Once more");
  const another = await grace.openTab();
  await another.goTo("/");
  await ada.api.addMember(board.id, id);
  for (const page of [grace, another]) {
    await page.openRoom("Board");
    await isRefused(page, "Once more");
  }
  await another.button("Try again").click();
  await ada.openRoom("Board");
  for (const person of [ada, grace, another]) {
    await person.seesDelivered("Once more");
    await expect(person.message("Once more")).not.toContainText("Not sent.");
  }
});

test("where the browser refuses to store or has no locks, messages are sent all the same, and once", async ({
  ada,
  grace,
  server,
}) => {
  ada.console.tolerate(/this browser refuses to store what you write/);
  const full = await ada.openTab();
  await full.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The disk is full", "QuotaExceededError");
    };
  });
  await full.goTo("/");
  await full.say("Without a net");
  for (const person of [full, grace]) await seesInOrder(person, ["Without a net"]);
  await full.page.close();

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
  const texts = ["Without a net", "From one tab", "From the other"];
  for (const person of [ada, tab, grace]) {
    for (const text of texts) await person.seesDelivered(text);
    await expect(person.messages).toHaveCount(3);
  }
  expect((await stored(grace)).sort()).toEqual(texts.toSorted());
});
