import { spawnSync } from "node:child_process";
import { createPrivateKey, sign } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, inArray, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { auditEvents } from "#db/audit-schema.ts";
import { accounts, passkeys } from "#db/schema.ts";
import { snapshotDatabase } from "#e2e/support/database-snapshot.ts";
import { newAuthenticator, newBrowser, newPerson } from "#e2e/support/people.ts";
import { signIn } from "#e2e/support/run-ceremonies.ts";
import type { HeldPasskey } from "#e2e/support/virtual-authenticator.ts";
import { getDatabase } from "#lib/database.ts";
import { LaunchError } from "#lib/launch/launch-error.ts";
import type { Passkey } from "#lib/passkeys/passkey.ts";
import { publicKeyFault } from "#lib/webauthn/public-key.ts";
import { seedDemoData } from "#scripts/seed/seed-demo-data.ts";

const script = join(import.meta.dirname, "../../scripts/seed-database.ts");

let dataDir = "";

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "latchkey-seed-"));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

const seed = () => seedDemoData(getDatabase(), { rpId: "localhost", dataDir });
const everything = () => snapshotDatabase(["audit_events"]);

const countRows = async () =>
  Object.entries(await snapshotDatabase()).map(([table, rows]) => [table, rows.length]);

/** An authenticator that holds what the file says. */
const openKeyFile = (file: string) => {
  const held: HeldPasskey = JSON.parse(readFileSync(file, "utf8"));
  const toUrl = (text = "") => Buffer.from(text, "base64").toString("base64url");
  const der = Buffer.from(held.privateKey, "base64");
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const { backupEligibility: backupEligible, backupState: backedUp } = held;
  const authenticator = newAuthenticator({ backupEligible, backedUp });
  authenticator.credentials.push({
    id: toUrl(held.credentialId),
    rpId: held.rpId ?? "",
    userHandle: toUrl(held.userHandle),
    key: { alg: -7, cose: new Map(), sign: (data) => new Uint8Array(sign("sha256", data, key)) },
    counter: 0,
  });
  return authenticator;
};

test("the written key opens the demo account, as often as one likes", async () => {
  const { keyFile, email } = await seed();
  for (let time = 0; time < 2; time += 1) {
    const browser = newBrowser();
    const { status, body } = await signIn(browser, openKeyFile(keyFile));
    expect(status).toBe(200);
    expect(body.account.email).toBe(email);
    expect(body.passkey).toMatchObject({ needsAttention: false, current: true });
  }
});

test("the screens have something of every kind to show", async () => {
  const browser = newBrowser();
  await signIn(browser, openKeyFile((await seed()).keyFile));
  const { body } = await browser.get<{ passkeys: Passkey[] }>("/api/passkeys");
  const among = (part: Partial<Passkey>) =>
    expect(body.passkeys).toContainEqual(expect.objectContaining(part));
  for (const kind of ["computer", "phone", "password-manager", "security-key"] as const) {
    among({ kind });
  }
  among({ synced: true, backedUp: true });
  among({ synced: true, backedUp: false });
  among({ synced: true, needsAttention: true });
  among({ synced: false, needsAttention: true });
  among({ lastUsedAt: null });
  const sessions = await browser.get<{ sessions: object[] }>("/api/sessions");
  expect(sessions.body.sessions).toHaveLength(6);
});

test("what is stored is as the product stores it", async () => {
  await seed();
  const keys = await getDatabase().select().from(passkeys);
  expect(keys.filter(({ publicKey }) => publicKeyFault(new Uint8Array(publicKey)))).toEqual([]);
  expect(keys.filter(({ revokedAt }) => revokedAt)).toHaveLength(1);
  const own = inArray(auditEvents.accountId, sql`(select id from accounts)`);
  const events = await getDatabase().select().from(auditEvents).where(own).orderBy(auditEvents.id);
  const refused = events.filter(({ outcome }) => outcome === "refused");
  expect(refused).toEqual(events.filter(({ reason }) => reason !== null));
  expect(refused.length).toBeGreaterThan(5);
  expect(events).toEqual(events.toSorted((a, b) => a.at.getTime() - b.at.getTime()));
});

test("a second time leaves one set, and nobody else's rows differ", async () => {
  await newPerson();
  const { keyFile } = await seed();
  const once = await countRows();
  await signIn(newBrowser(), openKeyFile(keyFile));
  expect(await countRows()).not.toEqual(once);
  writeFileSync(keyFile, "", { mode: 0o644 });
  await seed();
  expect(await countRows()).toEqual(once);
  expect(readdirSync(dataDir)).toEqual(["demo-passkey.json"]);
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  expect((await signIn(newBrowser(), openKeyFile(keyFile))).status).toBe(200);
});

test("somebody else's verified address is not taken from them", async () => {
  const { account } = await newPerson();
  await seed();
  await getDatabase().delete(accounts).where(eq(accounts.email, "alex@example.com"));
  await getDatabase()
    .update(accounts)
    .set({ email: "Alex@example.com", emailVerifiedAt: sql`now()` })
    .where(eq(accounts.id, account.id));
  const before = await everything();
  await expect(seed()).rejects.toThrow(LaunchError);
  expect(await everything()).toEqual(before);
});

test.each([
  ["NODE_ENV is production", { NODE_ENV: "production" }],
  ["not this machine", { NODE_ENV: "development", DATABASE_URL: "postgres://db.example.com/app" }],
] as const)("refused, with one message and nothing changed: %s", async (why, env) => {
  const before = await everything();
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    encoding: "utf8",
    env: { ...process.env, DATA_DIR: dataDir, ...env },
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(new RegExp(`^Not seeded: .*${why}.*\\n$`));
  expect(await everything()).toEqual(before);
  expect(readdirSync(dataDir)).toEqual([]);
});
