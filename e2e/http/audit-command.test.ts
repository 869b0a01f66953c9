import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ageSeals,
  asOwner,
  emptyTrail,
  newSealedPerson,
  recordEvents,
} from "#e2e/support/audit-trail.ts";
import { exportLines } from "#e2e/support/write-export.ts";
import { configuredKeys, deriveKey } from "#lib/audit/audit-keys.ts";
import { sealTrail } from "#lib/audit/seal-trail.ts";

const folder = await mkdtemp(join(tmpdir(), "latchkey-audit-"));
afterAll(() => rm(folder, { recursive: true }));
beforeAll(newSealedPerson);

const script = join(import.meta.dirname, "../../scripts/audit.ts");
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, NODE_ENV: "production" });

/** Runs the operator's command. */
const audit = (words: string[], env = environment()) =>
  new Promise<{ code: number; out: string }>((resolve) => {
    execFile(process.execPath, [script, ...words], { env, cwd: folder }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out: out + err }),
    );
  });

test("keys, proof, tampering and prune, as an operator goes through them", async () => {
  const [{ id = "", text = "" } = {}] = configuredKeys();
  const newer = deriveKey("newer".padEnd(32, "-"));
  const rotated = {
    ...environment(),
    AUDIT_KEY: `${"newer".padEnd(32, "-")},${process.env.SESSION_SECRET}`,
  };
  expect(await audit(["keys"])).toEqual({ code: 0, out: `${id}  ${text}  signs\n` });
  const embedded = { ...environment(), DATABASE_URL: "", DATA_DIR: folder };
  expect((await audit(["keys"], embedded)).out).toBe(`${id}  ${text}  signs\n`);
  expect((await audit(["keys"], rotated)).out).toBe(
    `${newer.id}  ${newer.text}  signs\n${id}  ${text}\n`,
  );

  const proof = await audit(["verify"]);
  expect(proof.code).toBe(0);
  expect(proof.out).toMatch(/^Intact: \d+ events under 4 seals, from \d{4}-.*Z to \d{4}-.*Z\.$/m);
  expect(proof.out).toContain(`Signed: 4 seals by ${id}, ${text}.`);
  const head = /^Head: seal 4, (\S+)$/m.exec(proof.out)?.[1] ?? "";
  expect((await audit(["verify", "--database", "--head", head])).code).toBe(0);

  await ageSeals(40);
  const cut = await audit(["verify", "--head", head]);
  expect(cut).toMatchObject({ code: 1, out: expect.stringContaining("not in this trail") });
  await recordEvents(1);
  await sealTrail();
  const pruned = await audit(["prune", "--older-than", "30"]);
  expect(pruned.out).toMatch(/^Deleted \d+ events, all that seals 1 to 4 covered/);
  expect((await audit(["prune", "--older-than", "30"])).out).toContain("No whole seal");
  await sealTrail();
  const after = await audit(["verify"]);
  expect(after).toMatchObject({ code: 0, out: expect.stringContaining("seals 1 to 4") });

  await asOwner("update audit_events set name = E'sign-out\\x1b[31m' where request_id <> 'x'");
  const tampered = await audit(["verify"]);
  expect(tampered.code).toBe(1);
  expect(tampered.out).toMatch(
    /^Not intact\. event \d+, .*, sign-out \[31m, position \d+, seal 5: /,
  );
  // Eight processes, most of which bring the database to the newest schema.
}, 90_000);

test("an export needs the public key alone", async () => {
  const file = join(folder, "export.jsonl");
  const nothing = { PATH: process.env.PATH, NODE_ENV: "production" as const };
  const [{ text = "" } = {}] = configuredKeys();
  await emptyTrail();
  await newSealedPerson();
  const lines = await exportLines();
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const proof = await audit(["verify", "--file", file, "--key", text], nothing);
  expect(proof).toMatchObject({ code: 0, out: expect.stringContaining("under 4 seals") });
  const other = deriveKey("-".repeat(32)).text;
  const unknown = await audit(["verify", "--file", file, "--key", other], nothing);
  expect(unknown).toMatchObject({ code: 1, out: expect.stringContaining("is not known") });
}, 60_000);

test.each([
  [[]],
  [["prove"]],
  [["verify", "--fil", "x"]],
  [["verify", "--file", "/no/such/file"]],
  [["verify", "--key", "short"]],
  [["verify", "--database", "--file", "/dev/null"]],
  [["prune"]],
  [["prune", "--older-than", "29"]],
  [["prune", "--older-than", "a while"]],
])("%j is answered with the usage, and does nothing", async (words) => {
  const { code, out } = await audit(words);
  expect(code).toBe(2);
  expect(out).toContain("npm run audit -- prune --older-than <days>");
});
