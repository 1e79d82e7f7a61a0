import { CONNECTION_LOST, expect, test } from "../support/fixtures";
import { sendNumbered } from "../support/history";
import { scrollPosition } from "../support/scrolling";

test("a restored backup is noticed, and place, draft and what was not sent survive it", async ({ ada, grace, server }) => {
  for (const person of [ada, grace]) person.console.tolerate(...CONNECTION_LOST);
  await sendNumbered(ada, "Line", 150);
  await grace.seesDelivered("Line 150.");
  const copy = await server.backUp();
  await ada.say("After the backup");
  await grace.seesDelivered("After the backup");

  const read = grace.message("Line 110.");
  await read.scrollIntoViewIfNeeded();
  await grace.composer.fill("Half a thought");
  const before = await read.boundingBox();
  expect((await scrollPosition(grace.timeline)).fromEnd).toBeGreaterThan(100);

  await server.terminate();
  await expect(ada.status("Reconnecting…")).toBeVisible();
  await ada.say("Written while it was down");
  await server.restore(copy);
  await server.start();

  await ada.seesDelivered("Written while it was down");
  await expect(ada.message("After the backup")).toHaveCount(0);
  await expect(grace.status("Reconnecting…")).toBeHidden();
  await expect.poll(async () => (await read.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, -1);
  await expect(grace.composer).toHaveValue("Half a thought");
  await grace.button("New messages").click();
  await grace.seesDelivered("Written while it was down");
  await expect(grace.message("After the backup")).toHaveCount(0);
});
