import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";
import type { Person } from "./person";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Checks what the person sees with axe, which must find nothing. */
export async function isAccessible({ page }: Person, surface: string): Promise<void> {
  // What fades in has another contrast on its way.
  await page.evaluate(async () => {
    const finite = (animation: Animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
    const running = document.getAnimations().filter(finite);
    await Promise.allSettled(running.map((animation) => animation.finished));
  });
  // Not as a script tag, which the page's security policy refuses.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } };
    return axe.run({ rules: { "target-size": { enabled: true } } });
  });
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  expect.soft(found, surface).toEqual([]);
}
