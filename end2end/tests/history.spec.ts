import { CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";
import { isAtEnd, scrollBack, scrollForth, scrollPosition, scrollUp } from "../support/scrolling";

async function seed(person: Person, count: number) {
  const { id } = await person.api.room("Everyone");
  for (let number = 1; number <= count; number++) await person.api.say(id, `Message ${number}.`);
}

test("history is there after a reload, and after the server's restart", async ({ ada, grace, server }) => {
  for (const person of [ada, grace]) person.console.tolerate(...CONNECTION_LOST);
  await ada.say("For the record");
  await grace.say("Noted");
  await grace.sees("For the record");
  await ada.reload();
  await ada.seesDelivered("For the record");
  await ada.seesDelivered("Noted");

  expect(await server.terminate()).toBe(0);
  await server.start();
  await ada.goTo("/");
  await expect(ada.messages).toHaveText([/For the record/, /Noted/]);
});

test("a page reads well before its program arrives", async ({ ada, browser }) => {
  await ada.say("Rendered on the server");
  await ada.seesDelivered("Rendered on the server");
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await ada.context.storageState(),
  });
  const page = await context.newPage();
  await page.goto(ada.page.url());
  await expect(page.getByRole("heading", { name: "Everyone" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Everyone" })).toBeVisible();
  await expect(page.getByRole("article").filter({ hasText: "Rendered on the server" })).toBeVisible();
  await context.close();
});

/** The numbers of the messages that the page holds. */
async function held(person: Person): Promise<number[]> {
  const texts = await person.messages.allInnerTexts();
  return texts.map((text) => Number(/Message (\d+)\./.exec(text)?.[1]));
}

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

test("one scrolls over 420 messages and back, the view holds still, and the page holds 300", async ({ ada }) => {
  test.slow();
  await seed(ada, 420);
  await ada.reload();
  await expect(ada.message("Message 420.")).toBeInViewport();
  await isAtEnd(ada.timeline);

  const jumps: number[] = [];
  while (!(await ada.message("Message 1.").count())) {
    jumps.push(await scrollBack(ada.timeline, "Message 1."));
    expect(await ada.messages.count()).toBeLessThanOrEqual(300);
  }
  expect(await held(ada)).toEqual(range(1, 300));
  while (!(await ada.message("Message 420.").count())) {
    jumps.push(await scrollForth(ada.timeline, "Message 420."));
    expect(await ada.messages.count()).toBeLessThanOrEqual(300);
  }
  expect(await held(ada)).toEqual(range(121, 420));
  expect(Math.max(...jumps), `jumps of ${jumps} pixels`).toBeLessThanOrEqual(2);
});

test("a view at the end stays there; one that was scrolled up holds still and says what came", async ({ ada, grace }) => {
  await seed(grace, 45);
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
});

test("one's own message brings the view to the end", async ({ ada }) => {
  await seed(ada, 45);
  await ada.reload();
  await scrollUp(ada.timeline, 250);
  await ada.say("Here I am");
  await expect(ada.message("Here I am")).toBeInViewport();
});

test("a message's link shows it in its place, and from there one gets to the newest", async ({ ada }) => {
  await seed(ada, 320);
  const { id, seq } = await ada.api.room("Everyone");
  const messages = await ada.api.messages(id);
  const old = messages[10];
  if (!old) throw new Error(`there are only ${messages.length} messages, up to ${seq}`);
  await ada.goTo(`/rooms/${id}/at/${old.seq}`);
  await expect(ada.message(old.body)).toBeInViewport({ ratio: 1 });
  await ada.button("Jump to newest").click();
  await expect(ada.message("Message 320.")).toBeInViewport({ ratio: 1 });
  await isAtEnd(ada.timeline);
});

test("the way to the newest is open also while other history loads", async ({ ada }) => {
  await seed(ada, 320);
  const { id } = await ada.api.room("Everyone");
  const middle = (await ada.api.messages(id))[60];
  const held: (() => Promise<void>)[] = [];
  let closed = true;
  await ada.page.route(/\/messages\?.*(before|after)=/, async (route) => {
    if (closed) held.push(() => route.continue());
    else await route.continue();
  });
  await ada.goTo(`/rooms/${id}/at/${middle?.seq}`);
  await expect(ada.message(middle?.body ?? "")).toBeInViewport();
  await expect(async () => {
    await ada.timeline.hover();
    await ada.page.mouse.wheel(0, -2_000);
    expect(held.length).toBeGreaterThan(0);
  }).toPass();

  await ada.button("Jump to newest").click();
  closed = false;
  for (const pass of held) await pass();
  await expect(ada.message("Message 320.")).toBeInViewport({ ratio: 1 });
});

test("one's own message brings the view from an old place to the end too", async ({ ada }) => {
  await seed(ada, 320);
  const { id } = await ada.api.room("Everyone");
  const [oldest] = await ada.api.messages(id);
  await ada.goTo(`/rooms/${id}/at/${oldest?.seq}`);
  await expect(ada.message(oldest?.body ?? "")).toBeInViewport();
  await ada.say("Here I am");
  await expect(ada.message("Here I am")).toBeInViewport();
  await ada.seesDelivered("Here I am");
});

test("days are set apart", async ({ ada }) => {
  await ada.say("Today");
  await ada.sees("Today");
  const days = ada.timeline.getByRole("separator").and(ada.page.locator(":not([aria-label=New])"));
  await expect(days).toHaveCount(1);
  await expect(days).toHaveAccessibleName(/Today|\w+ \d+|\d+ \w+/);
});
