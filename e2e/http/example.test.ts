import { expect, test } from "vitest";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { newBrowser, newPerson } from "#e2e/support/people.ts";

test("the worked example answers who is signed in", async () => {
  const { browser } = await newPerson();
  const { status, body } = await browser.get<{ began: string }>("/api/example");
  expect(status).toBe(200);
  expect(Number.isNaN(Date.parse(body.began))).toBe(false);
});

test("and nobody else", async () => {
  await expectRefusal(() => newBrowser().get("/api/example"), "signed-out", null);
});
