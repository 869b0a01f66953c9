import { chromium } from "playwright";
import { expect as expectPage } from "playwright/test";
import { expect } from "vitest";
import { newEmail, signOut, signUp, withoutAutofill } from "#e2e/support/sign-up.ts";
import { Authenticators } from "#e2e/support/virtual-authenticator.ts";
import { findChromium } from "#scripts/find-chromium.ts";
import type { Case } from "../support/world.ts";

const asRoot = process.getuid?.() === 0;

const launch = async () =>
  chromium.launch({
    executablePath: await findChromium(),
    // Chromium's sandbox does not start as root.
    args: [
      "--no-first-run",
      "--disable-background-networking",
      ...(asRoot ? ["--no-sandbox"] : []),
    ],
  });

/** As a person sees it. */
export const journeyCases: Case[] = [
  {
    name: "in a browser: from a page of the service to the sign-in and back, and out again",
    run: async ({ site, service, dummy }) => {
      await using started = new AsyncDisposableStack();
      const browser = await launch();
      started.defer(() => browser.close());
      const context = await browser.newContext({ baseURL: site.origin, locale: "en-GB" });
      const page = await context.newPage();
      await withoutAutofill(page);
      await new Authenticators().add(page);
      await signUp(page, newEmail());
      await signOut(page);

      const address = `${service.origin}/some/page?x=1`;
      const before = dummy.arrivals.length;
      await page.goto(address);
      expect(new URL(page.url()).origin).toBe(site.origin);
      expect(new URL(page.url()).pathname).toBe("/sign-in");
      expect(dummy.arrivals.length).toBe(before);
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await page.waitForURL(address);
      await expectPage(page.getByRole("heading", { name: "Served GET" })).toBeVisible();
      const arrival = dummy.arrivals.slice(before).find(({ url }) => url === "/some/page?x=1");
      expect(arrival?.valuesOf("X-Auth-Subject").join("")).not.toBe("");

      await page.goto("/account/passkeys");
      await signOut(page);
      const pathname = async () => {
        await page.goto(address);
        return new URL(page.url()).pathname;
      };
      await expect.poll(pathname, { timeout: 2_000 }).toBe("/sign-in");
    },
  },
];
