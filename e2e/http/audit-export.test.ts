import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { ocsfEvent } from "#e2e/conformance/ocsf-schema.ts";
import { placesFrom, placesIn } from "#e2e/support/audit-collector.ts";
import { newBrowser, newPerson } from "#e2e/support/people.ts";
import { signIn } from "#e2e/support/run-ceremonies.ts";
import { sealMany, sealNew } from "#e2e/support/seal-trail.ts";
import { getDatabase } from "#lib/database.ts";
import { exportTrail } from "#scripts/audit/export-trail.ts";
import { showSinks } from "#scripts/audit/show-sinks.ts";
import { isUsage } from "#scripts/audit/usage-error.ts";

const script = join(import.meta.dirname, "../../scripts/audit.ts");

/** Starts the operator's command on the database of these tests. */
const start = (...words: string[]) =>
  spawn(process.execPath, [script, ...words], {
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });

const command = async (...words: string[]) => {
  const running = start(...words);
  const [out, err, [code]] = await Promise.all([
    text(running.stdout),
    text(running.stderr),
    once(running, "exit"),
  ]);
  return { code, out, err };
};

/** Three seals: of people's events, of 2500 events, and of one. */
let seals: { first: number; last: number }[];

beforeAll(async () => {
  const { authenticator, account } = await newPerson();
  await signIn(newBrowser(), authenticator, { clientData: { type: "webauthn.create" } });
  await newPerson();
  seals = [await sealNew(), await sealMany(2500), await sealMany(1)];
  expect(account.email).toContain("@");
});

const placeOf = (index: number) => seals[index] ?? { first: 0, last: 0 };

test("the whole trail is told, in OCSF, and nothing else is on standard output", async () => {
  const { code, out, err } = await command("export");
  const { last } = placeOf(2);
  expect({ code, err }).toEqual({
    code: 0,
    err: `${last} events, 1 to ${last}. Go on with --since ${last + 1}\n`,
  });
  expect(placesIn(out)).toEqual(placesFrom(1, last));
  const events = out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  for (const event of events) expect(ocsfEvent.safeParse(event).error).toBeUndefined();
  expect(events.some(({ status_code }) => status_code === "client-data-type")).toBe(true);
  expect(out).not.toContain("@");
  const ends = events
    .filter(({ unmapped }) => unmapped.seal)
    .map(({ unmapped }) => unmapped.position);
  expect(ends).toEqual(seals.map((seal) => seal.last));
});

test("a place inside a seal starts and ends the file with whole seals", async () => {
  const { first, last } = placeOf(1);
  const since = await command("export", "--since", `${first + 7}`, "--until", `${first + 9}`);
  expect(placesIn(since.out)).toEqual(placesFrom(first, last));
  expect(since.err.split("\n")).toEqual([
    `Position ${first + 7} is inside a seal: starts with its first, ${first}.`,
    `Position ${first + 9} is inside a seal: ends with its last, ${last}.`,
    `2500 events, ${first} to ${last}. Go on with --since ${last + 1}`,
    "",
  ]);
  const next = await command("export", "--since", `${last + 1}`);
  expect(placesIn(next.out)).toEqual([last + 1]);
  const none = await command("export", "--since", `${last + 2}`);
  expect(none).toEqual({ code: 0, out: "", err: "0 events.\n" });
});

test("two ranges that meet at a moment have every event once", async () => {
  const [row] = await getDatabase().execute<{ at: string }>(
    sql`select to_char(sealed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from audit_seals where number = 2`,
  );
  const [before, after] = await Promise.all([
    command("export", "--until", row?.at ?? ""),
    command("export", "--since", row?.at ?? ""),
  ]);
  expect(placesIn(before.out)).toEqual(placesFrom(1, placeOf(0).last));
  expect(placesIn(after.out)).toEqual(placesFrom(placeOf(1).first, placeOf(2).last));
});

test("a file is written for its owner alone, and never over another", async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-export-"));
  const file = join(folder, "audit.jsonl");
  const done = await command("export", "--out", file, "--since", `${placeOf(2).first}`);
  expect(done).toMatchObject({ code: 0, out: "" });
  const written = await readFile(file, "utf8");
  expect(placesIn(written)).toEqual([placeOf(2).first]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const again = await command("export", "--out", file);
  expect(again).toMatchObject({ code: 1, err: `${file} exists; it is left as it is.\n` });
  expect(await readFile(file, "utf8")).toBe(written);
  const absent = await command("export", "--out", join(folder, "absent/audit.jsonl"));
  expect(absent.code).toBe(1);
  expect(absent.err).toContain("ENOENT");
  await rm(folder, { recursive: true });
});

test("a reader who goes after the first lines ends it quietly", async () => {
  const running = start("export");
  await once(running.stdout, "readable");
  running.stdout.destroy();
  const [err, [code]] = await Promise.all([text(running.stderr), once(running, "exit")]);
  expect({ code, err: err.replace(/^\d+ events.*\n/, "") }).toEqual({ code: 0, err: "" });
});

test("what makes no sense is answered by the usage", async () => {
  const { code, out, err } = await command("publish");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("npm run audit -- export");
  const senseless = [
    ["--from", "1"],
    ["--since", "yesterday"],
    ["--since", "2026-11-01T12:00"],
    ["--until", "-1"],
    ["everything"],
  ];
  for (const words of senseless) {
    await expect(exportTrail(words), words.join(" ")).rejects.toSatisfy(isUsage);
  }
  await expect(showSinks(["stdout"])).rejects.toSatisfy(isUsage);
});

test("an operator sees how far a sink has got", async () => {
  expect(await command("sink")).toMatchObject({ code: 0, out: "No sink was delivered to.\n" });
  await getDatabase().execute(sql`
    insert into audit_deliveries values
      ('https://logs.example.com/in', 3, now() + interval '200 seconds'), ('stdout', -1, now())`);
  const { last } = placeOf(2);
  const { out } = await command("sink");
  const [https, stdout] = out.split("\n");
  expect(https).toContain(
    `https://logs.example.com/in  ${last - 3} wait, acknowledged to 3, the oldest from 20`,
  );
  expect(https).toMatch(/next try in (19\d|200) s at most$/);
  expect(stdout).toContain(`stdout  ${last} wait, nothing acknowledged, the oldest from 20`);
});
