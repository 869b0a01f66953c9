import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { placesFrom, placesIn } from "#e2e/support/audit-collector.ts";
import { endPause, sealMany } from "#e2e/support/seal-trail.ts";
import { makeDelivery } from "#lib/audit/deliver-trail.ts";
import { openSink } from "#lib/audit/open-sink.ts";
import { log } from "#lib/telemetry/log.ts";

let folder: string;
let file: string;
let deliver: () => Promise<void>;

const sinkTo = (path: string) => openSink({ target: `file:${path}`, token: null });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "latchkey-audit-"));
  file = join(folder, "audit.jsonl");
  deliver = makeDelivery(sinkTo(file));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const placesAt = async (path: string) => placesIn(await readFile(path, "utf8"));

test("whole lines are added to a file that its owner alone reads", async () => {
  const { last } = await sealMany(700);
  await deliver();
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const more = await sealMany(2);
  await deliver();
  expect(more.last).toBe(last + 2);
  expect(await placesAt(file)).toEqual(placesFrom(1, more.last));
});

test("a file that was renamed is left alone from then on", async () => {
  const { last } = await sealMany(2);
  await deliver();
  await rename(file, `${file}.1`);
  const more = await sealMany(3);
  await deliver();
  expect((await placesAt(`${file}.1`)).at(-1)).toBe(last);
  expect(await placesAt(file)).toEqual(placesFrom(more.first, more.last));
});

test("a line that a crash left without its end is ended first", async () => {
  const { last } = await sealMany(2);
  await writeFile(file, '{"half":');
  await deliver();
  const [half, ...lines] = (await readFile(file, "utf8")).split("\n");
  expect(half).toBe('{"half":');
  expect(placesIn(lines.join("\n")).at(-1)).toBe(last);
});

test("a folder that is not there is told of once, with the place, until it is", async () => {
  const { last } = await sealMany(1);
  const warnings = vi.spyOn(log, "warn");
  const path = join(folder, "absent/audit.jsonl");
  const sink = sinkTo(path);
  const toAbsent = makeDelivery(sink);
  for (const _ of [1, 2]) {
    await toAbsent();
    await endPause(sink.name);
  }
  expect(warnings.mock.calls).toEqual([
    [expect.objectContaining({ sink: `file:${path}`, reason: "ENOENT" }), expect.any(String)],
  ]);
  await chmod(folder, 0o700);
  const there = makeDelivery({ ...sinkTo(file), name: sink.name });
  await there();
  expect((await placesAt(file)).at(-1)).toBe(last);
});
