import { expect, test } from "vitest";
import { GET as webauthn } from "#app/.well-known/webauthn/route.ts";
import { expectRefusal } from "#e2e/support/expect-refusal.ts";
import { HttpClient } from "#e2e/support/http-client.ts";
import { newEmail } from "#e2e/support/people.ts";
import { signIn, signUp } from "#e2e/support/run-ceremonies.ts";
import { SoftwareAuthenticator } from "#e2e/support/software-authenticator.ts";

// Before the first request reads the environment: this file has a process's modules of its own.
process.env.ORIGIN = "https://app.example.com";
process.env.RELATED_ORIGINS = "https://example.de,https://shop.example.co.uk";
process.env.RP_ID = "example.com";

const browserAt = (origin: string) => ({
  browser: new HttpClient(origin),
  device: new SoftwareAuthenticator({ origin }),
});

test.each(["https://app.example.com", "https://example.de", "https://shop.example.co.uk"])(
  "people sign up and in at %s",
  async (origin) => {
    const { browser, device } = browserAt(origin);
    expect((await signUp(browser, device, newEmail())).status).toBe(201);
    expect((await signIn(browser, device)).status).toBe(200);
  },
);

test("another origin is refused, also one below a related domain", async () => {
  for (const origin of ["https://example.com", "https://www.example.de", "https://evil.example"]) {
    const { browser } = browserAt(origin);
    const act = () => browser.post("/api/webauthn/authentication/options", {});
    await expectRefusal(act, "cross-origin", null);
  }
});

test("browsers are told which origins belong together", async () => {
  const response = await webauthn(new Request("https://app.example.com/.well-known/webauthn"));
  expect(await response.json()).toEqual({
    origins: ["https://app.example.com", "https://example.de", "https://shop.example.co.uk"],
  });
});
