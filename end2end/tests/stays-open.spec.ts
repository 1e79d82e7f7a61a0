import { expect, type Person, test } from "../support/fixtures";
import { LossyNetwork } from "../support/lossy-network";

/** Marks an element, to tell later whether it is still the same one. */
async function mark(person: Person, text: string, part: string): Promise<void> {
  await person.message(text).locator(part).evaluate((element) => element.setAttribute("data-marked", ""));
}

/** Selects the text of a message. */
async function select(person: Person, text: string): Promise<void> {
  await person.message(text).locator(".message-body").evaluate((body) => getSelection()?.selectAllChildren(body));
}

const selected = (person: Person) => person.page.evaluate(() => getSelection()?.toString());

test("a reminder of a message among others is set by mouse", async ({ ada }) => {
  for (const text of ["One", "Two", "Three", "Four", "Five"]) await ada.say(text);
  await ada.seesDelivered("Five");
  for (const text of ["One", "Three", "Five"]) {
    await ada.act(text, "Remind me");
    const dialog = ada.dialog("Remind me");
    await dialog.getByRole("button", { name: "In 1 hour" }).click();
    await expect(dialog).toBeHidden();
    await expect(ada.status("Reminder set")).toBeVisible();
  }
  await ada.button("Saved").click();
  await expect(ada.dialog("Saved").getByRole("listitem")).toHaveCount(3);
});

test("an open menu and a dialog about a message stay, whatever arrives", async ({ ada, grace }) => {
  const network = await LossyNetwork.under(ada);
  await ada.reload();
  await ada.say("The plan");
  await grace.seesDelivered("The plan");
  const menu = ada.menu;
  const dialog = ada.dialog("Remind me");

  /** Lets things happen to the message and around it while `open` is shown. */
  const arrive = async (round: number) => {
    const body = round === 1 ? "The plan" : "The plan, again";
    await grace.act(body, "React with thumbs up");
    await expect(ada.message("The plan").getByRole("button", { name: /👍 1, Grace/ })).toBeVisible({
      visible: round === 1,
    });
    await grace.say(`Round ${round}`);
    await expect(ada.message(`Round ${round}`)).toBeAttached();
    const { id } = await ada.api.room("Everyone");
    const message = (await ada.api.messages(id)).find((it) => it.body.startsWith("The plan"));
    await ada.api.ask("PATCH", `/api/rooms/${id}/messages/${message?.id}`, { body: "The plan, again" });
    await expect(ada.message("The plan, again")).toBeAttached();
    await network.cut();
    await grace.say(`After the cut ${round}`);
    await expect(ada.message(`After the cut ${round}`)).toBeAttached();
  };

  await ada.act("The plan", "More actions");
  await expect(menu).toBeVisible();
  await mark(ada, "The plan", ".message-actions");
  await arrive(1);
  await expect(menu).toBeVisible();
  await expect(ada.message("The plan, again").locator(".message-actions")).toHaveAttribute("data-marked");

  // Another message under the pointer does not take the menu away, and a press elsewhere closes it.
  const { x = 0, y = 0 } = (await ada.message("After the cut 1").boundingBox()) ?? {};
  await ada.page.mouse.move(x + 300, y + 10);
  await expect(menu).toBeVisible();
  await ada.menuItem("Remind me").click();
  await expect(dialog).toBeVisible();
  await dialog.evaluate((element) => element.setAttribute("data-marked", ""));
  await arrive(2);
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveAttribute("data-marked");
  await dialog.getByRole("button", { name: "Tomorrow morning" }).click();
  await expect(ada.status("Reminder set")).toBeVisible();

  await ada.act("The plan, again", "More actions");
  await ada.page.mouse.click(x + 300, y + 10);
  await expect(menu).toHaveCount(0);
});

test("a selection in a message stays when it is acknowledged, and when others arrive", async ({ ada, grace }) => {
  const network = await LossyNetwork.under(ada);
  await ada.reload();
  for (const [index, text] of ["Plain words", "With **bold** words"].entries()) {
    const shown = text.replaceAll("*", "");
    await network.lose("answers");
    await ada.say(text);
    await ada.seesPending(shown);
    await mark(ada, shown, ".message-body");
    await select(ada, shown);
    await network.cut();
    await ada.seesDelivered(shown);
    expect(await selected(ada)).toBe(shown);
    await expect(ada.message(shown).locator(".message-body")).toHaveAttribute("data-marked");
    await grace.say(`A neighbour ${index}`);
    await ada.seesDelivered(`A neighbour ${index}`);
    await grace.act(shown, "React with thumbs up");
    await expect(ada.message(shown).getByRole("button", { name: /👍 1, Grace/ })).toBeVisible();
    expect(await selected(ada)).toBe(shown);
    await expect(ada.message(shown).locator(".message-body")).toHaveAttribute("data-marked");
  }
});

test("an emptied edit asks whether to delete the message, and cancelling goes back to the edit", async ({ ada, grace }) => {
  await ada.say("Not for here");
  await grace.seesDelivered("Not for here");
  await ada.act("Not for here", "Edit message");
  await ada.editor.fill("");
  await ada.editor.press("Enter");
  const question = ada.dialog("Delete message");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  await expect(ada.editor).toBeFocused();
  await ada.editor.fill(" ");
  await ada.button("Save").click();
  await ada.confirmDeletion();
  await expect(grace.message("This message was deleted.")).toBeVisible();
  await expect(ada.editor).toHaveCount(0);
  await expect(ada.message("This message was deleted.")).toBeFocused();
  await ada.reload();
  await expect(ada.editor).toHaveCount(0);
});

test("headings form an outline without gaps, and the account menu is in a region", async ({ ada }) => {
  await ada.say("### Deep\n\n# Top\n\n#### Deeper");
  await ada.seesDelivered("Deeper");
  const levels = await ada.main.getByRole("heading").evaluateAll((all) => all.map((it) => Number(it.tagName[1])));
  expect(levels).toEqual([1, 2, 2, 3]);
  await ada.accountButton.click();
  const region = ada.page.getByRole("region", { name: "Your account" });
  await expect(region.getByRole("button", { name: "Sign out" })).toBeVisible();
});
