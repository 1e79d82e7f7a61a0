import type { Locator } from "@playwright/test";
import { expect, type Person, test } from "../support/fixtures";

/** Something that takes away the element with the focus, and where the focus is then. */
type Case = {
  name: string;
  /** Does it, by keyboard, and returns where the focus must be. */
  action: (ada: Person, grace: Person) => Promise<Locator>;
};

const toolbar = (ada: Person, name: string) => ada.actions.getByRole("button", { name, exact: true });

/** Focuses an element and presses Enter. */
async function enter(target: Locator): Promise<void> {
  await target.focus();
  await target.press("Enter");
}

/** Chooses an item of the menu of the message "Two". */
async function choose(ada: Person, item: string): Promise<void> {
  await ada.message("Two").focus();
  await enter(toolbar(ada, "More actions"));
  await enter(ada.menuItem(item));
}

const menuButton = (ada: Person) => toolbar(ada, "More actions");

const CASES: Case[] = [
  {
    name: "a quick reaction",
    action: async (ada) => {
      await ada.message("Two").focus();
      await enter(toolbar(ada, "React with thumbs up"));
      await expect(ada.message("Two").getByRole("button", { name: /👍 1, you/ })).toBeVisible();
      return toolbar(ada, "React with thumbs up");
    },
  },
  {
    name: "a reaction from the picker",
    action: async (ada) => {
      await choose(ada, "Add reaction");
      await enter(ada.dialog("Add reaction").getByRole("button", { name: "party popper" }));
      await expect(ada.message("Two").getByRole("button", { name: /🎉 1, you/ })).toBeVisible();
      return menuButton(ada);
    },
  },
  {
    name: "the last reaction taken back",
    action: async (ada) => {
      await ada.message("Two").focus();
      await enter(toolbar(ada, "React with thumbs up"));
      await enter(ada.message("Two").getByRole("button", { name: /👍 1, you/ }));
      await expect(ada.message("Two").getByRole("group", { name: "Reactions" })).toHaveCount(0);
      return ada.message("Two");
    },
  },
  {
    name: "one of two reactions taken back",
    action: async (ada) => {
      await ada.message("Two").focus();
      await enter(toolbar(ada, "React with thumbs up"));
      await enter(toolbar(ada, "React with red heart"));
      const pill = ada.message("Two").locator(".reaction");
      await expect(pill).toHaveCount(3);
      await enter(pill.nth(1));
      await expect(pill).toHaveCount(2);
      return pill.nth(1);
    },
  },
  {
    name: "a pin",
    action: async (ada) => {
      await choose(ada, "Pin to room");
      await expect(ada.pinnedButton).toHaveText("1");
      return menuButton(ada);
    },
  },
  {
    name: "saving",
    action: async (ada) => {
      await choose(ada, "Save for later");
      await enter(menuButton(ada));
      await expect(ada.menuItem("Remove from saved")).toBeVisible();
      await ada.page.keyboard.press("Escape");
      return menuButton(ada);
    },
  },
  {
    name: "a reminder",
    action: async (ada) => {
      await choose(ada, "Remind me");
      await enter(ada.dialog("Remind me").getByRole("button", { name: "In 1 hour" }));
      await expect(ada.dialog("Remind me")).toBeHidden();
      return menuButton(ada);
    },
  },
  {
    name: "the author's card",
    action: async (ada) => {
      await choose(ada, "View profile");
      await expect(ada.dialog("About")).toBeVisible();
      await ada.page.keyboard.press("Escape");
      await expect(ada.dialog("About")).toBeHidden();
      return menuButton(ada);
    },
  },
  {
    name: "a deletion",
    action: async (ada) => {
      await choose(ada, "Delete message");
      await enter(ada.dialog("Delete message").getByRole("button", { name: "Delete", exact: true }));
      await expect(ada.message("Two")).toHaveCount(0);
      return menuButton(ada);
    },
  },
  {
    name: "the removal of a saved message",
    action: async (ada) => {
      const { id } = await ada.api.room("Everyone");
      for (const message of await ada.api.messages(id)) await ada.api.ask("PUT", `/api/messages/${message.id}/saved`);
      await enter(ada.button("Saved"));
      const items = ada.dialog("Saved").getByRole("listitem");
      await expect(items).toHaveCount(3);
      await enter(items.nth(1).getByRole("button", { name: "Remove", exact: true }));
      await expect(items).toHaveCount(2);
      return items.nth(1).getByRole("button", { name: "Remove", exact: true });
    },
  },
  {
    name: "the removal of the last pinned message",
    action: async (ada) => {
      await choose(ada, "Pin to room");
      await enter(ada.pinnedButton);
      await enter(ada.dialog("Pinned").getByRole("button", { name: "Unpin" }));
      await expect(ada.dialog("Pinned")).toContainText("No pinned messages yet.");
      return ada.dialog("Pinned").getByRole("button", { name: "Close" });
    },
  },
  {
    name: "the removal of a scheduled message",
    action: async (ada) => {
      const { id } = await ada.api.room("Everyone");
      const at = new Date(Date.now() + 86_400_000).toISOString();
      for (const number of [1, 2]) {
        const clientId = `01890000-0000-7000-8000-00000000000${number}`;
        await ada.api.ask("POST", "/api/scheduled", { client_id: clientId, room: id, body: `Later ${number}`, at });
      }
      await enter(ada.rooms.getByRole("button", { name: /^Scheduled/ }));
      const items = ada.dialog("Scheduled").getByRole("listitem");
      await expect(items).toHaveCount(2);
      await enter(items.first().getByRole("button", { name: "Delete", exact: true }));
      await expect(items).toHaveCount(1);
      return items.first().getByRole("button", { name: "Delete", exact: true });
    },
  },
  {
    name: "people added to a room",
    action: async (ada) => {
      await ada.createRoom("Board", "Closed");
      await enter(ada.peopleButton);
      await enter(ada.people.getByRole("button", { name: "Add people" }));
      const dialog = ada.dialog("Add people");
      await enter(dialog.getByRole("button", { name: "Add Grace" }));
      await expect(dialog.getByRole("listitem")).toHaveCount(0);
      return dialog.getByRole("button", { name: "Done" });
    },
  },
  {
    name: "a ban",
    action: async (ada) => {
      await enter(ada.peopleButton);
      await enter(ada.people.getByRole("button", { name: "Manage Grace" }));
      const manage = ada.dialog("Manage");
      await enter(manage.getByRole("button", { name: "Ban: Grace" }));
      await enter(ada.dialog("Ban").getByRole("button", { name: "Ban", exact: true }));
      await expect(manage.getByRole("button", { name: "Lift ban: Grace" })).toBeVisible();
      return manage.getByRole("button", { name: "Lift ban: Grace" });
    },
  },
];

for (const { name, action } of CASES) {
  test(`the focus is not lost by ${name}`, async ({ ada, grace }) => {
    for (const text of ["One", "Two", "Three"]) await ada.say(text);
    await ada.seesDelivered("Three");
    const target = await action(ada, grace);
    await expect(target).toBeFocused();
  });
}

test("a press beside everything takes the focus away, and nothing brings it back", async ({ ada, grace }) => {
  await ada.say("One");
  await ada.seesDelivered("One");
  await ada.composer.focus();
  await ada.main.getByRole("heading", { level: 1 }).click();
  await grace.say("Two");
  await ada.seesDelivered("Two");
  expect(await ada.page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
});

test("the pointer shows the actions of another message, although the focus was in those of the first", async ({ ada }) => {
  for (const text of ["One", "Two", "Three"]) await ada.say(text);
  await ada.seesDelivered("Three");
  await ada.act("One", "React with thumbs up");
  await ada.message("Three").hover();
  await expect(ada.message("Three").getByRole("toolbar")).toBeVisible();
  await expect(ada.message("One")).toBeFocused();
});
