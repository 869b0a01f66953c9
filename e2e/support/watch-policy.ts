import type { Browser, BrowserContext, ConsoleMessage } from "playwright/test";

/**
 * Collects what the content security policy kept any page of `browser` from, as the browser words it.
 * @returns the list, which grows, and what ends the watch
 */
export function watchPolicy(browser: Browser): { violations: string[]; end: () => void } {
  const violations: string[] = [];
  const listen = (message: ConsoleMessage) => {
    if (message.text().includes("Content Security Policy")) violations.push(message.text());
  };
  const watch = (context: BrowserContext) => context.on("console", listen);
  browser.on("context", watch);
  return { violations, end: () => browser.off("context", watch) };
}
