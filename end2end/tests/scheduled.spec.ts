import { answered, CONNECTION_LOST, expect, type Person, test } from "../support/fixtures";

const HOUR_MS = 3_600_000;
/** Far enough to be still ahead when it comes to a busy server. */
const SOON_MS = 3_000;

/** So many milliseconds from now, as the server's interface has it. */
const fromNow = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

const clock = (person: Person) => person.button("Schedule for later");
const line = (person: Person) => person.main.getByRole("button", { name: /scheduled/ });
const list = (person: Person) => person.dialog("Scheduled");
const entry = (person: Person, text: string) => list(person).getByRole("listitem").filter({ hasText: text });

async function schedule(person: Person, text: string, choice: string): Promise<void> {
  await person.composer.fill(text);
  await clock(person).click();
  const dialog = person.dialog("Schedule for later");
  await dialog.getByRole("button", { name: choice }).click();
  await expect(dialog).toBeHidden();
  await expect(person.composer).toHaveValue("");
}

async function openList(person: Person): Promise<void> {
  await person.rooms.getByRole("button", { name: /^Scheduled/ }).click();
  await expect(list(person)).toBeVisible();
}

/** Sets a reminder that comes almost at once, which no choice in the interface does. */
async function remindSoon(person: Person, text: string): Promise<void> {
  const room = await person.api.room("Everyone");
  const messages = await person.api.messages(room.id);
  const message = messages.find((message) => message.body === text);
  const answer = await person.api.ask("PUT", `/api/messages/${message?.id}/reminder`, { at: fromNow(SOON_MS) });
  expect(answer.status()).toBe(204);
}

const reminders = (person: Person) => person.page.getByRole("group", { name: "Reminder", exact: true });

test("a message that is scheduled is on every device of its author, to be changed and sent now", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await expect(clock(ada)).toBeDisabled();
  await schedule(ada, "Good morning @Grace", "Tomorrow morning");
  await expect(ada.status("Message scheduled: Tomorrow, 09:00.")).toBeVisible();
  await expect(line(ada)).toHaveText("1 scheduled message");
  const phone = await anotherDeviceOf(ada);
  await expect(phone.rooms.getByRole("button", { name: "Scheduled, 1", exact: true })).toBeVisible();
  await line(phone).click();
  await expect(entry(phone, "Good morning @Grace")).toContainText("Everyone");
  await expect(entry(phone, "Good morning @Grace")).toContainText("Tomorrow, 09:00");

  await phone.dialog("Scheduled").getByRole("button", { name: "Edit" }).click();
  const text = phone.field("Message text");
  await expect(text).toHaveValue("Good morning @Grace");
  await text.fill("Good evening @Grace");
  await phone.field("Date and time").fill("2020-01-01T09:00");
  await phone.button("Save").click();
  await expect(phone.alert.filter({ hasText: "Choose a time in the future." })).toBeVisible();
  await phone.field("Date and time").fill(`${new Date().getFullYear() + 1}-01-02T18:30`);
  await phone.button("Save").click();
  await expect(entry(phone, "Good evening @Grace")).toContainText("18:30");
  await openList(ada);
  await expect(entry(ada, "Good evening @Grace")).toContainText("18:30");

  await expect(grace.messages).toHaveCount(0);
  await entry(ada, "Good evening").getByRole("button", { name: "Send now" }).click();
  await expect(list(ada)).toContainText("No scheduled messages.");
  await grace.sees("Good evening @Grace");
  await expect(list(phone)).toContainText("No scheduled messages.");
  await expect(line(phone)).toHaveCount(0);
  await expect(grace.rooms.getByRole("button", { name: "Scheduled", exact: true })).toBeVisible();
});

test("a message goes at its time, and one that cannot says why", async ({ ada, grace }) => {
  grace.console.tolerate(answered(409));
  const room = await ada.api.createRoom("Plans", "closed", [grace]);
  const everyone = await grace.api.room("Everyone");
  const id = (last: string) => `01980000-0000-7000-8000-00000000000${last}`;
  await grace.api.ask("POST", "/api/scheduled", { client_id: id("1"), room: everyone.id, body: "On time", at: fromNow(SOON_MS) });
  await ada.sees("On time");
  await grace.api.ask("POST", "/api/scheduled", { client_id: id("2"), room: room.id, body: "Too late", at: fromNow(HOUR_MS) });
  await ada.api.ask("PATCH", `/api/rooms/${room.id}`, { archived: true });
  await grace.api.ask("PATCH", `/api/scheduled/${id("2")}`, { at: fromNow(SOON_MS) });
  await expect(grace.rooms.getByRole("button", { name: "Scheduled, 1, 1 not sent" })).toBeVisible();
  await openList(grace);
  await expect(entry(grace, "Too late")).toContainText("Not sent: This room was archived at that time.");
  await entry(grace, "Too late").getByRole("button", { name: "Send now" }).click();
  await expect(entry(grace, "Too late").getByRole("alert")).toContainText("This room is archived");
  await entry(grace, "Too late").getByRole("button", { name: "Delete" }).click();
  await expect(list(grace)).toContainText("No scheduled messages.");
});

test("what cannot be scheduled stays in the composer, and files wait with their message", async ({ ada, grace }) => {
  ada.console.tolerate(answered(422), ...CONNECTION_LOST);
  await ada.composer.fill("Precious words");
  await clock(ada).click();
  const dialog = ada.dialog("Schedule for later");
  await dialog.getByRole("button", { name: "Schedule" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Choose a date and a time.");
  await dialog.getByLabel("Date and time").fill("2099-12-31T09:00");
  await dialog.getByRole("button", { name: "Schedule" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Choose a time in the future, within a year.");
  await ada.goOffline();
  await expect(ada.status("Offline")).toBeAttached();
  await dialog.getByRole("button", { name: "In 1 hour" }).click();
  await expect(dialog.getByRole("alert")).toContainText("You are offline.");
  await ada.page.keyboard.press("Escape");
  await expect(ada.composer).toHaveValue("Precious words");
  await ada.goOnline();
  await expect(line(ada)).toHaveCount(0);
  await expect(ada.status("Offline")).toHaveCount(0);
  await ada.composer.fill("");

  await ada.page.locator(".composer-attach input").setInputFiles({
    name: "notes.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("Milk first"),
  });
  await expect(ada.sendButton).toBeEnabled();
  await schedule(ada, "", "In 1 hour");
  await expect(ada.page.locator(".tray-item")).toHaveCount(0);
  await openList(ada);
  await expect(list(ada)).toContainText("notes.txt");
  await list(ada).getByRole("button", { name: "Send now" }).click();
  await expect(grace.messages.getByText("notes.txt")).toBeVisible();
});


test("a reminder comes on every device, stands first among what is saved, and goes from all when it is put away", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await grace.say("Order the tea");
  await ada.seesDelivered("Order the tea");
  await ada.act("Order the tea", "Remind me");
  await ada.dialog("Remind me").getByRole("button", { name: "Tomorrow morning" }).click();
  await expect(ada.dialog("Remind me")).toBeHidden();
  const phone = await anotherDeviceOf(ada);
  await phone.rooms.getByRole("button", { name: "Saved", exact: true }).click();
  await expect(phone.dialog("Saved").getByRole("listitem")).toContainText("Tomorrow, 09:00");
  await phone.page.keyboard.press("Escape");

  await remindSoon(ada, "Order the tea");
  for (const device of [ada, phone]) {
    await expect(reminders(device)).toContainText("Grace · Everyone");
    await expect(reminders(device)).toContainText("Order the tea");
    await expect(device.rooms.getByRole("button", { name: "Saved, 1 reminder" })).toBeVisible();
  }
  await expect(reminders(grace)).toHaveCount(0);
  // It stays over a reload, and can be put off.
  await ada.reload();
  await reminders(ada).getByRole("button", { name: "Later" }).click();
  await ada.dialog("Remind me").getByRole("button", { name: "In 1 hour" }).click();
  for (const device of [ada, phone]) await expect(reminders(device)).toHaveCount(0);

  await remindSoon(ada, "Order the tea");
  await expect(reminders(ada)).toHaveCount(1);
  await reminders(phone).getByRole("link", { name: "Open" }).click();
  await expect(phone.page).toHaveURL(/\/at\/\d+$/);
  for (const device of [ada, phone]) await expect(reminders(device)).toHaveCount(0);
  await phone.rooms.getByRole("button", { name: "Saved", exact: true }).click();
  await expect(phone.dialog("Saved").getByRole("listitem")).toContainText("Order the tea");
  await phone.page.keyboard.press("Escape");

  // What is due stands first among what is saved.
  await ada.say("Pour the tea");
  await ada.seesDelivered("Pour the tea");
  await ada.act("Pour the tea", "Save for later");
  await remindSoon(ada, "Order the tea");
  await expect(reminders(ada)).toHaveCount(1);
  await ada.rooms.getByRole("button", { name: "Saved, 1 reminder" }).click();
  const saved = ada.dialog("Saved").getByRole("listitem");
  await expect(saved.first()).toContainText("Order the tea");
  await expect(saved.first()).toContainText("Due: Today");
  await saved.first().getByRole("button", { name: "Done" }).click();
  await expect(reminders(ada)).toHaveCount(0);
  await expect(saved.first()).toContainText("Pour the tea");
  await expect(saved).toHaveCount(2);
});
