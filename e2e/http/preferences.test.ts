import { expect, test } from "vitest";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { newBrowser } from "#e2e/support/people.ts";

const path = "/api/preferences";

test("a choice is kept in cookies that scripts can't read, without an account", async () => {
  const { status, headers } = await newBrowser().patch(path, { theme: "dark", locale: "de" });
  expect(status).toBe(204);
  const cookies = headers.getSetCookie();
  expect(cookies).toHaveLength(2);
  for (const cookie of cookies) expect(cookie).toMatch(/Max-Age=34560000; Path=\/; HttpOnly/);
  expect(cookies.join()).toMatch(/theme=dark.*language=de/);
});

test("the system's theme is kept by keeping none", async () => {
  const { headers } = await newBrowser().patch(path, { theme: "system" });
  expect(headers.getSetCookie().join()).toMatch(/theme=system; Max-Age=0;/);
});

test.each([{ theme: "blue" }, { locale: "xx" }, { theme: 1 }, []])(
  "%j is no choice, and nothing is kept",
  async (body) => {
    await expectRefusal(() => newBrowser().patch(path, body), "invalid-request");
  },
);
