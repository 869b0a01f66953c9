import { expect, test } from "vitest";
import { securityHeaders } from "./security-headers.ts";

const policyOf = (dev: boolean, https: boolean) =>
  securityHeaders({ dev, https }, "bm9uY2U=")["Content-Security-Policy"] ?? "";

test("served to people, nothing unsafe is allowed to scripts or styles", () => {
  for (const https of [true, false]) {
    const policy = policyOf(false, https);
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:|http/);
    expect(policy.split("; ")).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self' 'nonce-bm9uY2U='",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ]),
    );
  }
});

test("only https says that it must be https", () => {
  const headers = (https: boolean) => securityHeaders({ dev: false, https }, "bm9uY2U=");
  expect(headers(true)["Strict-Transport-Security"]).toMatch(/^max-age=\d{8}$/);
  expect(headers(false)).not.toHaveProperty("Strict-Transport-Security");
  expect(policyOf(false, true)).toContain("upgrade-insecure-requests");
  expect(policyOf(false, false)).not.toContain("upgrade-insecure-requests");
});

test("a development server lets scripts evaluate, and keeps the nonce", () => {
  expect(policyOf(true, false)).toContain("script-src 'self' 'nonce-bm9uY2U=' 'unsafe-eval';");
});

test("passkeys are for our own pages alone, and what is not used for nobody", () => {
  const { "Permissions-Policy": policy = "" } = securityHeaders({ dev: false, https: true }, "x");
  const permissions = policy.split(", ");
  expect(permissions).toContain("publickey-credentials-get=(self)");
  expect(permissions).toContain("publickey-credentials-create=(self)");
  expect(permissions).toContain("camera=()");
  expect(new Set(permissions).size).toBe(permissions.length);
});
