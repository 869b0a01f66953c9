import type { Page } from "playwright/test";
import { wordsFor } from "#components/passkeys/explain-failure.ts";
import type { FailureKind } from "#components/passkeys/failure.ts";
import { type ProblemCode, problems } from "#lib/errors.ts";
import en from "#lib/i18n/messages/en.json" with { type: "json" };
import { expect, test } from "./support/fixtures.ts";
import { newEmail, signOut, signUp, withoutAutofill } from "./support/sign-up.ts";

type Refusal = { name: string; message?: string; afterMs?: number };

const noScreenLock =
  "The specified `userVerification` requirement cannot be fulfilled by this device unless the device is secured with a screen lock.";

/** Makes the browser's window end so, one refusal after the other; then it opens as it would. */
const refuseWindow = (page: Page, ceremony: "get" | "create", ...refusals: Refusal[]) =>
  page.addInitScript(
    ({ ceremony, refusals }) => {
      const { credentials } = navigator;
      const open: (options?: object) => Promise<Credential | null> =
        credentials[ceremony].bind(credentials);
      const now = performance.now.bind(performance);
      let passedMs = 0;
      performance.now = () => now() + passedMs;
      credentials[ceremony] = async (options) => {
        const refusal = refusals.shift();
        if (!refusal) return await open(options);
        passedMs += refusal.afterMs ?? 4000;
        throw new DOMException(refusal.message ?? "", refusal.name);
      };
    },
    { ceremony, refusals },
  );

/** What the screen says of `kind`, beside the button, announced politely. */
const message = (page: Page, kind: FailureKind) =>
  page
    .getByRole("main")
    .getByRole("status")
    .filter({ hasText: en.failures[wordsFor(kind)].title });

const signInButton = (page: Page) => page.getByRole("button", { name: "Sign in with a passkey" });
const createButton = (page: Page) => page.getByRole("button", { name: "Create account" });

const rows: [ceremony: "get" | "create", refusal: Refusal, kind: FailureKind][] = [
  ["get", { name: "NotAllowedError", afterMs: 20 }, "use-not-opened"],
  ["get", { name: "NotAllowedError" }, "use-stopped"],
  ["get", { name: "NotAllowedError", afterMs: 120_000 }, "use-timed-out"],
  ["get", { name: "AbortError" }, "use-stopped"],
  ["get", { name: "InvalidStateError" }, "use-none-here"],
  ["get", { name: "NotSupportedError", message: noScreenLock }, "no-screen-lock"],
  ["get", { name: "NotSupportedError" }, "device-unsuited"],
  ["get", { name: "SecurityError" }, "wrong-address"],
  ["get", { name: "OperationError" }, "window-open"],
  ["get", { name: "NotReadableError" }, "no-answer"],
  ["get", { name: "UnknownError" }, "no-answer"],
  ["get", { name: "DataError" }, "unexpected"],
  ["create", { name: "NotAllowedError" }, "create-stopped"],
  ["create", { name: "NotAllowedError", afterMs: 120_000 }, "create-timed-out"],
  ["create", { name: "AbortError" }, "create-stopped"],
  ["create", { name: "InvalidStateError" }, "already-here"],
  ["create", { name: "ConstraintError" }, "cannot-store"],
  ["create", { name: "NotSupportedError", message: noScreenLock }, "no-screen-lock"],
  ["create", { name: "NotSupportedError" }, "device-unsuited"],
  ["create", { name: "SecurityError" }, "wrong-address"],
  ["create", { name: "OperationError" }, "window-open"],
  ["create", { name: "NotReadableError" }, "no-answer"],
  ["create", { name: "UnknownError" }, "no-answer"],
];

for (const [ceremony, refusal, kind] of rows) {
  const { name, message: words = "", afterMs = 4000 } = refusal;
  test(`${ceremony}: ${name} ${words && "by its words "}after ${afterMs} ms is ${kind}`, async ({
    page,
  }) => {
    await withoutAutofill(page);
    await refuseWindow(page, ceremony, refusal);
    await page.goto(ceremony === "get" ? "/sign-in" : "/sign-up");
    if (ceremony === "create") await page.getByLabel("E-mail").fill(newEmail());
    const button = ceremony === "get" ? signInButton(page) : createButton(page);
    await button.click();
    await expect(message(page, kind)).toBeVisible();
    await expect(button).toBeFocused();
    await expect(button).toBeEnabled();
  });
}

test("a sign-in refused twice points to other devices, by a button too, and goes on", async ({
  page,
  authenticators,
}) => {
  await withoutAutofill(page);
  const refusal = { name: "NotAllowedError" };
  await refuseWindow(page, "get", refusal, refusal, refusal);
  await authenticators.add(page);
  await signUp(page, newEmail());
  await signOut(page);
  await page.goto("/sign-in");
  await signInButton(page).click();
  await expect(message(page, "use-stopped")).toBeVisible();
  await signInButton(page).click();
  await expect(message(page, "use-none-here")).toBeVisible();
  const elsewhere = page.getByRole("button", { name: "Use a phone or security key" });
  await elsewhere.click();
  await expect(message(page, "use-none-here")).toBeVisible();
  await expect(elsewhere).toBeFocused();
  await elsewhere.click();
  await page.waitForURL("/home");
});

test("the button for other devices asks the browser for those", async ({ page }) => {
  await withoutAutofill(page);
  await page.addInitScript(() => {
    navigator.credentials.get = async (options) => {
      const { hints }: { hints?: string[] } = Object(options?.publicKey);
      document.title = hints?.join() ?? "none";
      throw new DOMException("", "NotAllowedError");
    };
  });
  await page.goto("/sign-in");
  await signInButton(page).click();
  await expect(page).toHaveTitle("none");
  await page.getByRole("button", { name: "Use a phone or security key" }).click();
  await expect(page).toHaveTitle("hybrid,security-key");
});

test("a sign-up refused twice asks for the screen lock, and goes on", async ({
  page,
  authenticators,
}) => {
  const refusal = { name: "NotAllowedError" };
  await refuseWindow(page, "create", refusal, refusal);
  const device = await authenticators.add(page);
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill(newEmail());
  await createButton(page).click();
  await expect(message(page, "create-stopped")).toBeVisible();
  await createButton(page).click();
  await expect(message(page, "create-not-saved")).toBeVisible();
  await createButton(page).click();
  await page.waitForURL("/home");
  expect(await device.passkeys()).toHaveLength(1);
});

test.describe("a browser without passkeys", () => {
  const withoutApi = (page: Page, secure: boolean) =>
    page.addInitScript((secure) => {
      Reflect.deleteProperty(window, "PublicKeyCredential");
      Object.defineProperty(window, "isSecureContext", { value: secure });
    }, secure);

  for (const path of ["/sign-in", "/sign-up"]) {
    test(`${path} in an old one leads to a newer one`, async ({ page }) => {
      await withoutApi(page, true);
      await page.goto(path);
      await page.getByRole("main").getByRole("button").first().click();
      await expect(message(page, "unsupported")).toBeVisible();
    });
  }

  test("on an insecure page leads to the secure one", async ({ page, baseURL }) => {
    await withoutApi(page, false);
    await page.goto("/sign-in");
    await signInButton(page).click();
    await expect(
      message(page, "insecure-page").getByRole("link", { name: /^Open / }),
    ).toHaveAttribute("href", `${baseURL}/sign-in`);
  });

  test.describe("inside an app", () => {
    test.use({ userAgent: "Mozilla/5.0 (Linux; Android 15; wv) AppleWebKit/537.36 Chrome/140.0" });

    test("leads to the main one", async ({ page }) => {
      await withoutApi(page, true);
      await page.goto("/sign-in");
      await signInButton(page).click();
      await expect(message(page, "in-app-browser")).toBeVisible();
    });
  });
});

test("another address of the site leads to its own, and to the same page", async ({
  page,
  baseURL,
}) => {
  await page.goto(`${baseURL?.replace("localhost", "127.0.0.1")}/sign-in?next=%2Faccount`);
  await signInButton(page).click();
  await expect(message(page, "cross-origin")).toBeVisible();
  await message(page, "cross-origin")
    .getByRole("link", { name: /^Open / })
    .click();
  await expect(page).toHaveURL(`${baseURL}/sign-in?next=%2Faccount`);
});

test("every code of the server has its words beside the button", async ({ page }) => {
  await withoutAutofill(page);
  const codes = Object.keys(problems) as ProblemCode[];
  let code: ProblemCode = "invalid-request";
  await page.route("**/api/webauthn/authentication/options", (route) =>
    route.fulfill({ status: problems[code].status, json: { code } }),
  );
  await page.goto("/sign-in");
  for (code of codes) {
    await signInButton(page).click();
    await expect(message(page, code)).toBeVisible();
    await expect(signInButton(page)).toBeFocused();
  }
});

for (const [what, answer] of [
  ["no network", "abort"],
  ["a proxy's error", "502"],
] as const) {
  test(`${what} is told, and the button tries again`, async ({ page }) => {
    await withoutAutofill(page);
    await refuseWindow(page, "get", { name: "NotAllowedError" });
    const options = "**/api/webauthn/authentication/options";
    await page.route(options, (route) =>
      answer === "abort" ? route.abort() : route.fulfill({ status: 502, body: "<h1>Bad</h1>" }),
    );
    await page.goto("/sign-in");
    await signInButton(page).click();
    await expect(message(page, "unreachable")).toBeVisible();
    await page.unroute(options);
    await signInButton(page).click();
    await expect(message(page, "use-stopped")).toBeVisible();
  });
}

test("the gallery of failures is not in production", async ({ request }) => {
  expect((await request.get("/gallery")).status()).toBe(404);
});
