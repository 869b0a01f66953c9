import { expect, test } from "vitest";
import { GET as changePassword } from "#app/.well-known/change-password/route.ts";
import { GET as passkeyEndpoints } from "#app/.well-known/passkey-endpoints/route.ts";
import { GET as webauthn } from "#app/.well-known/webauthn/route.ts";
import { origin } from "#e2e/support/people.ts";

const manage = `${origin}/account/passkeys`;

test("password managers are told where passkeys are made and managed, without a redirect", async () => {
  const response = await passkeyEndpoints(new Request(`${origin}/.well-known/passkey-endpoints`));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(await response.json()).toEqual({ enroll: manage, manage });
});

test("changing a password leads to the passkeys", async () => {
  const response = await changePassword();
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toBe(manage);
});

test("without related origins there is no list of them", async () => {
  const response = await webauthn(new Request(`${origin}/.well-known/webauthn`));
  expect(response.status).toBe(404);
});
