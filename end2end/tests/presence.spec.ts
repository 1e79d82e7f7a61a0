import { expect, type Person, test } from "../support/fixtures";

/** Somebody as the people of the room stand in another's panel. */
function inPanel(viewer: Person, name: string) {
  return viewer.people.getByRole("listitem").filter({ hasText: name });
}

function presence(viewer: Person, name: string, word: string) {
  return inPanel(viewer, name).getByRole("img", { name: word });
}

/** The tab is behind another, or in front again. */
async function hide(person: Person, hidden: boolean) {
  await person.page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

test("one is active while at a device, away behind a hidden tab, and offline once signed out", async ({
  ada,
  grace,
  anotherDeviceOf,
}) => {
  await ada.button("People").click();
  await expect(presence(ada, "Ada", "active")).toBeVisible();
  await expect(presence(ada, "Grace", "active")).toBeVisible();
  await hide(grace, true);
  await expect(presence(ada, "Grace", "away")).toBeVisible();

  // Another device makes her active, whatever the first one does.
  const phone = await anotherDeviceOf(grace);
  await expect(presence(ada, "Grace", "active")).toBeVisible();
  await hide(phone, true);
  await expect(presence(ada, "Grace", "away")).toBeVisible();
  await hide(grace, false);
  await expect(presence(ada, "Grace", "active")).toBeVisible();

  await phone.signOut();
  await grace.signOut();
  await expect(presence(ada, "Grace", "offline")).toBeAttached();
});

test("who is active stands first, and nobody moves while one points at the list", async ({ ada, grace, linus }) => {
  await ada.button("People").click();
  const names = ada.people.locator(".person-name");
  await expect(names).toHaveText(["Ada", "Grace", "Linus"]);
  await hide(grace, true);
  await expect(names).toHaveText(["Ada", "Linus", "Grace"]);

  await inPanel(ada, "Linus").hover();
  await hide(linus, true);
  await expect(presence(ada, "Linus", "away")).toBeVisible();
  await hide(grace, false);
  await expect(presence(ada, "Grace", "active")).toBeVisible();
  await expect(names).toHaveText(["Ada", "Linus", "Grace"]);
  await ada.composer.hover();
  await expect(names).toHaveText(["Ada", "Grace", "Linus"]);
});
