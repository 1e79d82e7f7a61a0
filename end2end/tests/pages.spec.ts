import { answered, expect, test } from "../support/fixtures";

test("an address that names nothing says so, and leads back", async ({ ada }) => {
  ada.console.tolerate(answered(404));
  for (const path of ["/nowhere", "/rooms/0190a3f2-0000-7000-8000-000000000000", "/rooms/nonsense"]) {
    expect(await ada.goTo(path), path).toBe(404);
    await expect(ada.main.getByRole("heading")).toBeVisible();
    await ada.page.getByRole("link", { name: /Everyone|Hubbub/ }).click();
    await ada.isIn("Everyone");
  }
});

test("one signs out and in again", async ({ ada }) => {
  const room = new URL(ada.page.url()).pathname;
  await ada.signOut();
  expect((await ada.api.ask("GET", "/api/me")).status()).toBe(401);
  await ada.goTo(room);
  await expect(ada.page).toHaveURL(/\/sign-in/);
  await ada.page.goBack();
  await expect(ada.composer).toBeHidden();

  await ada.goTo("/sign-in");
  await ada.signIn();
  await ada.isIn("Everyone");
  await ada.say("Back again");
  await ada.seesDelivered("Back again");
});

test("signing out ends every page of that session", async ({ ada }) => {
  ada.console.tolerate(answered(401));
  const second = await ada.context.newPage();
  await second.goto(ada.page.url());
  await expect(second.locator("html[data-hydrated]")).toBeAttached();
  await ada.signOut();
  await expect(second).toHaveURL(/\/sign-in/);
});

test("a wrong password and an unknown address get the same answer", async ({ ada, visitor }) => {
  const guest = await visitor("Ada");
  guest.console.tolerate(answered(401));
  await guest.goTo("/sign-in");
  await guest.signIn("not her password");
  await expect(guest.alert).toBeVisible();
  const words = await guest.alert.innerText();
  await expect(guest.field("Email")).toHaveValue(ada.email);

  const stranger = await visitor("Nobody");
  stranger.console.tolerate(answered(401));
  await stranger.goTo("/sign-in");
  await stranger.signIn();
  await expect(stranger.alert).toHaveText(words);

  await guest.signIn();
  await guest.isIn("Everyone");
});

test("a draft survives a reload, another room, and signing out", async ({ ada }) => {
  await ada.api.createRoom("Kitchen", "open");
  await ada.composer.pressSequentially("Not finished");
  await ada.reload();
  await expect(ada.composer).toHaveValue("Not finished");

  await ada.openRoom("Kitchen");
  await expect(ada.composer).toHaveValue("");
  await ada.openRoom("Everyone");
  await expect(ada.composer).toHaveValue("Not finished");

  await ada.signOut();
  await ada.signIn();
  await ada.isIn("Everyone");
  await expect(ada.composer).toHaveValue("Not finished");
  await ada.composer.press("Enter");
  await ada.seesDelivered("Not finished");
  await ada.reload();
  await expect(ada.composer).toHaveValue("");
});

test("every room has a draft of its own", async ({ ada }) => {
  await ada.createRoom("Kitchen", "Open");
  await ada.composer.pressSequentially("About the coffee");
  await ada.openRoom("Everyone");
  await expect(ada.composer).toHaveValue("");
  await ada.composer.pressSequentially("To you all");
  await ada.openRoom("Kitchen");
  await expect(ada.composer).toHaveValue("About the coffee");
  await ada.openRoom("Everyone");
  await expect(ada.composer).toHaveValue("To you all");
});

test("an empty room says what to do", async ({ ada }) => {
  await expect(ada.messages).toHaveCount(0);
  await expect(ada.main).toContainText(/\w+ \w+ \w+/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`pages keep to their security policy and are clean, ${colorScheme}`, async ({ ada, visitor }) => {
    const guest = await visitor("Grace");
    for (const [person, path] of [
      [guest, "/sign-in"],
      [guest, `/join/${await ada.api.joinCode()}`],
      [ada, "/"],
    ] as const) {
      await person.page.emulateMedia({ colorScheme });
      const answer = await person.page.goto(person.server.origin + path);
      await person.hydrated();
      const policy = answer?.headers()["content-security-policy"] ?? "";
      const scripts = policy.split(";").find((directive) => directive.trim().startsWith("script-src")) ?? "";
      expect(scripts, path).toContain("'nonce-");
      expect(scripts, path).toContain("'wasm-unsafe-eval'");
      expect(scripts, path).not.toContain("'unsafe-inline'");
      expect(answer?.headers()["x-content-type-options"], path).toBe("nosniff");
    }
  });
}
