import { join } from "node:path";
import { test as base, expect } from "playwright/test";
import type { Email } from "postal-mime";
import { readMails } from "./mail-server.ts";
import { Authenticators } from "./virtual-authenticator.ts";
import { watchPolicy } from "./watch-policy.ts";

/** What people were sent during the tests. */
type Mailbox = {
  /** Waits for a mail to `address` with that subject; of several, the newest. */
  next: (address: string, subject: string) => Promise<Email>;
};

/** What a test may have; a test that wants `violations` of the policy takes them out of the list. */
type Fixtures = { authenticators: Authenticators; mailbox: Mailbox; violations: string[] };

/**
 * Playwright's test, with `authenticators` for its pages, which go when the test ends, and the
 * `mailbox` of everybody. It fails when a page met the content security policy.
 */
export const test = base.extend<Fixtures>({
  violations: [
    async ({ browser }, use) => {
      const { violations, end } = watchPolicy(browser);
      await use(violations);
      end();
      expect(violations).toEqual([]);
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures used from here.
  authenticators: async ({}, use) => {
    const authenticators = new Authenticators();
    await use(authenticators);
    await authenticators.removeAll();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  mailbox: async ({}, use, { project }) => {
    const folder = join(project.outputDir, "mail");
    const find = async (address: string, subject: string) =>
      (await readMails(folder, address)).findLast((mail) => mail.subject === subject);
    const next = async (address: string, subject: string) => {
      await expect.poll(() => find(address, subject), { timeout: 30_000 }).toBeDefined();
      const mail = await find(address, subject);
      if (!mail) throw new Error(`no mail "${subject}" to ${address}`);
      return mail;
    };
    await use({ next });
  },
});

export { expect } from "playwright/test";
