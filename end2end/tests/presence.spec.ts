import { expect, type Person, test } from "../support/fixtures";

/** Somebody as the people of the room stand in another's panel. */
function inPanel(viewer: Person, name: string) {
  return viewer.people.getByRole("listitem").filter({ hasText: name });
}

function presence(viewer: Person, name: string, word: string) {
  return inPanel(viewer, name).getByRole("img", { name: word });
}

test("one is active at a device, away behind a hidden tab and offline once signed out, and who is active stands first", async ({
  ada,
  grace,
  linus,
  anotherDeviceOf,
}) => {
  await ada.peopleButton.click();
  for (const name of ["Ada", "Grace", "Linus"]) await expect(presence(ada, name, "active")).toBeVisible();
  const names = ada.people.locator(".person-name");
  await expect(names).toHaveText(["Ada", "Grace", "Linus"]);
  await grace.hideTab(true);
  await expect(presence(ada, "Grace", "away")).toBeVisible();
  await expect(names).toHaveText(["Ada", "Linus", "Grace"]);

  // Nobody moves while one points at the list.
  await inPanel(ada, "Linus").hover();
  await linus.hideTab(true);
  await expect(presence(ada, "Linus", "away")).toBeVisible();
  await grace.hideTab(false);
  await expect(presence(ada, "Grace", "active")).toBeVisible();
  await expect(names).toHaveText(["Ada", "Linus", "Grace"]);
  await ada.composer.hover();
  await expect(names).toHaveText(["Ada", "Grace", "Linus"]);

  // Another device makes her active, whatever the first one does.
  await grace.hideTab(true);
  await expect(presence(ada, "Grace", "away")).toBeVisible();
  const phone = await anotherDeviceOf(grace);
  await expect(presence(ada, "Grace", "active")).toBeVisible();
  await phone.hideTab(true);
  await expect(presence(ada, "Grace", "away")).toBeVisible();
  await grace.hideTab(false);
  await expect(presence(ada, "Grace", "active")).toBeVisible();

  await phone.signOut();
  await grace.signOut();
  await expect(presence(ada, "Grace", "offline")).toBeAttached();
});
