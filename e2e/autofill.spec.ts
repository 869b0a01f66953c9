import type { Page } from "playwright/test";
import { expect, test } from "./support/fixtures.ts";

const signInButton = (page: Page) => page.getByRole("button", { name: "Sign in with a passkey" });

type Asked = { how: "autofill" | "window"; aborted: boolean; autofillWasOpen: boolean };

/** Notes what the page asks for. Autofill stays open until it is aborted; the window refuses. */
const noteAsked = (page: Page) =>
  page.addInitScript(() => {
    const asked: Asked[] = [];
    Object.assign(window, { asked });
    navigator.credentials.get = (options) =>
      new Promise((_resolve, reject) => {
        const conditional = options?.mediation === "conditional";
        const autofillWasOpen = asked.some(({ how, aborted }) => how === "autofill" && !aborted);
        const how = conditional ? "autofill" : "window";
        const one: Asked = { how, aborted: false, autofillWasOpen };
        asked.push(one);
        if (!conditional) return reject(new DOMException("", "NotAllowedError"));
        options?.signal?.addEventListener("abort", () => {
          one.aborted = true;
          reject(options.signal?.reason);
        });
      });
  });

const readAsked = (page: Page): Promise<Asked[]> =>
  page.evaluate(() => Reflect.get(window, "asked"));

const opened = { how: "autofill", aborted: false, autofillWasOpen: false };
const ended = { how: "autofill", aborted: true, autofillWasOpen: false };
const refused = { how: "window", aborted: false, autofillWasOpen: false };

test("autofill is there on load, gives way to the button, and is back after a cancel", async ({
  page,
}) => {
  await noteAsked(page);
  await page.goto("/sign-in");
  await expect.poll(() => readAsked(page)).toEqual([opened]);
  await expect(page.getByRole("main").getByRole("status")).toBeEmpty();
  await signInButton(page).click();
  await expect.poll(() => readAsked(page)).toEqual([ended, refused, opened]);
  await expect(page.getByText("The passkey window did not open")).toBeVisible();
});

test("autofill ends with the page", async ({ page }) => {
  await noteAsked(page);
  await page.goto("/sign-in");
  await expect.poll(() => readAsked(page)).toEqual([opened]);
  await page.getByRole("link", { name: "Create an account" }).click();
  await expect(page).toHaveURL("/sign-up");
  await expect.poll(() => readAsked(page)).toEqual([ended]);
});

test("autofill is fresh before the server's ceremony expires", async ({ page }) => {
  await page.clock.install();
  await noteAsked(page);
  const ceremonies: string[] = [];
  page.on("response", async (response) => {
    if (response.url().endsWith("/options")) ceremonies.push((await response.json()).ceremony);
  });
  await page.goto("/sign-in");
  await expect.poll(() => readAsked(page)).toEqual([opened]);
  await page.clock.fastForward(110_000);
  await expect.poll(() => readAsked(page)).toEqual([ended, opened]);
  await expect.poll(() => new Set(ceremonies).size).toBe(2);
  await expect(page.getByRole("main").getByRole("status")).toBeEmpty();
});

test("autofill in a background tab waits, and is fresh when the tab is back", async ({ page }) => {
  await page.clock.install();
  await noteAsked(page);
  let begun = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/options")) begun += 1;
  });
  const turn = (state: "hidden" | "visible") =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await page.goto("/sign-in");
  await expect.poll(() => readAsked(page)).toEqual([opened]);
  await turn("hidden");
  await page.clock.fastForward(110_000);
  await page.clock.fastForward(110_000);
  await turn("visible");
  await expect.poll(() => readAsked(page)).toEqual([ended, opened]);
  expect(begun).toBe(2);
});

test("autofill that the person closed is silent, and offered anew", async ({ page }) => {
  await page.addInitScript(() => {
    const now = performance.now.bind(performance);
    let asked = 0;
    navigator.credentials.get = async () => {
      asked += 1;
      document.title = `asked ${asked}`;
      if (asked > 1) return await new Promise(() => {});
      performance.now = () => now() + 5000;
      throw new DOMException("", "NotAllowedError");
    };
  });
  await page.goto("/sign-in");
  await expect(page).toHaveTitle("asked 2");
  await expect(page.getByRole("main").getByRole("status")).toBeEmpty();
});

for (const [said, before, expected] of [
  ["that it has none", { conditionalGet: false }, []],
  ["nothing of it", {}, [opened]],
  ["nothing at all", undefined, [opened]],
] as const) {
  test(`autofill where the browser says ${said}`, async ({ page }) => {
    await noteAsked(page);
    await page.addInitScript((capabilities) => {
      Object.assign(PublicKeyCredential, {
        getClientCapabilities: capabilities && (async () => capabilities),
        isConditionalMediationAvailable: async () => true,
      });
    }, before);
    await page.goto("/sign-in");
    await expect.poll(() => readAsked(page)).toEqual(expected);
    await signInButton(page).click();
    await expect(page.getByText("The passkey window did not open")).toBeVisible();
    const autofills = (await readAsked(page)).filter(({ how }) => how === "autofill");
    expect(autofills.length > 0).toBe(expected.length > 0);
  });
}
