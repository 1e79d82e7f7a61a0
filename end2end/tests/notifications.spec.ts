import { expect, type Person, test as base } from "../support/fixtures";
import { PushService } from "../support/push-service";

/** With a push service of its own, which the server may use. */
const test = base.extend<{ push: PushService }>({
  push: async ({}, use) => {
    const push = await PushService.open();
    await use(push);
    await push.close();
  },
  server: async ({ server, push }, use) => {
    server.pushHost = push.host;
    await server.restart();
    await use(server);
  },
});

test.use({ serviceWorkers: "allow" });

type Shown = { title: string; body: string };

/** Returns the notifications that a person's browser shows. */
async function shown({ page }: Person): Promise<Shown[]> {
  return page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map(({ title, body }) => ({ title, body }));
  });
}

async function shows(person: Person, ...expected: Shown[]) {
  await expect.poll(() => shown(person)).toEqual(expected);
}

/** A headless browser has no push service, and complains on the console: says so without a word. */
async function withoutPush(person: Person) {
  await person.context.addInitScript(() => {
    PushManager.prototype.subscribe = () => Promise.reject(new DOMException("no push service", "AbortError"));
  });
  await person.reload();
}

/** Opens the settings of notifications, and turns them on. */
async function turnOn(person: Person) {
  await person.context.grantPermissions(["notifications"]);
  const settings = await person.openSettings("Notifications");
  await settings.getByRole("button", { name: "Turn on notifications" }).click();
  await expect(settings.getByRole("status").filter({ hasText: "Notifications are on in this browser" })).toBeVisible();
  await settings.getByRole("button", { name: "Close" }).click();
  await expect(settings).toBeHidden();
}

/** Puts another window before the page, or the page before it. */
async function lookAway({ page }: Person, away: boolean) {
  await page.evaluate((away) => {
    const set = (name: string, value: unknown) =>
      Object.defineProperty(document, name, { configurable: true, get: () => value });
    set("hidden", away);
    set("visibilityState", away ? "hidden" : "visible");
    set("hasFocus", () => !away);
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new Event(away ? "blur" : "focus"));
  }, away);
}

/** Counts the tones that the pages of a person play. */
async function countTones({ context }: Person) {
  await context.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      localStorage.setItem("test-tones", String(Number(localStorage.getItem("test-tones")) + 1));
      return start.call(this, when);
    };
  });
}

async function tones({ page }: Person): Promise<number> {
  return page.evaluate(() => Number(localStorage.getItem("test-tones")));
}

/** Clicks on the notification that is shown, as far as a page can: calls what the worker does then. */
async function clickNotification({ context, page }: Person) {
  const path = await page.evaluate(async () => {
    const [shown] = await (await navigator.serviceWorker.ready).getNotifications();
    return shown?.data.path;
  });
  const [worker] = context.serviceWorkers();
  // Only a real click permits a worker to focus the page.
  await worker?.evaluate((path) => (self as unknown as { open(path: string): Promise<unknown> }).open(path).catch(() => {}), path);
}

test("a message notifies a person who looks away, once for all tabs, with the chosen sound, until it is read on any device", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await countTones(grace);
  await ada.api.createRoom("Kitchen", "open");
  await withoutPush(grace);
  await turnOn(grace);
  const tab = await grace.openTab();
  await tab.goTo("/");
  await tab.isIn("Everyone");
  for (const page of [grace, tab]) await lookAway(page, true);

  await ada.say("The **kettle** is on");
  await shows(grace, { title: "Ada · Everyone", body: "The kettle is on" });
  await expect.poll(() => tones(grace)).toBe(2);
  await expect(grace.page.locator("link[rel=icon]")).toHaveAttribute("href", "/favicon-unread.svg");

  const phone = await anotherDeviceOf(grace);
  await phone.seesDelivered("The kettle is on");
  await shows(grace);
  await expect(grace.page.locator("link[rel=icon]")).toHaveAttribute("href", "/favicon.svg");
  await lookAway(phone, true);

  // A click opens the message.
  await ada.openRoom("Kitchen");
  await ada.say("It boils");
  await shows(grace, { title: "Ada · Kitchen", body: "It boils" });
  for (const page of [grace, tab]) await lookAway(page, false);
  await clickNotification(grace);
  const opened = async () => [grace, tab].some(({ page }) => /\/at\/\d+$/.test(page.url()));
  await expect.poll(opened).toBe(true);
  await shows(grace);

  // Who looks at another room hears it, and sees it in the list of rooms.
  const before = await tones(grace);
  for (const page of [grace, tab]) await page.openRoom("Everyone");
  await lookAway(tab, true);
  await ada.say("It whistles");
  await expect.poll(() => tones(grace)).toBe(before + 2);
  await expect(grace.room("Kitchen")).toHaveAccessibleName("Kitchen, 1 unread");
  expect(await shown(grace)).toEqual([]);
});

test("what is pushed while no page is open is shown by the service worker, and the device can be tested and removed", async ({
  server,
  push,
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await push.serve(grace.page);
  await grace.reload();
  await turnOn(grace);

  const settings = await grace.openSettings("Notifications");
  const devices = settings.getByRole("list", { name: "Your devices" });
  const device = devices.getByRole("listitem");
  await expect(device).toHaveCount(1);
  await expect(device).toContainText("Chrome on Linux");
  await device.getByRole("button", { name: "Send a test notification" }).click();
  await expect(device.getByRole("status")).toHaveText("Sent");
  expect(JSON.parse(await push.next()).notification.text).toBe("Notifications reach this device.");

  // Hidden texts stay out of what is pushed.
  await settings.getByRole("checkbox", { name: "Show the text of messages" }).uncheck();
  await expect(settings.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await grace.page.goto("about:blank");
  await ada.say("The cake is a surprise");
  const secret = await push.next();
  expect(secret).not.toContain("surprise");
  expect(JSON.parse(secret).notification.title).toBe("Ada · Everyone");

  await grace.goTo("/");
  await grace.seesDelivered("The cake is a surprise");
  await grace.openSettings("Notifications");
  await settings.getByRole("checkbox", { name: "Show the text of messages" }).check();
  await expect(settings.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await lookAway(grace, true);
  await grace.page.goto("about:blank");
  await ada.say("The kettle is on");
  const pushed = await push.next();
  expect(JSON.parse(pushed).notification.text).toBe("The kettle is on");

  // The browser's worker gets it as from a push service of its own.
  const page = await grace.context.newPage();
  const devtools = await grace.context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(server.origin));
      if (own) resolve(own.registrationId);
    });
  });
  // A page of this origin without any code.
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(`${server.origin}/up`);
  await devtools.send("ServiceWorker.enable");
  const registrationId = await registered;
  await devtools.send("ServiceWorker.deliverPushMessage", { origin: server.origin, registrationId, data: pushed });
  const shownBy = async () =>
    page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ body }) => body));
  await expect.poll(shownBy).toEqual(["The kettle is on"]);

  // What was read on another device goes with the next push, or as soon as a page is open.
  const phone = await anotherDeviceOf(grace);
  await phone.seesDelivered("The kettle is on");
  await expect.poll(async () => (await grace.api.room("Everyone")).unread).toBe(0);
  await lookAway(phone, true);
  await ada.say("It boils");
  const next = await push.next();
  expect(JSON.parse(next).notification.text).toBe("It boils");
  await devtools.send("ServiceWorker.deliverPushMessage", { origin: server.origin, registrationId, data: next });
  await expect.poll(shownBy).toEqual(["It boils"]);
  await grace.goTo("/");
  await grace.seesDelivered("It boils");
  await expect.poll(shownBy).toEqual([]);
  await grace.openSettings("Notifications");
  await device.getByRole("button", { name: "Remove Chrome on Linux" }).click();
  await expect(devices).toBeHidden();
  await expect(settings.getByRole("button", { name: "Turn on notifications" })).toBeVisible();
});

test("do not disturb silences, on all devices, for a while and outside of certain hours", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await withoutPush(grace);
  await turnOn(grace);
  const phone = await anotherDeviceOf(grace);
  const onPhone = await phone.openSettings("Notifications");
  const settings = await grace.openSettings("Notifications");
  await settings.getByRole("button", { name: "1 hour" }).click();
  const paused = "Notifications are paused until";
  for (const device of [settings, onPhone]) await expect(device.getByText(paused)).toBeVisible();
  await onPhone.getByRole("button", { name: "Resume notifications" }).click();
  await expect(settings.getByRole("button", { name: "1 hour" })).toBeVisible();

  await settings.getByRole("checkbox", { name: "Notify me only at certain hours" }).check();
  const days = settings.getByRole("group", { name: "Days" });
  const pressed = days.getByRole("button", { pressed: true });
  await expect(pressed).toHaveCount(5);
  await settings.getByLabel("From").fill("07:30");
  await settings.getByLabel("From").blur();
  await expect(onPhone.getByLabel("From")).toHaveValue("07:30");
  // No day is left.
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]) {
    await days.getByRole("button", { name: day }).click();
    await expect(days.getByRole("button", { name: day })).toHaveAttribute("aria-pressed", "false");
  }
  await expect(onPhone.getByRole("group", { name: "Days" }).getByRole("button", { pressed: true })).toHaveCount(0);

  for (const device of [grace, phone]) {
    await lookAway(device, true);
  }
  await ada.say("In the silence");
  await grace.seesDelivered("In the silence");
  await settings.getByRole("checkbox", { name: "Notify me only at certain hours" }).uncheck();
  await expect(onPhone.getByRole("checkbox", { name: "Notify me only at certain hours" })).not.toBeChecked();
  await ada.say("After it");
  await shows(grace, { title: "Ada · Everyone", body: "After it" });
});

test("a browser that blocks notifications says how to allow them", async ({ ada }) => {
  await ada.context.clearPermissions();
  const settings = await ada.openSettings("Notifications");
  await expect(settings.getByText("Notifications are on in this browser")).toBeHidden();
  const refused = settings.getByRole("alert").or(settings.getByText(/browser blocks notifications/));
  const button = settings.getByRole("button", { name: "Turn on notifications" });
  await expect(button.or(refused).first()).toBeVisible();
  if (await button.isVisible()) await button.click();
  await expect(settings.getByText(/in the browser's settings for this page/)).toBeVisible();
});
