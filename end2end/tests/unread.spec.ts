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
