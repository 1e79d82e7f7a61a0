import { answered, expect, type Person, test } from "../support/fixtures";

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

async function fitsTheScreen({ page }: Person) {
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: window.innerWidth,
  }));
  expect(content, "the page's width").toBeLessThanOrEqual(screen);
}

test("rooms are in a drawer, and the room fills the screen", async ({ ada }) => {
  await ada.api.createRoom("Kitchen", "open");
  await expect(ada.rooms).toBeHidden();
  await fitsTheScreen(ada);

  await ada.button("Rooms").tap();
  await expect(ada.room("Kitchen")).toBeVisible();
  await fitsTheScreen(ada);
  await ada.room("Kitchen").tap();
  await ada.isIn("Kitchen");
  await expect(ada.rooms).toBeHidden();

  await ada.button("Rooms").tap();
  await expect(ada.room("Everyone")).toBeInViewport();
  await ada.page.keyboard.press("Escape");
  await expect(ada.rooms).toBeHidden();
});

test("one writes and reads with thumbs", async ({ ada, grace }) => {
  await expect(ada.composer).toBeInViewport({ ratio: 1 });
  await expect(ada.sendButton).toBeInViewport({ ratio: 1 });
  await ada.composer.tap();
  await ada.composer.fill("From my phone");
  await ada.sendButton.tap();
  await grace.sees("From my phone");
  await grace.say("On mine too");
  await ada.sees("On mine too");
  await expect(ada.message("On mine too")).toBeInViewport();

  const { width = 0, height = 0 } = (await ada.sendButton.boundingBox()) ?? {};
  expect(Math.min(width, height), "what a thumb needs, in pixels").toBeGreaterThanOrEqual(40);
});

test("a thumb on a reaction toggles it, and nothing moves or opens under it", async ({ ada, grace }) => {
  await grace.say("Tea is ready");
  await grace.seesDelivered("Tea is ready");
  await ada.say("Coming");
  await ada.seesDelivered("Coming");
  const message = ada.message("Tea is ready");
  await grace.message("Tea is ready").tap();
  await grace.actions.getByRole("button", { name: "React with thumbs up" }).tap();
  const chip = message.getByRole("button", { name: /^👍/ });
  await expect(chip).toHaveAccessibleName("👍 1, Grace");
  const place = await chip.boundingBox();
  for (const count of [2, 1]) {
    await chip.tap();
    await expect(chip).toHaveAccessibleName(new RegExp(`^👍 ${count},`));
    await expect(ada.actions).toHaveCount(0);
    expect(await chip.boundingBox()).toMatchObject({ x: place?.x, y: place?.y });
  }
  await message.tap();
  await expect(ada.actions).toBeVisible();
});

test("a thumb follows a link in the last message, which stays under it", async ({ ada, grace }) => {
  await ada.api.createRoom("Tea", "open");
  for (const number of Array(30).keys()) await ada.api.say((await ada.api.room("Everyone")).id, `Line ${number}`);
  await ada.say("See #Tea");
  await grace.seesDelivered("See #Tea");
  await grace.message("See #Tea").getByRole("link", { name: "#Tea" }).tap();
  await grace.isIn("Tea");
});

test("nothing is wider than the screen", async ({ ada }) => {
  await ada.say("Llanfairpwllgwyngyll".repeat(20));
  await ada.say(`https://example.com/${"long/".repeat(60)}`);
  await ada.seesDelivered("https://example.com/long/");
  await fitsTheScreen(ada);
  await ada.button("People").tap();
  await expect(ada.people).toBeVisible();
  await fitsTheScreen(ada);
});

test("the doors fit too", async ({ ada, visitor }) => {
  const grace = await visitor("Grace");
  for (const path of ["/sign-in", `/join/${await ada.api.joinCode()}`]) {
    await grace.goTo(path);
    await fitsTheScreen(grace);
  }
  await expect(grace.button("Join")).toBeInViewport();
});

test("an address that names nothing leads back to the rooms", async ({ ada }) => {
  ada.console.tolerate(answered(404));
  await ada.goTo("/nowhere");
  await fitsTheScreen(ada);
  await ada.button("Rooms").tap();
  await ada.room("Everyone").tap();
  await ada.isIn("Everyone");
});

test("who is removed from the room on screen finds the way to the others", async ({ ada, grace }) => {
  const board = await ada.api.createRoom("Board", "closed");
  await ada.api.addMember(board.id, (await grace.api.me()).id);
  await grace.goTo(`/rooms/${board.id}`);
  await grace.isIn("Board");
  await ada.api.removeMember(board.id, (await grace.api.me()).id);
  await expect(grace.main.getByRole("heading", { name: "Board" })).toBeHidden();
  await grace.button("Rooms").tap();
  await grace.room("Everyone").tap();
  await grace.isIn("Everyone");
});
