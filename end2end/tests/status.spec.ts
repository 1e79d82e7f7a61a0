import { expect, type Person, test } from "../support/fixtures";

async function status(person: Person) {
  await person.button("Account").click();
  await person.button("Set a status").click();
  return person.dialog("Status");
}

test("a status from a suggestion shows beside the name, in the panel and in full on the card", async ({ ada, grace }) => {
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
  await ada.act("Nanoseconds", "More actions");
  await ada.button("View profile").click();
  await expect(card).toContainText("Grace");
  await ada.page.keyboard.press("Escape");

  await grace.button("Set a status").click();
  await dialog.getByRole("button", { name: "Clear status" }).click();
  await expect(ada.message("Nanoseconds").getByText("🗓️")).toBeHidden();
});

test("a status that ends is gone from the screen at its time, also without a connection", async ({ ada, grace }) => {
  await grace.say("Nanoseconds");
  await ada.sees("Nanoseconds");
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

test("a status without an end needs words or an emoji, and a day needs a date", async ({ ada }) => {
  const dialog = await status(ada);
  await dialog.getByRole("button", { name: "On vacation" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "Choose a date." })).toBeVisible();
  await dialog.getByLabel("Last day").fill("2099-12-31");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(ada.page.locator(".account-menu")).toContainText("until Thursday, 31 December 2099");
});

test("a profile says what time it is where the person is", async ({ ada, grace }) => {
  await grace.button("Account").click();
  await grace.button("Profile").click();
  const dialog = grace.dialog("Profile");
  await expect(dialog.getByLabel("Time zone")).toHaveValue("");
  await dialog.getByRole("button", { name: /this browser's time zone/ }).click();
  await expect(dialog.getByLabel("Time zone")).not.toHaveValue("");
  await dialog.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Saved.")).toBeVisible();

  await ada.button("People").click();
  await ada.people.getByRole("button", { name: "Grace", exact: false }).first().click();
  await expect(ada.dialog("About")).toContainText(/\d\d:\d\d \(Asia\/Tokyo\)/);
});
