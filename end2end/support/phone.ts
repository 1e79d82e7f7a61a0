import { expect } from "@playwright/test";
import type { Person } from "./person";

/** Settings of a test on a phone. */
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Checks that the page does not scroll sideways. */
export async function fitsTheScreen({ page }: Person): Promise<void> {
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: window.innerWidth,
  }));
  expect(content, "the page's width").toBeLessThanOrEqual(screen);
}

/** Taps beside the field that has the focus, which puts the keyboard of the screen away. */
export async function putKeyboardAway(person: Person): Promise<void> {
  await person.main.getByRole("heading", { level: 1 }).tap();
  await expect(person.composer).not.toBeFocused();
}
