import { expect, test } from "vitest";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { signedInCalls } from "#e2e/support/list-routes.ts";
import { newBrowser, newPerson } from "#e2e/support/people.ts";

const send = (
  browser: ReturnType<typeof newBrowser>,
  { method, path }: { method: string; path: string },
) => browser.send(method, path, method === "GET" ? {} : { body: {} });

test("there are calls to ask for", () => {
  expect(signedInCalls.length).toBeGreaterThan(15);
});

test.each(signedInCalls)("$method $path is for nobody who is signed out", async (call) => {
  await expectRefusal(() => send(newBrowser(), call), "signed-out", null);
});

test("who is on the way back in is refused all of them but the sign-out", async () => {
  const { browser } = await newPerson();
  const { body } = await browser.post<{ codes: string[] }>("/api/recovery/codes", {});
  const recovering = newBrowser();
  await recovering.post("/api/recovery/code", { code: body.codes[0] });
  for (const call of signedInCalls.filter(({ path }) => path !== "/api/sign-out")) {
    await expectRefusal(() => send(recovering, call), "recovery-only", null);
  }
});
