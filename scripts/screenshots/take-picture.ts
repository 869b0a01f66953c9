import { join } from "node:path";
import type { Browser } from "playwright";
import playwrightConfig from "#playwright.config.ts";
import type { Picture } from "./pictures.ts";
import type { Cookies } from "./sign-in.ts";

/** Small enough for a repository; letters stay sharp. */
const quality = 80;

/**
 * Takes one picture into `folder`, of what is on the screen without scrolling.
 * @returns its size in bytes
 * @throws when the page led elsewhere, as it does to those who are signed out
 */
export async function takePicture(
  browser: Browser,
  { screen, look, file }: Picture,
  visitor: { baseURL: string; storageState: Cookies | undefined },
  folder: string,
): Promise<number> {
  const { userAgent, serviceWorkers } = playwrightConfig.use ?? {};
  const context = await browser.newContext({ ...visitor, ...look, userAgent, serviceWorkers });
  try {
    const page = await context.newPage();
    await page.goto(screen.path, { waitUntil: "networkidle" });
    const { pathname, search } = new URL(page.url());
    const reached = pathname + search;
    if (reached !== screen.path) throw new Error(`${screen.path} led to ${reached}`);
    await screen.act?.(page);
    // Off the button that was pressed last.
    await page.mouse.move(0, 0);
    const path = join(folder, file);
    const still = { caret: "hide", animations: "disabled" } as const;
    return (await page.screenshot({ ...still, path, type: "webp", quality })).length;
  } finally {
    await context.close();
  }
}
