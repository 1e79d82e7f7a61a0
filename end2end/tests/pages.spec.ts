import { answered, expect, test } from "../support/fixtures";

test("an address that names nothing says so, and leads back; pages keep to their security policy, light and dark", async ({
  ada,
  visitor,
}) => {
  ada.console.tolerate(answered(404));
  for (const path of ["/nowhere", "/rooms/0190a3f2-0000-7000-8000-000000000000", "/rooms/nonsense"]) {
    expect(await ada.goTo(path), path).toBe(404);
    await expect(ada.main.getByRole("heading")).toBeVisible();
    await ada.page.getByRole("link", { name: /Everyone|Hubbub/ }).click();
    await ada.isIn("Everyone");
  }
  // An empty room says what to do.
  await expect(ada.messages).toHaveCount(0);
  await expect(ada.main).toContainText(/\w+ \w+ \w+/);

  const guest = await visitor("Grace");
  const join = `/join/${await ada.api.joinCode()}`;
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [person, path] of [
      [guest, "/sign-in"],
      [guest, join],
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
  }
});

test("one signs out, of every page of that session, and in again", async ({ ada }) => {
  ada.console.tolerate(answered(401));
  const room = new URL(ada.page.url()).pathname;
  const second = await ada.context.newPage();
  await second.goto(ada.page.url());
  await expect(second.locator("html[data-hydrated]")).toBeAttached();
  await ada.signOut();
  await expect(second).toHaveURL(/\/sign-in/);
  await second.close();
  expect((await ada.api.ask("GET", "/api/me")).status()).toBe(401);
  await ada.goTo(room);
  await expect(ada.page).toHaveURL(/\/sign-in/);
  await ada.goBack();
  await expect(ada.composer).toBeHidden();

  await ada.goTo("/sign-in");
  await ada.signIn();
  await ada.isIn("Everyone");
  await ada.say("Back again");
  await ada.seesDelivered("Back again");
});

test("a wrong password and an unknown address get the same answer", async ({ ada, visitor }) => {
  const guest = await visitor("Ada");
  guest.console.tolerate(answered(401));
  await guest.goTo("/sign-in");
  await guest.signIn("not her password");
  await expect(guest.alert).toBeVisible();
  const words = await guest.alert.innerText();
  await expect(guest.field("Email")).toHaveValue(ada.email);

  await guest.goTo("/sign-in");
  await expect(guest.alert).toHaveCount(0);
  await guest.signIn(guest.password, "nobody@example.com");
  await expect(guest.alert).toHaveText(words);

  await guest.signIn();
  await guest.isIn("Everyone");
});
