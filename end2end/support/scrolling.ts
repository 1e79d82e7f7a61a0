import { expect, type ElementHandle, type Locator } from "@playwright/test";

/** Returns the element that scrolls: the timeline itself or the nearest one around it. */
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

/**
 * The distances of a timeline's view from its beginning and from its end, in pixels, as they are painted: a plain
 * measurement may come between a change and the page's own correction in the same frame.
 */
export async function scrollPosition(timeline: Locator): Promise<{ top: number; fromEnd: number }> {
  const scroller = await scrollerOf(timeline);
  return scroller.evaluate(
    (element) =>
      new Promise((resolve) => {
        const observer = new IntersectionObserver(() => {
          observer.disconnect();
          const room = element.scrollHeight - element.clientHeight;
          // A reversed column counts from its end, in negative numbers.
          const reversed = getComputedStyle(element).flexDirection === "column-reverse";
          const top = reversed ? room + element.scrollTop : element.scrollTop;
          resolve({ top, fromEnd: room - top });
        });
        observer.observe(element);
      }),
  );
}

/**
 * Scrolls to the top of what is loaded and waits for older messages to come in above it, unless `beginning` is there.
 * Resolves to the largest distance, in pixels and over all painted frames, of the message that was at the top from where
 * it was.
 */
export async function scrollBack(timeline: Locator, beginning: string): Promise<number> {
  return scrollOn(timeline, { end: "first", until: beginning });
}

/** As `scrollBack`, to the bottom of what is loaded, for newer messages, unless `end` is there. */
export async function scrollForth(timeline: Locator, end: string): Promise<number> {
  return scrollOn(timeline, { end: "last", until: end });
}

async function scrollOn(timeline: Locator, to: { end: "first" | "last"; until: string }): Promise<number> {
  const scroller = await scrollerOf(timeline);
  return scroller.evaluate(async (element, { end, until }) => {
    const outermost = () => {
      const all = element.querySelectorAll("article, [role=article]");
      return all[end === "first" ? 0 : all.length - 1];
    };
    // See `scrollPosition`.
    const painted = (target: Element) =>
      new Promise<number>((resolve) => {
        const observer = new IntersectionObserver(([entry]) => {
          observer.disconnect();
          resolve(entry!.boundingClientRect.top);
        });
        observer.observe(target);
      });
    const deadline = performance.now() + 10_000;

    const before = outermost();
    if (!before) throw new Error("the timeline is empty");
    if (before.textContent?.includes(until)) return 0;
    element.scrollTo({ top: end === "first" ? -1_000_000 : 1_000_000, behavior: "instant" });
    const stood = before.getBoundingClientRect().top;
    let worst = 0;
    // Some frames more than the one in which they come: a late correction is a jump too.
    for (let after = 0; after < 10; ) {
      worst = Math.max(worst, Math.abs((await painted(before)) - stood));
      if (!before.isConnected) throw new Error("the message at the edge went away");
      if (outermost() !== before) after++;
      else if (performance.now() > deadline) throw new Error("no more messages came");
    }
    return worst;
  }, to);
}

/** Scrolls away from the newest messages. */
export async function scrollUp(timeline: Locator, pixels: number): Promise<void> {
  const { fromEnd } = await scrollPosition(timeline);
  await timeline.hover();
  await timeline.page().mouse.wheel(0, -pixels);
  const moved = async () => (await scrollPosition(timeline)).fromEnd - fromEnd;
  await expect.poll(moved).toBeGreaterThan(pixels - 2);
}

export async function isAtEnd(timeline: Locator): Promise<void> {
  await expect.poll(async () => (await scrollPosition(timeline)).fromEnd).toBeLessThanOrEqual(2);
}
