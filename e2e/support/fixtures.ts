import { test as base } from "playwright/test";
import { Authenticators } from "./virtual-authenticator.ts";

/** Playwright's test, with `authenticators` for its pages; they go when the test ends. */
export const test = base.extend<{ authenticators: Authenticators }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures used from here.
  authenticators: async ({}, use) => {
    const authenticators = new Authenticators();
    await use(authenticators);
    await authenticators.removeAll();
  },
});

export { expect } from "playwright/test";
