import type { Page } from "playwright/test";
import type { Authenticators, VirtualAuthenticator } from "./virtual-authenticator.ts";

/**
 * Signs the person of a page in from a second browser as well, with the device of the first, which
 * is then no longer at the page. Nobody presses anything: autofill is answered by the device.
 */
export async function signInElsewhere(
  page: Page,
  authenticators: Authenticators,
  device: VirtualAuthenticator,
): Promise<void> {
  const browser = page.context().browser();
  if (!browser) throw new Error("the page has no browser");
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const elsewhere = await context.newPage();
  await authenticators.move(device, elsewhere);
  await elsewhere.goto("/sign-in");
  await elsewhere.waitForURL("/home");
  await context.close();
}
