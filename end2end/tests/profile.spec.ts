import { answered, expect, type Person, test } from "../support/fixtures";

const ANOTHER = "battery staple correct horse";

async function status(person: Person) {
  await person.accountButton.click();
  await person.button("Set a status").click();
  return person.dialog("Settings").getByRole("tabpanel", { name: "Status" });
}

test("a new name, title and time zone show at once, on what was written before too, and a wrong one is refused", async ({
  ada,
  grace,
}) => {
  grace.console.tolerate(answered(422));
  await grace.say("Nanoseconds");
  await ada.sees("Nanoseconds");
  await ada.peopleButton.click();

  const dialog = await grace.openSettings("Profile");
  const name = dialog.getByLabel("Your name");
  const saved = dialog.getByText("Saved", { exact: true });
  await expect(name).toHaveValue("Grace");
  await expect(dialog.getByLabel("Title")).toHaveValue("");
  await name.fill(" ");
  await name.press("Enter");
  await expect(dialog.getByRole("alert").filter({ hasText: "Your name is empty." })).toBeVisible();
  await expect(saved).toHaveCount(0);
  expect((await grace.api.me()).name).toBe("Grace");

  // Each field is saved when it is left, and says so.
  await name.fill("Grace Hopper");
  await dialog.getByLabel("Title").fill("Rear admiral");
  await expect(saved).toHaveCount(1);
  await dialog.getByLabel("Title").press("Enter");
  await expect(saved).toHaveCount(2);

  await dialog.getByRole("tab", { name: "Language and time zone" }).click();
  await expect(dialog.getByRole("combobox", { name: "Time zone" })).toHaveValue("");
  await dialog.getByRole("button", { name: /this browser's time zone/ }).click();
  await expect(dialog.getByRole("combobox", { name: "Time zone" })).not.toHaveValue("");
  await dialog.getByRole("combobox", { name: "Time zone" }).selectOption("Asia/Tokyo");
  await expect(dialog.getByText(/^It is .*\d\d:\d\d there now\.$/)).toBeVisible();
  await expect(saved).toHaveCount(1);

  await expect(ada.message("Nanoseconds")).toHaveAccessibleName(/^Grace Hopper,/);
  await expect(ada.people.getByText("Rear admiral")).toBeVisible();
  await grace.page.keyboard.press("Escape");
  await expect(grace.accountButton).toBeFocused();
  await expect(grace.accountButton).toContainText("Grace Hopper");
  await grace.reload();
  await expect(grace.message("Nanoseconds")).toHaveAccessibleName(/^Grace Hopper,/);
  await expect((await grace.openSettings("Profile")).getByLabel("Title")).toHaveValue("Rear admiral");

  // What is typed is saved too if the dialog is closed from the field.
  await dialog.getByLabel("Title").fill("Admiral");
  await grace.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(ada.people.getByText("Admiral", { exact: true })).toBeVisible();

  await ada.people.getByRole("button", { name: "Grace", exact: false }).first().click();
  await expect(ada.dialog("About")).toContainText(/\d\d:\d\d \(Asia\/Tokyo\)/);
});

test("a picture is cut to a square by keyboard, and shows beside the name in both browsers", async ({ ada, grace }) => {
  await grace.say("Hello");
  await ada.sees("Hello");
  const dialog = await grace.openSettings("Profile");
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
  const dialog = await grace.openSettings("Email and password");
  const change = dialog.getByRole("button", { name: "Change password" });
  await dialog.getByLabel("Current password").fill("something else");
  await dialog.getByLabel("New password").fill(ANOTHER);
  await change.click();
  await expect(dialog.getByText("Your current password is incorrect.")).toBeVisible();

  await dialog.getByLabel("Current password").fill(grace.password);
  await change.click();
  await expect(dialog.getByText("Password changed.")).toBeVisible();
  await expect(phone.page).toHaveURL(/\/sign-in/);
  await expect(phone.main.getByRole("status")).toContainText("your password was changed on another device");
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
  await expect(dialog.getByText("Your status is set.")).toBeVisible();
  await grace.page.keyboard.press("Escape");
  await grace.accountButton.click();
  await expect(grace.page.locator(".account-menu")).toContainText("In a meeting");

  await expect(ada.message("Nanoseconds").getByText("In a meeting")).toHaveText(/^\s*🗓️\s+In a meeting$/);
  await ada.peopleButton.click();
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
  await expect(dialog.getByRole("option", { name: /^Until .+ \(as now\)$/ })).toBeAttached();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Your status is set.")).toBeVisible();
  await expect(dialog.getByRole("combobox", { name: "Clear after" })).toHaveValue("kept");
  await dialog.getByRole("button", { name: "Clear status" }).click();
  await expect(ada.message("Nanoseconds").getByText("🗓️")).toBeHidden();

  await expect(dialog.getByText("Your status is cleared.")).toBeVisible();

  // A day needs a date.
  await dialog.getByRole("button", { name: "On vacation" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Choose a date." })).toBeVisible();
  await dialog.getByLabel("Last day").fill("2099-12-31");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Your status is set.")).toBeVisible();
  await grace.page.keyboard.press("Escape");
  await grace.accountButton.click();
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

test("a new email needs the password, shows on the other devices, and signs in", async ({ ada, grace, anotherDeviceOf }) => {
  grace.console.tolerate(answered(403), answered(409));
  const phone = await anotherDeviceOf(grace);
  const there = await phone.openSettings("Email and password");
  await expect(there).toContainText("You sign in with grace@example.com.");
  const dialog = await grace.openSettings("Email and password");
  const form = dialog.getByRole("region", { name: "Email" });
  const change = form.getByRole("button", { name: "Change email" });
  await form.getByLabel("New email").fill("hopper@example.com");
  await form.getByLabel("Your password").fill("something else");
  await change.click();
  await expect(form.getByText("Your current password is incorrect.")).toBeVisible();
  await form.getByLabel("Your password").fill(grace.password);
  await form.getByLabel("New email").fill(ada.email);
  await change.click();
  await expect(form.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
  await form.getByLabel("New email").fill("hopper@example.com");
  await change.click();
  await expect(form.getByText("Email changed.")).toBeVisible();
  for (const shown of [dialog, there]) await expect(shown).toContainText("You sign in with hopper@example.com.");

  await grace.page.keyboard.press("Escape");
  await grace.signOut();
  await grace.signIn(grace.password, "hopper@example.com");
  await grace.isIn("Everyone");
});

test("theme, density and text size apply at once, in every tab, and before the first paint after a reload", async ({ ada }) => {
  await ada.page.emulateMedia({ colorScheme: "light" });
  const other = await ada.openTab();
  await other.goTo("/");
  const root = ada.page.locator("html");
  const ground = (person: Person) => person.page.evaluate(() => getComputedStyle(document.body.parentElement!).backgroundColor);
  const light = await ground(ada);
  await expect(root).toHaveAttribute("data-density", "comfortable");

  const dialog = await ada.openSettings("Appearance");
  await dialog.getByRole("group", { name: "Theme" }).getByRole("radio", { name: "Dark" }).check();
  for (const tab of [ada, other]) await expect.poll(() => ground(tab)).not.toBe(light);
  const dark = await ground(ada);
  await dialog.getByRole("group", { name: "Density" }).getByRole("radio", { name: "Compact" }).check();
  await expect(root).toHaveAttribute("data-density", "compact");
  const size = () => ada.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const normal = await size();
  await dialog.getByLabel("Text size").selectOption("Larger");
  expect(await size()).toBeGreaterThan(normal * 1.2);
  await expect(dialog.getByText("Saved", { exact: true })).toHaveCount(3);

  // The first frame that is painted is dark already.
  await ada.page.addInitScript(() => {
    requestAnimationFrame(() => {
      const frame = getComputedStyle(document.documentElement).backgroundColor;
      (window as unknown as { firstFrame: string }).firstFrame = frame;
    });
  });
  await ada.reload();
  expect(await ada.page.evaluate(() => (window as unknown as { firstFrame: string }).firstFrame)).toBe(dark);
  await expect(ada.page.locator('meta[name="theme-color"]').first()).toHaveAttribute("content", "#1b1a17");
  await ada.openSettings("Appearance");
  await expect(dialog.getByRole("radio", { name: "Dark" })).toBeChecked();
  await expect(dialog.getByLabel("Text size")).toHaveValue("larger");
  await dialog.getByRole("radio", { name: "System" }).check();
  expect(await ground(ada)).toBe(light);
  await ada.page.emulateMedia({ colorScheme: "dark" });
  expect(await ground(ada)).toBe(dark);
  await dialog.getByRole("radio", { name: "Light" }).check();
  expect(await ground(ada)).toBe(light);
});

test("the parts of the settings are a list that arrow keys walk through", async ({ ada }) => {
  await ada.accountButton.click();
  await ada.button("Settings").click();
  const dialog = ada.dialog("Settings");
  await expect(dialog.getByRole("tab", { name: "Profile" })).toBeFocused();
  await ada.page.keyboard.press("ArrowUp");
  await expect(dialog.getByRole("tab", { name: "Email and password" })).toBeFocused();
  await expect(dialog.getByRole("tabpanel", { name: "Email and password" })).toBeVisible();
  await ada.page.keyboard.press("Home");
  await ada.page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("tabpanel", { name: "Status" })).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await expect(ada.accountButton).toBeFocused();
  await ada.accountButton.click();
  await ada.button("Set a status").click();
  await expect(dialog.getByRole("textbox", { name: "What is your status?" })).toBeFocused();
});
