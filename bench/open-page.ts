import type { Page } from "playwright/test";

/**
 * Opens `path` and waits until nothing more happens by itself: loaded, no request for half a
 * second, and the service worker, where the page has one, is done with what it keeps.
 * @throws when the answer is not a page, the page sent the browser elsewhere, or a request never
 *   ends: Next.js leaves the prefetch of a page that is missing open
 */
export async function openPage(page: Page, path: string): Promise<void> {
  const response = await page.goto(path, { waitUntil: "load" });
  if (!response?.ok()) throw new Error(`${path} answered ${response?.status()}`);
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    if (await navigator.serviceWorker.getRegistration()) await navigator.serviceWorker.ready;
  });
  const { pathname } = new URL(page.url());
  if (pathname !== path) throw new Error(`${path} led to ${pathname}`);
}
