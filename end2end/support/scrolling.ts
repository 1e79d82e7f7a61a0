import { expect, type ElementHandle, type Locator } from "@playwright/test";

/** The element that scrolls: the timeline itself or the nearest one around it. */
async function scrollerOf(timeline: Locator): Promise<ElementHandle<Element>> {
  const handle = await timeline.evaluateHandle((log) => {
    let element: Element = log;
    while (!/auto|scroll/.test(getComputedStyle(element).overflowY) && element.parentElement) {
      element = element.parentElement;
    }
    return element;
  });
  return handle as ElementHandle<Element>;
}

/** How far a timeline is scrolled, and how far from its end it is. */
export async function scrollPosition(timeline: Locator): Promise<{ top: number; fromEnd: number }> {
  const scroller = await scrollerOf(timeline);
  return scroller.evaluate((element) => ({
    top: element.scrollTop,
    fromEnd: element.scrollHeight - element.clientHeight - element.scrollTop,
  }));
}

/**
 * Scrolls to the top of what is loaded and waits for older messages to come in above it.
 * Resolves to how far, at worst in any frame, the message that stood at the top was from where it had been, in pixels.
 */
export async function scrollBack(timeline: Locator): Promise<number> {
  const scroller = await scrollerOf(timeline);
  return scroller.evaluate(async (element) => {
    const first = () => element.querySelector("article, [role=article]");
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const deadline = performance.now() + 10_000;

    const oldest = first();
    if (!oldest) throw new Error("the timeline is empty");
    element.scrollTop = 0;
    const stood = oldest.getBoundingClientRect().top;
    let worst = 0;
    // Some frames more than the one in which they come: what is put right late is a jump too.
    for (let after = 0; after < 10; ) {
      await frame();
      if (!oldest.isConnected) throw new Error("the message at the top went away");
      worst = Math.max(worst, Math.abs(oldest.getBoundingClientRect().top - stood));
      if (first() !== oldest) after++;
      else if (performance.now() > deadline) throw new Error("no older messages came");
    }
    return worst;
  });
}

/** Scrolls away from the newest messages. */
export async function scrollUp(timeline: Locator, pixels: number): Promise<void> {
  const { top } = await scrollPosition(timeline);
  await timeline.hover();
  await timeline.page().mouse.wheel(0, -pixels);
  await expect.poll(async () => (await scrollPosition(timeline)).top).toBe(top - pixels);
}

export async function isAtEnd(timeline: Locator): Promise<void> {
  await expect.poll(async () => (await scrollPosition(timeline)).fromEnd).toBeLessThanOrEqual(2);
}
