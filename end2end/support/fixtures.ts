import { test as base, expect } from "@playwright/test";
import { Person } from "./person";
import { HubbubServer } from "./server";

export { expect };
export { answered, CONNECTION_LOST } from "./console";
export { Person } from "./person";

export const WORKSPACE = "Analytical Engines";

type World = {
  /** A server with an empty database, for this test alone. */
  server: HubbubServer;
  /** Opens a browser of its own for a person without an account. */
  visitor: (name: string) => Promise<Person>;
  /** The administrator, in Everyone. */
  ada: Person;
  /** Joined by invitation, in Everyone. */
  grace: Person;
  /** Joined by invitation, in Everyone. */
  linus: Person;
  /** The same person at another device, signed in and in Everyone. */
  anotherDeviceOf: (person: Person) => Promise<Person>;
};

export const test = base.extend<World>({
  // Playwright reads a fixture's dependencies from its parameters, and requires the braces.
  server: async ({}, use, info) => {
    const server = await HubbubServer.launch();
    await use(server);
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.log });
    await server.cleanUp();
  },

  visitor: async ({ browser, server }, use) => {
    const people: Person[] = [];
    await use(async (name) => {
      const person = await Person.sitDown(name, server, browser);
      people.push(person);
      return person;
    });
    const troubles = people.flatMap(({ name, console }) => console.troubles.map((trouble) => `${name}: ${trouble}`));
    await Promise.all(people.map((person) => person.context.close()));
    expect(troubles, "errors and warnings of the browsers").toEqual([]);
  },

  ada: async ({ visitor }, use) => {
    const ada = await visitor("Ada");
    await ada.api.firstRun(WORKSPACE, ada.account);
    await ada.api.dismissTips();
    await enter(ada);
    await use(ada);
  },

  grace: async ({ ada, visitor }, use) => {
    await use(await joined(await visitor("Grace"), ada));
  },

  linus: async ({ ada, visitor }, use) => {
    await use(await joined(await visitor("Linus"), ada));
  },

  anotherDeviceOf: async ({ visitor }, use) => {
    await use(async (person) => {
      const device = await visitor(person.name);
      await device.api.signIn(device.account);
      await enter(device);
      return device;
    });
  },
});

async function joined(person: Person, administrator: Person): Promise<Person> {
  await person.api.join(await administrator.api.joinCode(), person.account);
  await person.api.dismissTips();
  await enter(person);
  return person;
}

async function enter(person: Person): Promise<void> {
  await person.goTo("/");
  await person.isIn("Everyone");
}
