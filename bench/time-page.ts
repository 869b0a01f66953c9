import type { BrowserContext } from "playwright/test";
import { openPage } from "./open-page.ts";

/** How many times slower the processor is made: as in Lighthouse, for a phone of the middle class. */
export const slowdown = 4;

/** Milliseconds until the largest content was painted, and how far the layout shifted. */
export type PageTimes = { lcp: number; cls: number };

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean };
type Observed = Window & { times: PageTimes };

/** Runs in the page before its own scripts. */
const observe = () => {
  const times: PageTimes = { lcp: 0, cls: 0 };
  Object.assign(window, { times });
  new PerformanceObserver((list) => {
    times.lcp = list.getEntries().at(-1)?.startTime ?? times.lcp;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  // A plain sum: never less than the score, which is the worst window of 5 s (web.dev/articles/cls).
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as Shift[]) {
      if (!shift.hadRecentInput) times.cls += shift.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
};

/** Runs in the page once it is still: a frame more, and the observers have been told all. */
const read = async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  return (window as unknown as Observed).times;
};

/** Times one load of `path` in a context whose cache is empty, on a slowed processor. */
export async function timePage(context: BrowserContext, path: string): Promise<PageTimes> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.addInitScript(observe);
  await openPage(page, path);
  const times = await page.evaluate(read);
  if (times.lcp === 0) throw new Error(`${path} painted nothing`);
  return times;
}
