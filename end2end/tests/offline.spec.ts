import { answered, CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { openThread } from "../support/thread";

test.use({ serviceWorkers: "allow" });

/** The texts of everything that this browser has saved. */
async function saved({ page }: Person): Promise<string[]> {
  return page.evaluate(async () => {
    const opened = indexedDB.open("hubbub-saved");
    const result = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await result(opened);
    try {
      if (!database.objectStoreNames.contains("saved")) return [];
      return await result(database.transaction("saved").objectStore("saved").getAll());
    } finally {
      database.close();
    }
  });
}

/** Waits until the browser has saved these texts, and has the code to show them without a network. */
async function isReady(person: Person, ...texts: string[]): Promise<void> {
  await person.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  for (const text of texts) {
    const isSaved = async () => {
      // A page that is left saves at once.
      await person.hideTab(true);
      await person.hideTab(false);
      return (await saved(person)).some((json) => json.includes(text));
    };
    await expect.poll(isSaved).toBe(true);
  }
}

/** Takes away the network, and loads the page again. */
async function reloadOffline(person: Person): Promise<void> {
  person.console.tolerate(...CONNECTION_LOST);
  await person.goOffline();
  await person.reload();
}

test("without a network a reload shows the last rooms as of a time, and what is written there arrives once", async ({
  ada,
  grace,
}) => {
  await ada.createRoom("Kitchen", "Open");
  await ada.say("The kettle is on");
  await ada.openRoom("Everyone");
  await ada.say("Tea is at **four**");
  const thread = await openThread(ada, "Tea is at");
  await thread.say("With cake");
  await ada.composer.fill("Half a thought");
  await isReady(ada, "Tea is at", "The kettle is on", "With cake");

  await reloadOffline(ada);
  await expect(ada.status("Offline, as of")).toContainText(/Offline, as of \d\d:\d\d/);
  await ada.sees("Tea is at four");
  await expect(ada.message("Tea is at four").locator("strong").filter({ hasText: "four" })).toBeVisible();
  await expect(thread.message("With cake")).toBeVisible();
  await expect(ada.composer).toHaveValue("Half a thought");
  await ada.say("Written offline");
  await ada.seesPending("Written offline");
  await ada.composer.fill("Another thought");
  await ada.openRoom("Kitchen");
  await ada.sees("The kettle is on");
  await expect(ada.page).toHaveTitle(/Kitchen/);

  // What is written stays through another reload.
  await ada.reload();
  await ada.sees("The kettle is on");
  await ada.openRoom("Everyone");
  await ada.seesPending("Written offline");
  await expect(ada.composer).toHaveValue("Another thought");

  await grace.say("Meanwhile");
  await ada.goOnline();
  await expect(ada.status("Offline")).toBeHidden();
  await ada.seesDelivered("Written offline");
  await ada.seesDelivered("Meanwhile");
  await grace.seesDelivered("Written offline");
  // It is the same page as before.
  await grace.say("Live again");
  await ada.seesDelivered("Live again");
  await expect(ada.composer).toHaveValue("Another thought");
  await expect.poll(() => ada.api.draft("Everyone")).toBe("Another thought");
});

test("a room that is not saved says so, and opens when the network is back", async ({ ada, grace }) => {
  await grace.createRoom("Pantry", "Open");
  await grace.say("Jam");
  await expect(ada.room("Pantry")).toBeVisible();
  await ada.say("Hello");
  await isReady(ada, "Hello", "Pantry");

  await reloadOffline(ada);
  await ada.sees("Hello");
  await ada.openRoom("Pantry");
  await expect(ada.alert).toContainText("This conversation is not saved on this device");
  await ada.goOnline();
  await ada.seesDelivered("Jam");
  await expect(ada.alert).toBeHidden();
});

test("who signs out leaves nothing behind, in no tab, and another person starts afresh", async ({ ada, grace }) => {
  await ada.say("Between us");
  await isReady(ada, "Between us");
  const tab = await ada.openTab();
  await tab.goTo("/");
  await tab.isIn("Everyone");
  await ada.signOut();
  await expect(tab.button("Sign in")).toBeVisible();
  await expect.poll(() => saved(ada)).toEqual([]);

  ada.console.tolerate(...CONNECTION_LOST);
  await ada.goOffline();
  await ada.page.goto(`${ada.server.origin}/`);
  await expect(ada.page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  await ada.goOnline();

  await ada.page.goto(`${ada.server.origin}/sign-in`);
  await ada.hydrated();
  await ada.signIn(grace.password, grace.email);
  await ada.isIn("Everyone");
  await isReady(ada, "Grace");
  await reloadOffline(ada);
  await expect(ada.button("Account, Grace")).toBeVisible();
});

test("a session that ended while the browser was away takes what is saved with it", async ({ ada, grace }) => {
  const { id } = await grace.api.me();
  await grace.say("Between us");
  await isReady(grace, "Between us");
  await reloadOffline(grace);
  await grace.sees("Between us");
  // The page learns with its first request that the session is over.
  grace.console.tolerate(answered(401));
  await ada.api.ask("PUT", `/api/people/${id}/ban`, {});
  await grace.goOnline();
  await expect(grace.button("Sign in")).toBeVisible();
  await expect.poll(() => saved(grace)).toEqual([]);
});

test("while the server is away a reload shows what is saved, and the page goes on when the server is back", async ({
  server,
  ada,
}) => {
  ada.console.tolerate(...CONNECTION_LOST);
  await ada.say("Before the storm");
  await isReady(ada, "Before the storm");
  await server.kill();
  await ada.reload();
  await ada.sees("Before the storm");
  await expect(ada.status("Offline, as of")).toBeVisible();
  await ada.say("In the storm");
  await server.start();
  await ada.seesDelivered("In the storm");
  await expect(ada.status("Offline")).toBeHidden();
});

test("an update offers itself in every tab, reloads nothing by itself, and keeps what is typed", async ({ server, ada }) => {
  const release = async ({ page }: Person) => page.locator("html").getAttribute("data-release");
  ada.console.tolerate(...CONNECTION_LOST);
  const tab = await ada.openTab();
  await tab.goTo("/");
  await tab.isIn("Everyone");
  await ada.say("Hello");
  await isReady(ada, "Hello");
  const old = await release(ada);
  await ada.composer.fill("Half a sentence");
  await server.update();
  for (const page of [ada, tab]) await expect(page.status("A new version is ready")).toBeVisible();
  expect(await release(ada)).toBe(old);
  await expect(ada.composer).toHaveValue("Half a sentence");

  await ada.button("Update").click();
  await expect.poll(() => release(ada)).not.toBe(old);
  await ada.hydrated();
  await expect(ada.composer).toHaveValue("Half a sentence");
  await expect(ada.status("A new version is ready")).toBeHidden();

  // The other tab goes on with its own release, until its person wants the new one.
  expect(await release(tab)).toBe(old);
  await tab.say("From the old tab");
  await ada.seesDelivered("From the old tab");
  await tab.button("Not now").click();
  await expect(tab.status("A new version is ready")).toBeHidden();

  // Without a network, the new release shows what is saved.
  await isReady(ada, "From the old tab");
  const current = await release(ada);
  const cached = async () => ada.page.evaluate(async (id) => Boolean(await (await caches.open(`release-${id}`)).match("/offline")), current);
  await expect.poll(cached).toBe(true);
  const active = async () =>
    ada.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting === null);
  await expect.poll(active).toBe(true);
  await reloadOffline(ada);
  expect(await release(ada)).toBe(current);
  await ada.sees("From the old tab");
});

test("search without a network finds what is saved, and says that it is only that", async ({ ada }) => {
  await ada.createRoom("Kitchen", "Open");
  await ada.say("The kettle is on");
  await ada.openRoom("Everyone");
  await ada.say("Kettles are in the kitchen");
  await isReady(ada, "The kettle is on", "Kettles are in");

  await reloadOffline(ada);
  await ada.page.getByRole("link", { name: "Search" }).click();
  await ada.page.getByRole("searchbox", { name: "Search" }).fill("kettle");
  const results = ada.page.getByRole("list", { name: "Results" }).getByRole("listitem");
  await expect(results).toHaveText([/Kettles are in the kitchen/, /The kettle is on/]);
  await expect(ada.main).toContainText("Only what is saved on this device was searched");
  await results.filter({ hasText: "The kettle is on" }).getByRole("link").click();
  await ada.isIn("Kitchen");
  await ada.sees("The kettle is on");

  await ada.page.keyboard.press("ControlOrMeta+k");
  const palette = ada.dialog("Jump to");
  await palette.getByRole("combobox").fill("kettle");
  await expect(palette.getByRole("option", { name: /Kettles are in the kitchen/ })).toBeVisible();
  await expect(palette).toContainText("Only what is saved on this device was searched");
  await palette.getByRole("combobox").press("Escape");
  await expect(palette).toBeHidden();

  // With the network, everything is searched again.
  await ada.page.getByRole("link", { name: "Search" }).click();
  await ada.page.getByRole("searchbox", { name: "Search" }).fill("kettle");
  const note = ada.main.getByText("Only what is saved on this device was searched");
  await expect(note).toBeVisible();
  await ada.goOnline();
  await expect(note).toBeHidden();
  await expect(results).toHaveCount(2);
});

test("the manifest describes an app that can be installed", async ({ server, ada }) => {
  const manifest = await (await ada.api.ask("GET", "/manifest.webmanifest")).json();
  expect(manifest).toMatchObject({ name: "Analytical Engines", display: "standalone", start_url: "/" });
  for (const { src, sizes } of manifest.icons) {
    const size = await ada.page.evaluate(async (src) => {
      const icon = new Image();
      icon.src = src;
      await icon.decode();
      return `${icon.naturalWidth}x${icon.naturalHeight}`;
    }, server.origin + src);
    expect(size).toBe(sizes);
  }
  const devtools = await ada.context.newCDPSession(ada.page);
  expect((await devtools.send("Page.getAppManifest")).errors).toEqual([]);

  // The browser's offer waits in the account menu.
  await ada.page.evaluate(() => {
    const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
      prompt: () => (document.documentElement.dataset.asked = "yes"),
    });
    dispatchEvent(offer);
  });
  await ada.accountButton.click();
  await ada.button("Install app").click();
  await expect(ada.page.locator("html")).toHaveAttribute("data-asked", "yes");
  await ada.accountButton.click();
  await expect(ada.button("Settings")).toBeVisible();
  await expect(ada.button("Install app")).toBeHidden();
});
