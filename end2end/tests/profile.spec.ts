import { answered, expect, type Person, test } from "../support/fixtures";

const ANOTHER = "battery staple correct horse";

async function profile(person: Person) {
  await person.button("Account").click();
  await person.button("Profile").click();
  return person.dialog("Profile");
}

async function status(person: Person) {
  await person.button("Account").click();
  await person.button("Set a status").click();
  return person.dialog("Status");
}

test("a new name, title and time zone show at once, on what was written before too, and a wrong one is refused", async ({
  ada,
  grace,
}) => {
  grace.console.tolerate(answered(422));
  await grace.say("Nanoseconds");
  await ada.sees("Nanoseconds");
  await ada.button("People").click();

  const dialog = await profile(grace);
  const save = dialog.getByRole("button", { name: "Save" });
  await expect(dialog.getByLabel("Your name")).toHaveValue("Grace");
  await expect(dialog.getByLabel("Title")).toHaveValue("");
  await dialog.getByLabel("Your name").fill(" ");
  await save.click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Your name is empty." })).toBeVisible();
  expect((await grace.api.me()).name).toBe("Grace");

  await dialog.getByLabel("Your name").fill("Grace Hopper");
  await dialog.getByLabel("Title").fill("Rear admiral");
  await expect(dialog.getByLabel("Time zone")).toHaveValue("");
  await dialog.getByRole("button", { name: /this browser's time zone/ }).click();
  await expect(dialog.getByLabel("Time zone")).not.toHaveValue("");
  await dialog.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await save.click();
  await expect(dialog.getByText("Saved.")).toBeVisible();

  await expect(ada.message("Nanoseconds")).toHaveAccessibleName(/^Grace Hopper,/);
  await expect(ada.people.getByText("Rear admiral")).toBeVisible();
  await grace.page.keyboard.press("Escape");
  await expect(grace.button("Account")).toBeFocused();
  await expect(grace.button("Account")).toContainText("Grace Hopper");
  await grace.reload();
  await expect(grace.message("Nanoseconds")).toHaveAccessibleName(/^Grace Hopper,/);
  await expect((await profile(grace)).getByLabel("Title")).toHaveValue("Rear admiral");

  await ada.people.getByRole("button", { name: "Grace", exact: false }).first().click();
  await expect(ada.dialog("About")).toContainText(/\d\d:\d\d \(Asia\/Tokyo\)/);
});

test("a picture is cut to a square by keyboard, and shows beside the name in both browsers", async ({ ada, grace }) => {
  await grace.say("Hello");
  await ada.sees("Hello");
  const dialog = await profile(grace);
  await dialog.getByLabel("Choose a picture").setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") });
  await expect(dialog.getByText("Your browser cannot open this file as a picture.")).toBeVisible();

  const wide = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAADwyuo0AAAAFUlEQVR4nGM4EaABRBoBJ4CIAZkDAIIaCgGcJxNWAAAAAElFTkSuQmCC",
    "base64",
  );
  await dialog.getByLabel("Choose a picture").setInputFiles({ name: "grace.png", mimeType: "image/png", buffer: wide });
  const canvas = dialog.getByRole("img", { name: /^Visible part of the picture/ });
  await canvas.focus();
  await grace.page.keyboard.press("ArrowLeft");
  await dialog.getByLabel("Zoom").fill("2");
  await dialog.getByRole("button", { name: "Use this picture" }).click();
  await expect(canvas).toBeHidden();
  for (const person of [ada, grace]) {
    const shown = person.message("Hello").locator(".avatar img");
    await expect(shown).toBeVisible();
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);
  }
  await ada.reload();
  await expect(ada.message("Hello").locator(".avatar img")).toBeVisible();
  await dialog.getByRole("button", { name: "Remove picture" }).click();
  await expect(ada.message("Hello").locator(".avatar img")).toHaveCount(0);
});

test("a change of password ends the other devices and keeps this one", async ({ grace, anotherDeviceOf }) => {
  grace.console.tolerate(answered(403));
  const phone = await anotherDeviceOf(grace);
  phone.console.tolerate(answered(401));
  const dialog = await profile(grace);
  const change = dialog.getByRole("button", { name: "Change password" });
  await dialog.getByLabel("Current password").fill("something else");
  await dialog.getByLabel("New password").fill(ANOTHER);
  await change.click();
  await expect(dialog.getByText("Your current password is incorrect.")).toBeVisible();

  await dialog.getByLabel("Current password").fill(grace.password);
  await change.click();
  await expect(dialog.getByText("Password changed.")).toBeVisible();
  await expect(phone.page).toHaveURL(/\/sign-in/);
  await grace.page.keyboard.press("Escape");
  await grace.say("Still here");
  await grace.seesDelivered("Still here");

  await phone.hydrated();
  await phone.signIn();
  await expect(phone.alert).toBeVisible();
  await phone.signIn(ANOTHER);
  await phone.isIn("Everyone");
});

test("a status shows beside the name, in the panel and in full on the card, and ends at its time", async ({ ada, grace }) => {
  await grace.say("Nanoseconds");
  await ada.sees("Nanoseconds");
  const dialog = await status(grace);
  await dialog.getByRole("button", { name: "In a meeting" }).click();
  await expect(dialog.getByLabel("Clear after")).toHaveValue("60");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(grace.page.locator(".account-menu")).toContainText("In a meeting");

  await expect(ada.message("Nanoseconds").getByText("In a meeting")).toHaveText(/^\s*🗓️\s+In a meeting$/);
  await ada.button("People").click();
  await expect(ada.people.getByText("In a meeting")).toBeVisible();
  await ada.message("Nanoseconds").getByText("Grace", { exact: true }).click();
  const card = ada.dialog("About");
  await expect(card).toContainText("Grace");
  await expect(card).toContainText(/In a meetinguntil/);
  await expect(card).toContainText("Active");
  await expect(card).toContainText("Member");
  await ada.page.keyboard.press("Escape");
  await ada.act("Nanoseconds", "View profile");
  await expect(card).toContainText("Grace");
  await ada.page.keyboard.press("Escape");

  // Its end is kept when it is saved again.
  await grace.button("Set a status").click();
  await expect(dialog.getByRole("combobox", { name: "Clear after" })).toHaveValue("kept");
  await expect(dialog.getByRole("option", { name: /^Until \d\d:\d\d \(as now\)$/ })).toBeAttached();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(grace.page.locator(".account-menu")).toContainText(/until/);

  await grace.button("Set a status").click();
  await dialog.getByRole("button", { name: "Clear status" }).click();
  await expect(ada.message("Nanoseconds").getByText("🗓️")).toBeHidden();

  // A day needs a date.
  await grace.button("Set a status").click();
  await dialog.getByRole("button", { name: "On vacation" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Choose a date." })).toBeVisible();
  await dialog.getByLabel("Last day").fill("2099-12-31");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(grace.page.locator(".account-menu")).toContainText("until Thursday, 31 December 2099");

  // It ends without a connection, too.
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await grace.api.ask("PUT", "/api/me/status", { emoji: "🌴", text: "Away", until });
  const mark = ada.message("Nanoseconds").getByText("Away");
  await expect(mark).toBeVisible();
  await ada.goOffline();
  await ada.page.clock.install({ time: Date.now() + 3_700_000 });
  await ada.page.evaluate(() => window.dispatchEvent(new Event("blur")));
  await expect(mark).toBeHidden();
  await ada.goOnline();
});
