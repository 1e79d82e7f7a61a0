import { CONNECTION_LOST, expect, test } from "../support/fixtures";
import { heldNumbers, range, sendNumbered } from "../support/history";
import { isAtEnd, scrollBack, scrollForth, scrollPosition, scrollUp } from "../support/scrolling";

test("history is there after a reload and a proper stop, and reads well without scripts", async ({
  ada,
  grace,
  server,
  browser,
}) => {
  for (const person of [ada, grace]) person.console.tolerate(...CONNECTION_LOST);
  await ada.say("For the record");
  await grace.say("Noted");
  await grace.sees("For the record");
  const days = ada.timeline.getByRole("separator").and(ada.page.locator(":not([aria-label=New])"));
  await expect(days).toHaveCount(1);
  await expect(days).toHaveAccessibleName(/Today|\w+ \d+|\d+ \w+/);
  await ada.reload();
  await ada.seesDelivered("For the record");
  await ada.seesDelivered("Noted");

  await ada.say("Last orders");
  expect(await server.terminate()).toBe(0);
  await server.start();
  for (const person of [ada, grace]) await person.seesDelivered("Last orders");
  await ada.goTo("/");
  await expect(ada.messages).toHaveText([/For the record/, /Noted/, /Last orders/]);

  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await ada.context.storageState(),
  });
  const page = await context.newPage();
  await page.goto(ada.page.url());
  await expect(page.getByRole("heading", { name: "Everyone" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Everyone" })).toBeVisible();
  await expect(page.getByRole("article").filter({ hasText: "For the record" })).toBeVisible();
  await context.close();
});

test("one scrolls over 420 messages and back, the view holds still, and the page holds 300", async ({ ada }) => {
  await sendNumbered(ada, "Message", 420);
  await ada.reload();
  await expect(ada.message("Message 420.")).toBeInViewport();
  await isAtEnd(ada.timeline);

  const jumps: number[] = [];
  while (!(await ada.message("Message 1.").count())) {
    jumps.push(await scrollBack(ada.timeline, "Message 1."));
    expect(await ada.messages.count()).toBeLessThanOrEqual(300);
  }
  expect(await heldNumbers(ada, "Message")).toEqual(range(1, 300));
  while (!(await ada.message("Message 420.").count())) {
    jumps.push(await scrollForth(ada.timeline, "Message 420."));
    expect(await ada.messages.count()).toBeLessThanOrEqual(300);
  }
  expect(await heldNumbers(ada, "Message")).toEqual(range(121, 420));
  expect(Math.max(...jumps), `jumps of ${jumps} pixels`).toBeLessThanOrEqual(2);
});

test("a view at the end stays there, and one that was scrolled up holds still until its own message", async ({
  ada,
  grace,
}) => {
  await sendNumbered(ada, "Message", 45);
  await ada.reload();
  await isAtEnd(ada.timeline);
  await grace.say("Seen at once");
  await expect(ada.message("Seen at once")).toBeInViewport();
  await isAtEnd(ada.timeline);
  await expect(ada.button("New messages")).toBeHidden();

  await scrollUp(ada.timeline, 250);
  const { top } = await scrollPosition(ada.timeline);
  await grace.say("Below the view");
  await expect(ada.button("New messages")).toBeVisible();
  await expect(ada.message("Below the view")).not.toBeInViewport();
  expect(Math.abs((await scrollPosition(ada.timeline)).top - top)).toBeLessThanOrEqual(2);

  await ada.button("New messages").click();
  await expect(ada.message("Below the view")).toBeInViewport();
  await expect(ada.button("New messages")).toBeHidden();

  await scrollUp(ada.timeline, 250);
  await ada.say("Here I am");
  await expect(ada.message("Here I am")).toBeInViewport();
});

test("a link shows an old message in its place, from where one gets to the newest, also while other history loads", async ({
  ada,
}) => {
  const id = await sendNumbered(ada, "Message", 320);
  const messages = await ada.api.messages(id);
  const at = async (index: number) => {
    const message = messages[index];
    if (!message) throw new Error(`there are only ${messages.length} messages`);
    await ada.goTo(`/rooms/${id}/at/${message.seq}`);
    return ada.message(message.body);
  };
  await expect(await at(10)).toBeInViewport({ ratio: 1 });
  await ada.button("Jump to newest").click();
  await expect(ada.message("Message 320.")).toBeInViewport({ ratio: 1 });
  await isAtEnd(ada.timeline);

  const held: (() => Promise<void>)[] = [];
  let closed = true;
  await ada.page.route(/\/messages\?.*(before|after)=/, async (route) => {
    if (closed) held.push(() => route.continue());
    else await route.continue();
  });
  await expect(await at(60)).toBeInViewport();
  await expect(async () => {
    await ada.timeline.hover();
    await ada.page.mouse.wheel(0, -2_000);
    expect(held.length).toBeGreaterThan(0);
  }).toPass();
  await ada.button("Jump to newest").click();
  closed = false;
  for (const pass of held) await pass();
  await expect(ada.message("Message 320.")).toBeInViewport({ ratio: 1 });

  for (const missing of ["0", "999999"]) {
    await ada.goTo(`/rooms/${id}/at/${missing}`);
    await expect(ada.status("That message doesn’t exist")).toBeVisible();
    await expect(ada.message("Message 320.")).toBeInViewport({ ratio: 1 });
  }

  // One's own message brings the view to the end, too.
  await expect(await at(0)).toBeInViewport();
  await ada.say("Here I am");
  await expect(ada.message("Here I am")).toBeInViewport();
  await ada.seesDelivered("Here I am");
});
