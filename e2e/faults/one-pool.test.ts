import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { addPasskey } from "#e2e/support/run-ceremonies.ts";
import { serveOn } from "#e2e/support/serve-on-database.ts";
import { startSeveringProxy } from "#e2e/support/severing-proxy.ts";
import { newMember, newVisitor } from "#e2e/support/visitor.ts";

const databaseUrl = new URL(process.env.DATABASE_URL ?? "");

test("errors of the pool are understood in every route, whichever of them opened it", async () => {
  const proxy = await startSeveringProxy(Number(databaseUrl.port));
  onTestFinished(proxy.stop);
  databaseUrl.port = String(proxy.port);
  const app = await serveOn(databaseUrl.href);
  onTestFinished(app.putAway);
  const credentialId = new Uint8Array(randomBytes(32));
  for (const opener of ["/api/health/ready", "/api/account", "/account/passkeys"]) {
    const { browser } = await newMember(app.origin);
    // The pool is given up, and the next to ask opens another.
    proxy.refuse(true);
    expect((await browser.get("/api/account")).status).toBe(503);
    proxy.refuse(false);
    const cookie = [...browser.cookies].map((pair) => pair.join("=")).join("; ");
    expect((await fetch(`${app.origin}${opener}`, { headers: { cookie } })).status).toBe(200);

    const lies = { credentialId, ignoreExclusion: true };
    await addPasskey(browser, newVisitor(app.origin).authenticator, lies);
    const again = await addPasskey(browser, newVisitor(app.origin).authenticator, lies);
    expect(again, opener).toMatchObject({ status: 409, body: { code: "passkey-exists" } });
  }
  expect(await readFile(app.logFile, "utf8")).not.toMatch(/params:/);
});
