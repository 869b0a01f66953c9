import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSealedPerson, readSeals } from "#e2e/support/audit-trail.ts";
import { type ExportLine, exportLines } from "#e2e/support/write-export.ts";
import { configuredKeys, deriveKey } from "#lib/audit/audit-keys.ts";
import { readExport } from "#lib/audit/read-export.ts";
import { hashSeal } from "#lib/audit/seal-format.ts";
import { TrailFault } from "#lib/audit/trail-fault.ts";
import { verifyTrail } from "#lib/audit/verify-trail.ts";

const folder = await mkdtemp(join(tmpdir(), "latchkey-export-"));
afterAll(() => rm(folder, { recursive: true }));

// Seal 1 is over the sign-up, seals 2 to 4 over three events each. `bad` is the second of seal 3.
let lines: ExportLine[] = [];
let position = 0;
let id = 0;

beforeAll(async () => {
  await newSealedPerson();
  lines = await exportLines();
  position = ((await readSeals())[2]?.first ?? 0) + 1;
  id = lines[position - 1]?.unmapped.event.id ?? 0;
});

const prove = async (content: unknown[], head?: string, keys = configuredKeys()) => {
  const file = join(folder, "export.jsonl");
  const texts = content.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  await writeFile(file, texts.map((text) => `${text}\n`).join(""));
  const expected = { keys, head, prunedThrough: 0, isExport: true };
  return await verifyTrail(readExport(file), expected).catch((error) => {
    if (error instanceof TrailFault) return error.message;
    throw error;
  });
};

/** The lines, with `change` done to the line of `bad`. */
const changed = (change: (unmapped: ExportLine["unmapped"]) => object | undefined) =>
  lines.map((line) =>
    line.unmapped.position === position
      ? { unmapped: { ...line.unmapped, ...change(line.unmapped) } }
      : line,
  );

test("a whole export is intact, without a database", async () => {
  const report = await prove(lines);
  const hash = hashSeal((await readSeals())[3] ?? expect.fail()).toString("base64url");
  expect(report).toMatchObject({ events: lines.length, seals: 4, given: null, unsealed: 0 });
  expect(report).toMatchObject({ head: { number: 4, hash }, forgotten: 0 });
  expect(await prove(lines, hash)).toMatchObject({ seals: 4 });
});

test("one from the middle takes what was before as given, and says so", async () => {
  const [, second, third] = await readSeals();
  const given = second && { number: 2, hash: hashSeal(second).toString("base64url") };
  const since = lines.slice((third?.first ?? 0) - 1);
  expect(await prove(since)).toMatchObject({ events: 6, seals: 2, given });
  expect(await prove(since, given?.hash)).toMatchObject({ seals: 2 });
  expect(await prove(since.slice(1))).toBe(
    `position ${position - 1}, seal 3: the event or its leaf is missing`,
  );
});

test("what comes after the last seal is told of as not sealed", async () => {
  expect(await prove(lines.slice(0, -1))).toMatchObject({ seals: 3, unsealed: 2 });
});

test("lines of a version that told of no service, role or key are proved too", async () => {
  const { count = 0 } = (await readSeals())[0] ?? {};
  const older = lines.slice(0, count).map(({ unmapped }) => {
    const { about, ...event } = unmapped.event;
    expect(about).toBeNull();
    return { unmapped: { ...unmapped, event } };
  });
  expect(await prove(older)).toMatchObject({ events: count, seals: 1, unsealed: 0 });
});

test("a source that was forgotten is told of", async () => {
  expect(await prove(changed(() => ({ source: null })))).toMatchObject({ forgotten: 1 });
});

test("an export without the leaves is proved too, and its faults to a seal", async () => {
  const without = (list: ExportLine[]) =>
    list.map(({ unmapped }) => ({ unmapped: { ...unmapped, leaf: undefined } }));
  expect(await prove(without(lines))).toMatchObject({ seals: 4 });
  const bad = changed(({ event }) => ({ event: { ...event, name: "sign-out" } }));
  expect(await prove(without(bad as ExportLine[]))).toMatch(
    new RegExp(
      `^event ${id - 1}, .*: this event, or another one up to ${id + 1} under the same seal`,
    ),
  );
});

test.each([
  ["id", 5_000, "changed"],
  ["id", 1, "it was moved here"],
  ["at", "2020-01-01T00:00:00.000Z", "changed"],
  ["name", "sign-out", "changed"],
  ["outcome", "done", "changed"],
  ["reason", null, "changed"],
  ["accountId", null, "changed"],
  ["passkeyId", null, "changed"],
  ["sessionId", "", "changed"],
  ["requestId", "other", "changed"],
  ["sourceHash", null, "changed"],
  ["about", null, "changed"],
  ["about", "another-role", "changed"],
])("a changed %s is named with its event", async (member, value, what) => {
  const told = await prove(changed(({ event }) => ({ event: { ...event, [member]: value } })));
  expect(told).toMatch(new RegExp(`^event \\d+, .*, position ${position}, seal 3: .*${what}`));
});

test("so is a changed source", async () => {
  for (const change of [{ ip: "198.51.100.1" }, { userAgent: null }, { salt: "AAAA" }]) {
    const told = await prove(changed(({ source }) => ({ source: { ...source, ...change } })));
    expect(told).toMatch(new RegExp(`^event ${id}, .*: its source was changed$`));
  }
});

test("lines that are missing, doubled, moved or inserted are named by their place", async () => {
  const at = position - 1;
  const [bad, next] = lines.slice(at, at + 2);
  const rest = lines.slice(at + 2);
  const before = lines.slice(0, at);
  const place = `position ${position}, seal 3`;
  expect(await prove([...before, next, ...rest])).toBe(
    `${place}: the event or its leaf is missing`,
  );
  const [one] = before.splice(-1);
  expect(await prove([...before, bad, one, next, ...rest])).toMatch(
    new RegExp(`^event ${id - 1}, .*position ${position - 1}, seal 3: it was moved`),
  );
  before.push(one ?? expect.fail());
  expect(await prove([...before, bad, bad, next, ...rest])).toMatch(
    new RegExp(`^event ${id}, .*position ${position + 1}, seal 3: it was inserted`),
  );
  const forged = { unmapped: { ...bad?.unmapped, event: { ...bad?.unmapped.event, id: 9_999 } } };
  expect(await prove([...before, forged, bad, next, ...rest])).toMatch(
    new RegExp(`^event 9999, .*${place}: the event was changed`),
  );
});

test("a seal that is missing, changed or signed by somebody else is named", async () => {
  const sealed = lines.findIndex(({ unmapped }) => unmapped.seal?.number === 3);
  const other = (change: object) =>
    lines.map((line, index) =>
      index === sealed
        ? { unmapped: { ...line.unmapped, seal: { ...line.unmapped.seal, ...change } } }
        : line,
    );
  expect(await prove(lines.toSpliced(sealed, 1))).toBe(
    `position ${sealed + 1}, seal 3: the event is missing, with its seal`,
  );
  expect(await prove(lines.toSpliced(sealed - 2, 3))).toBe(
    `position ${position - 1}, seal 3: the event is missing, with its seal`,
  );
  for (const change of [{ root: "AAAA" }, { count: 2 }, { sealedAt: "2020-01-01T00:00:00Z" }]) {
    expect(await prove(other(change))).toContain("seal 3: its seal was changed");
  }
  expect(await prove(lines, undefined, [deriveKey("x".repeat(32))])).toMatch(
    /position 1, seal 1: its seal is signed by the key [0-9a-f]{16}, which is not known/,
  );
});

test("a file that is none is refused by its line, and without growing without end", async () => {
  expect(await prove([lines[0], "{"])).toBe("Line 2 is no event of an export");
  expect(await prove([lines[0], { class_uid: 3002 }])).toBe("Line 2 is no event of an export");
  const endless = Array.from({ length: 25_000 }, () => lines[0]);
  expect(await prove(endless)).toMatchObject({ seals: 0, unsealed: 25_000 });
});
