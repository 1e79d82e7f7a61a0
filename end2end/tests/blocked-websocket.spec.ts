import { CONNECTION_LOST, expect, type Person, test as base } from "../support/fixtures";
import { Network } from "../support/network";

const test = base.extend<{ network: Network }>({
  network: async ({ server }, use) => {
    const network = await Network.before(server);
    await use(network);
    await network.cleanUp();
  },
});

test.beforeEach(({ ada, grace }) => {
  for (const person of [ada, grace]) person.console.tolerate(...CONNECTION_LOST);
});

/** Notes all that the page says of its connection, from its next load on. */
async function noteTroubles(person: Person): Promise<void> {
  await person.page.addInitScript(() => {
    const troubles = new Set<string>();
    const look = () => {
      for (const status of document.querySelectorAll("[role=status]")) {
        if (/Reconnecting|Offline/.test(status.textContent)) troubles.add(status.textContent);
      }
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { troubles });
  });
}

async function saysNothingOfTrouble(person: Person): Promise<void> {
  const troubles = await person.page.evaluate(() => [...(window as unknown as { troubles: Set<string> }).troubles]);
  expect(troubles, `what ${person.name}'s page said of its connection`).toEqual([]);
}

async function comeIn(person: Person, origin: string): Promise<void> {
  await noteTroubles(person);
  await person.page.goto(`${origin}/`);
  await person.isIn("Everyone");
}

async function talk(ada: Person, grace: Person): Promise<void> {
  await ada.say("Can you hear me?");
  await grace.seesDelivered("Can you hear me?");
  await grace.say("Loud and clear");
  await ada.seesDelivered("Loud and clear");
  for (const person of [ada, grace]) {
    await person.seesDelivered("Can you hear me?");
    await expect(person.messages).toHaveText([/Can you hear me\?/, /Loud and clear/]);
  }
}

test("the page uses WebSocket whenever the network lets it through, and loses nothing and shows no trouble when it does not", async ({
  ada,
  grace,
  network,
}) => {
  network.blocksWebSockets = true;
  for (const person of [ada, grace]) await comeIn(person, network.origin);
  await talk(ada, grace);
  expect([network.openWebSockets, network.openEventStreams]).toEqual([0, 2]);

  network.blocksWebSockets = false;
  for (const person of [ada, grace]) await person.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect.poll(() => [network.openWebSockets, network.openEventStreams]).toEqual([2, 0]);
  await ada.say("Through the door");
  await grace.say("Welcome");
  for (const person of [ada, grace]) {
    await person.seesDelivered("Through the door");
    await person.seesDelivered("Welcome");
    await expect(person.message("Can you hear me?")).toHaveCount(1);
    await saysNothingOfTrouble(person);
  }
  expect([network.openWebSockets, network.openEventStreams]).toEqual([2, 0]);

  network.blocksWebSockets = true;
  await ada.composer.fill("On the way");
  await Promise.all([ada.composer.press("Enter"), network.cutWebSockets()]);
  await grace.say("Still there?");
  for (const person of [ada, grace]) {
    await person.seesDelivered("On the way");
    await person.seesDelivered("Still there?");
  }
  expect([network.openWebSockets, network.openEventStreams]).toEqual([0, 2]);
  await expect(ada.status("Reconnecting…")).toBeHidden();

  // Without a WebSocket too, signing out elsewhere ends the page.
  await ada.context.request.delete(`${network.origin}/api/session`);
  await expect(ada.button("Sign in")).toBeVisible();
});

test("where sockets open and die at once, two people talk, and nothing shows", async ({ ada, grace, server }) => {
  for (const person of [ada, grace]) {
    await person.page.routeWebSocket(/\/ws$/, (socket) => socket.close());
    await comeIn(person, server.origin);
  }
  await talk(ada, grace);
  for (const person of [ada, grace]) await saysNothingOfTrouble(person);
});
