import { answered, expect, type Person, test, WORKSPACE } from "../support/fixtures";

const ANOTHER = "battery staple correct horse";

async function profile(person: Person) {
  await person.button("Account").click();
  await person.button("Profile").click();
  return person.dialog("Profile");
}

async function manage(administrator: Person, name: string) {
  await administrator.button("People").click();
  await administrator.people.getByRole("button", { name: `Manage ${name}` }).click();
  return administrator.dialog("Manage");
}

test("a new name and title show at once, on what was written before too", async ({ ada, grace }) => {
  await grace.say("Nanoseconds");
  await ada.sees("Nanoseconds");
  await ada.button("People").click();

  const dialog = await profile(grace);
  await expect(dialog.getByLabel("Your name")).toHaveValue("Grace");
  await expect(dialog.getByLabel("Title")).toHaveValue("");
  await dialog.getByLabel("Your name").fill("Grace Hopper");
  await dialog.getByLabel("Title").fill("Rear admiral");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Saved.")).toBeVisible();

  await expect(ada.message("Nanoseconds")).toHaveAccessibleName(/^Grace Hopper,/);
  await expect(ada.people.getByText("Rear admiral")).toBeVisible();
  await grace.page.keyboard.press("Escape");
  await expect(grace.button("Account")).toBeFocused();
  await expect(grace.button("Account")).toContainText("Grace Hopper");
  await grace.reload();
  await expect(grace.message("Nanoseconds")).toHaveAccessibleName(/^Grace Hopper,/);
  await expect((await profile(grace)).getByLabel("Title")).toHaveValue("Rear admiral");
});

test("a name that is empty is refused beside the form, and stays as it was", async ({ ada }) => {
  ada.console.tolerate(answered(422));
  const dialog = await profile(ada);
  await dialog.getByLabel("Your name").fill(" ");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Your name is empty." })).toBeVisible();
  expect((await ada.api.me()).name).toBe("Ada");
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

test("an administrator helps somebody back in with a link that works once", async ({ ada, grace, visitor }) => {
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const dialog = await manage(ada, "Grace");
  await dialog.getByRole("button", { name: "Create reset link" }).click();
  const link = dialog.getByRole("textbox", { name: "Reset link" });
  await expect(link).toHaveValue(new RegExp(`^${ada.server.origin}/reset/.+`));
  await expect(link).not.toBeEditable();
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => ada.page.evaluate(() => navigator.clipboard.readText())).toBe(await link.inputValue());
  const path = new URL(await link.inputValue()).pathname;

  const elsewhere = await visitor("Grace");
  await elsewhere.goTo(path);
  await expect(elsewhere.page).toHaveTitle(`New password · ${WORKSPACE}`);
  await elsewhere.field("Password").fill(ANOTHER);
  await elsewhere.button("Set password").click();
  await elsewhere.isIn("Everyone");
  await expect(grace.page).toHaveURL(/\/sign-in/);

  const late = await visitor("Linus");
  late.console.tolerate(answered(404));
  expect(await late.goTo(path)).toBe(404);
  await expect(late.field("Password")).toBeHidden();
});

test("the page of a reset link is whole before any script", async ({ ada, grace, browser }) => {
  const { path } = await (await ada.api.ask("POST", `/api/people/${(await grace.api.me()).id}/reset`)).json();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(ada.server.origin + path);
  await expect(page.getByRole("heading", { name: "Set a new password" })).toBeVisible();
  await expect(page.getByLabel("Password")).toBeVisible();
  await context.close();
});

test("a role shows and hides what administrators can do, at once", async ({ ada, grace }) => {
  ada.console.tolerate(answered(409));
  await expect(grace.button("Invite people")).toBeHidden();
  const own = await manage(ada, "Ada");
  await own.getByRole("button", { name: "Make me a member" }).click();
  await expect(own.getByText("You are the only administrator.")).toBeVisible();
  await ada.page.keyboard.press("Escape");

  await ada.people.getByRole("button", { name: "Manage Grace" }).click();
  const dialog = ada.dialog("Manage");
  await dialog.getByRole("button", { name: "Make an administrator" }).click();
  await expect(dialog.getByRole("button", { name: "Make a member" })).toBeFocused();
  await expect(grace.button("Invite people")).toBeVisible();
  await ada.page.keyboard.press("Escape");

  const back = await manage(grace, "Ada");
  await back.getByRole("button", { name: "Make a member" }).click();
  await expect(ada.button("Invite people")).toBeHidden();
  await expect(ada.people.getByRole("button", { name: "Manage Grace" })).toBeHidden();
});

test("a picture is cut to a square by keyboard, and shows beside the name in both browsers", async ({ ada, grace }) => {
  await grace.say("Hello");
  await ada.sees("Hello");
  await grace.button("Account").click();
  await grace.button("Profile").click();
  const dialog = grace.dialog("Profile");
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

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test("profile and management fit the screen", async ({ ada, grace }) => {
    await ada.button("Rooms").tap();
    await ada.button("Account").tap();
    await ada.button("Profile").tap();
    const dialog = ada.dialog("Profile");
    await dialog.getByLabel("Title").fill("First programmer of the Analytical Engine, and of all others since");
    await dialog.getByRole("button", { name: "Save" }).tap();
    await expect(dialog.getByText("Saved.")).toBeVisible();
    await fits(ada);
    await dialog.getByRole("button", { name: "Close" }).tap();
    await ada.page.keyboard.press("Escape");

    await ada.button("People").tap();
    await expect(ada.people.getByText("First programmer")).toBeVisible();
    await fits(ada);
    await ada.people.getByRole("button", { name: `Manage ${grace.name}` }).tap();
    await ada.dialog("Manage").getByRole("button", { name: "Create reset link" }).tap();
    await expect(ada.dialog("Manage").getByRole("textbox", { name: "Reset link" })).toBeInViewport();
    await fits(ada);
  });
});

async function fits({ page }: Person) {
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: window.innerWidth,
  }));
  expect(content, "the page's width").toBeLessThanOrEqual(screen);
}
