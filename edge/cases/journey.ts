import { chromium } from "playwright";
import { expect as expectPage } from "playwright/test";
import { expect } from "vitest";
import { newEmail, signOut, signUp, withoutAutofill } from "#e2e/support/sign-up.ts";
import { Authenticators } from "#e2e/support/virtual-authenticator.ts";
import { findChromium } from "#scripts/find-chromium.ts";
import { type Certificate, hashOfKey } from "../support/certificate.ts";
import type { Case, World } from "../support/world.ts";

const asRoot = process.getuid?.() === 0;

/** A passkey needs a page whose certificate is good. */
const trusting = async (certificate: Certificate | undefined) =>
  certificate ? [`--ignore-certificate-errors-spki-list=${await hashOfKey(certificate)}`] : [];

const launch = async ({ site }: World) =>
  chromium.launch({
    executablePath: await findChromium(),
    // Chromium's sandbox does not start as root.
    args: [
      "--no-first-run",
      ...(await trusting(site.certificate)),
      "--disable-background-networking",
      ...(asRoot ? ["--no-sandbox"] : []),
    ],
  });

/** What the service's socket answers to a page that says hello, in whichever HTTP the browser uses. */
const echoed = () =>
  new Promise((resolve) => {
    const socket = new WebSocket("/socket");
    socket.onopen = () => socket.send("hello");
    socket.onmessage = ({ data }) => resolve(data);
    socket.onclose = ({ code }) => resolve(`closed with ${code}`);
  });

/** As a person sees it. */
export const journeyCases: Case[] = [
  {
    name: "in a browser: from a page of the service to the sign-in and back, and out again",
    run: async (world) => {
      const { site, service, dummy } = world;
      await using started = new AsyncDisposableStack();
      const browser = await launch(world);
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

      expect(await page.evaluate(echoed)).toBe("echo hello");

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
