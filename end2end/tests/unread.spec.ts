import { expect, type Person, test, WORKSPACE } from "../support/fixtures";

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
});

test("one's own messages and the room on screen are never unread", async ({ ada, grace }) => {
  await ada.api.createRoom("Kitchen", "open");
  await grace.openRoom("Kitchen");
  const everyone = await grace.api.room("Everyone");
  await grace.api.say(everyone.id, "By my own script");
  await ada.say("By another");
  await isUnread(grace, "Everyone", 1);
  await isRead(ada, "Everyone");
  await expect(ada.page).toHaveTitle(`Everyone · ${WORKSPACE}`);
});

test("two devices of one person agree", async ({ ada, grace, anotherDeviceOf }) => {
  await ada.api.createRoom("Kitchen", "open");
  const phone = await anotherDeviceOf(grace);
  await grace.openRoom("Kitchen");
  await phone.openRoom("Kitchen");
  await ada.say("To all your devices");
  await isUnread(grace, "Everyone", 1);
  await isUnread(phone, "Everyone", 1);

  await phone.openRoom("Everyone");
  await isRead(phone, "Everyone");
  await isRead(grace, "Everyone");
  await expect(grace.page).toHaveTitle(`Kitchen · ${WORKSPACE}`);
  expect((await grace.api.room("Everyone")).unread).toBe(0);
});

test("unread counts are right after a reload and after absence", async ({ ada, grace }) => {
  await ada.api.createRoom("Kitchen", "open");
  await grace.openRoom("Kitchen");
  const kitchen = grace.page.url();
  await grace.page.goto("about:blank");
  for (const text of ["while", "you", "were", "out"]) await ada.say(text);
  await ada.seesDelivered("out");
  await grace.goTo(new URL(kitchen).pathname);
  await isUnread(grace, "Everyone", 4);
  await ada.say("back?");
  await isUnread(grace, "Everyone", 5);
  await expect(grace.page).toHaveTitle(`(5) Kitchen · ${WORKSPACE}`);
});
