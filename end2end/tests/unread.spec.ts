import { expect, type Person, test, WORKSPACE } from "../support/fixtures";
import { sendAll } from "../support/history";
import { isAtEnd, scrollPosition, scrollUp } from "../support/scrolling";

async function isUnread(person: Person, room: string, count: number) {
  await expect(person.rooms.getByRole("link", { name: `${room}, ${count} unread`, exact: true })).toBeVisible();
}

async function isRead(person: Person, room: string) {
  await expect(person.rooms.getByRole("link", { name: room, exact: true })).toBeVisible();
}

test("unread messages are counted in the list and the title, marked by a line, and cleared by reading", async ({
  ada,
  grace,
}) => {
  await ada.api.createRoom("Kitchen", "open");
  await ada.say("Read by both");
  await grace.seesDelivered("Read by both");
  await grace.openRoom("Kitchen");
  await expect(grace.page).toHaveTitle(`Kitchen · ${WORKSPACE}`);

  for (const text of ["First unread", "Second unread", "Third unread"]) await ada.say(text);
  await isUnread(grace, "Everyone", 3);
  await expect(grace.page).toHaveTitle(`(3) Kitchen · ${WORKSPACE}`);
  // One's own messages and the room on screen are never unread.
  await isRead(ada, "Everyone");
  await expect(ada.page).toHaveTitle(`Everyone · ${WORKSPACE}`);

  await grace.openRoom("Everyone");
  await expect(grace.divider).toHaveCount(1);
  const divided = grace.timeline.getByRole("separator", { name: "New", exact: true }).or(grace.messages);
  await expect(divided).toHaveCount(5);
  await expect(divided.nth(1)).toHaveAccessibleName("New");
  await expect(divided.nth(2)).toContainText("First unread");
  await isRead(grace, "Everyone");
  await expect(grace.page).toHaveTitle(`Everyone · ${WORKSPACE}`);
  await grace.reload();
  await isRead(grace, "Everyone");
  await expect(grace.page).toHaveTitle(`Everyone · ${WORKSPACE}`);

  // The count is right after absence, too.
  await grace.openRoom("Kitchen");
  const kitchen = grace.page.url();
  const everyone = await grace.api.room("Everyone");
  await grace.api.say(everyone.id, "By my own script");
  await grace.page.goto("about:blank");
  for (const text of ["while", "you", "were", "out"]) await ada.say(text);
  await ada.seesDelivered("out");
  await grace.goTo(new URL(kitchen).pathname);
  await isUnread(grace, "Everyone", 4);
  await ada.say("back?");
  await isUnread(grace, "Everyone", 5);
  await expect(grace.page).toHaveTitle(`(5) Kitchen · ${WORKSPACE}`);
  await isRead(ada, "Everyone");
});

test("two devices of one person agree on what is read, marked unread from a message on, and read again", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await ada.api.createRoom("Kitchen", "open");
  const phone = await anotherDeviceOf(grace);
  await grace.openRoom("Kitchen");
  await phone.openRoom("Kitchen");
  for (const text of ["One", "Two", "Three"]) await ada.say(text);
  await isUnread(grace, "Everyone", 3);
  await isUnread(phone, "Everyone", 3);

  await phone.openRoom("Everyone");
  await isRead(phone, "Everyone");
  await isRead(grace, "Everyone");
  await expect(grace.page).toHaveTitle(`Kitchen · ${WORKSPACE}`);
  expect((await grace.api.room("Everyone")).unread).toBe(0);

  await grace.openRoom("Everyone");
  for (const device of [grace, phone]) await device.seesDelivered("Three");
  await expect(grace.room("Everyone")).toHaveAccessibleName("Everyone");
  await grace.act("Two", "Mark unread from here");
  for (const device of [grace, phone]) {
    await isUnread(device, "Everyone", 2);
    await expect(device.divider).toBeVisible();
  }
  await grace.openRoom("Kitchen");
  await grace.openRoom("Everyone");
  for (const device of [grace, phone]) await isRead(device, "Everyone");
});

test("of 138 unread messages only those in view are read, on both devices, and a button leads to the first", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await ada.api.createRoom("Kitchen", "open");
  const everyone = await ada.api.room("Everyone");
  const numbered = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => `Message ${from + index}.`);
  // A few at a time: of many at once, those that pass out of view before they are shown stay unread.
  for (const first of [1, 11, 21, 31]) {
    await sendAll(ada, everyone.id, numbered(first, first + 9));
    await grace.sees(`Message ${first + 9}.`);
  }
  await isRead(grace, "Everyone");
  await grace.openRoom("Kitchen");
  const phone = await anotherDeviceOf(grace);
  await phone.openRoom("Kitchen");
  await sendAll(ada, everyone.id, numbered(41, 178));
  for (const device of [grace, phone]) await isUnread(device, "Everyone", 138);

  await grace.openRoom("Everyone");
  await expect(grace.message("Message 178.")).toBeInViewport();
  await isAtEnd(grace.timeline);
  await expect(grace.button("138 new messages")).toBeInViewport();
  await grace.openRoom("Kitchen");
  for (const device of [grace, phone]) await isUnread(device, "Everyone", 138);
  await grace.openRoom("Everyone");
  await grace.button("138 new messages").click();
  await expect(grace.message("Message 41.")).toBeInViewport({ ratio: 1 });
  await expect(grace.divider).toBeInViewport();
  await expect(grace.button("138 new messages")).toBeHidden();

  // What is in view is read, on the other device too, and no more.
  const unread = async (device: Person) =>
    Number(/(\d+) unread/.exec((await device.room("Everyone").getAttribute("aria-label")) ?? "")?.[1]);
  await expect.poll(() => unread(phone)).toBeLessThan(138);
  await expect.poll(() => unread(phone)).toBeGreaterThan(100);
  await expect.poll(async () => (await unread(grace)) === (await unread(phone))).toBe(true);

  // It is so after a return, with the line where the unread messages begin now.
  const left = await unread(phone);
  await grace.reload();
  await expect(grace.button(`${left} new messages`)).toBeVisible();
  await grace.button(`${left} new messages`).click();
  await expect(grace.message(`Message ${179 - left}.`)).toBeInViewport({ ratio: 1 });
  await expect(grace.divider).toBeInViewport();

  await grace.button("Jump to newest").or(grace.button("New messages")).click();
  await expect(grace.message("Message 178.")).toBeInViewport({ ratio: 1 });
  await grace.button("Mark as read").click();
  for (const device of [grace, phone]) await isRead(device, "Everyone");
  await expect(grace.button("Mark as read")).toBeHidden();
  await expect(grace.divider).toHaveCount(0);
});

test("the line stays where it is while messages arrive for one who has scrolled up, and Escape takes it away", async ({
  ada,
  grace,
}) => {
  await ada.api.createRoom("Kitchen", "open");
  const everyone = await ada.api.room("Everyone");
  await sendAll(ada, everyone.id, Array.from({ length: 40 }, (_, index) => `Message ${index + 1}.`));
  await grace.sees("Message 40.");
  await isRead(grace, "Everyone");
  await grace.openRoom("Kitchen");
  await sendAll(ada, everyone.id, ["First unread", "Second unread"]);
  await grace.openRoom("Everyone");
  await isRead(grace, "Everyone");
  const aboveFirst = grace.divider.locator("xpath=following-sibling::*[1]");
  await expect(aboveFirst).toContainText("First unread");
  await scrollUp(grace.timeline, 400);
  await ada.say("Below the view");
  await isUnread(grace, "Everyone", 1);
  await expect(aboveFirst).toContainText("First unread");

  // The wheel scrolls on over the button.
  await grace.button("New messages").hover();
  const { fromEnd } = await scrollPosition(grace.timeline);
  await grace.page.mouse.wheel(0, -100);
  await expect.poll(async () => (await scrollPosition(grace.timeline)).fromEnd).toBeGreaterThan(fromEnd + 50);

  await grace.composer.press("Escape");
  await isRead(grace, "Everyone");
  await expect(grace.divider).toHaveCount(0);
});
