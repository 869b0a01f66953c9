import type { ServerResponse } from "node:http";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { placesFrom, startSink } from "#e2e/support/audit-collector.ts";
import { newPerson } from "#e2e/support/people.ts";
import { endPause, sealMany, sealNew } from "#e2e/support/seal-trail.ts";
import { makeDelivery } from "#lib/audit/deliver-trail.ts";
import { httpSink } from "#lib/audit/http-sink.ts";
import { listDeliveries } from "#lib/audit/list-deliveries.ts";
import { openSink } from "#lib/audit/open-sink.ts";
import { getDatabase } from "#lib/database.ts";
import { log } from "#lib/telemetry/log.ts";

let own: Awaited<ReturnType<typeof startSink>>;

beforeEach(async () => {
  own = await startSink();
});
afterEach(() => {
  vi.restoreAllMocks();
  own.close();
});

const told = (level: "info" | "warn" | "error") => vi.spyOn(log, level);

test("events are posted as JSON Lines, in order, with the token, and in batches", async () => {
  const { last } = await sealMany(1100);
  await makeDelivery(own.sink)();
  expect(own.receivedPlaces()).toEqual(placesFrom(own.begin, last));
  expect(own.received.map(({ headers }) => headers["audit-positions"])).toEqual([
    `${own.begin}-${own.begin + 499}`,
    `${own.begin + 500}-${own.begin + 999}`,
    `${own.begin + 1000}-${last}`,
  ]);
  expect(own.received[0]?.headers).toMatchObject({
    "content-type": "application/x-ndjson",
    authorization: "Bearer the-token",
  });
  expect(await own.progress()).toMatchObject({ position: last });
  await makeDelivery(own.sink)();
  expect(own.received).toHaveLength(3);
});

test("a sink that is new gets the trail from its beginning", async () => {
  await newPerson();
  const { last } = await sealNew();
  const other = { ...own.sink, name: `${own.sink.name}/of-its-own` };
  await makeDelivery(other)();
  expect(own.receivedPlaces()).toEqual(placesFrom(1, last));
});

test("an event that commits late is given out in its place, and none twice", async () => {
  const late = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const writing = getDatabase().transaction(async (tx) => {
    await tx.execute(
      sql`insert into audit_events (name, outcome, request_id) values ('sign-in', 'done', 'late')`,
    );
    begun.resolve();
    await late.promise;
  });
  await begun.promise;
  await sealMany(3);
  await makeDelivery(own.sink)();
  late.resolve();
  await writing;
  const { last } = await sealNew();
  await makeDelivery(own.sink)();
  expect(own.receivedPlaces()).toEqual(placesFrom(own.begin, last));
  expect(own.received.at(-1)?.body).toContain('"requestId":"late"');
});

test("a batch stays within a mebibyte", async () => {
  await getDatabase().execute(sql`
    with sources as (
      insert into audit_sources select sha256(n::text::bytea || random()::text::bytea), '\\x00', '192.0.2.1',
        repeat('ü', 3000) from generate_series(1, 120) n returning hash
    )
    insert into audit_events (name, outcome, request_id, source_hash)
    select 'sign-in', 'done', 'r', hash from sources`);
  const { last } = await sealNew();
  await makeDelivery(own.sink)();
  expect(own.receivedPlaces()).toEqual(placesFrom(own.begin, last));
  const sizes = own.received.map(({ body }) => Buffer.byteLength(body));
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1024 * 1024);
});

test("who answers 500 gets the batch again, after a pause that grows", async () => {
  const { last } = await sealMany(2);
  const deliver = makeDelivery(own.sink);
  const pauses = [];
  for (const _ of [1, 2, 3]) {
    own.answers.push((response) => response.writeHead(500).end("out of order"));
    await deliver();
    pauses.push((await own.progress()).pause);
    await endPause(own.sink.name);
  }
  own.answers.push((response) => response.writeHead(503).end());
  await deliver();
  // In its pause nobody asks it.
  await makeDelivery(own.sink)();
  await endPause(own.sink.name);
  expect(own.received).toHaveLength(4);
  expect(await own.progress()).toMatchObject({ position: own.begin - 1 });
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThan(2 ** index - 0.9);
    expect(pause).toBeLessThanOrEqual(2 ** (index + 1));
  }
  await deliver();
  expect(own.receivedPlaces().slice(-2)).toEqual(placesFrom(own.begin, last));
  expect(await own.progress()).toMatchObject({ position: last });
});

test("Retry-After is obeyed, in seconds and as a date", async () => {
  await sealMany(1);
  const inAMinute = new Date(Date.now() + 60_000).toUTCString();
  for (const after of ["60", inAMinute]) {
    own.answers.push((response) => response.writeHead(429, { "retry-after": after }).end());
    await makeDelivery(own.sink)();
    expect((await own.progress()).pause).toBeGreaterThan(50);
    expect((await own.progress()).pause).toBeLessThan(70);
    await endPause(own.sink.name);
  }
});

test.each([400, 401, 302])("%i is told as a fault, and nothing is dropped", async (status) => {
  const { last } = await sealMany(1);
  const errors = told("error");
  const elsewhere = { location: `${own.url}/elsewhere` };
  own.answers.push((response) => response.writeHead(status, elsewhere).end("no"));
  await makeDelivery(own.sink)();
  expect(own.received).toHaveLength(1);
  expect(errors.mock.calls).toEqual([
    [expect.objectContaining({ reason: `status ${status}`, waiting: 1 }), expect.any(String)],
  ]);
  expect(JSON.stringify(errors.mock.calls)).not.toContain("the-token");
  expect((await own.progress()).pause).toBeGreaterThan(140);
  await endPause(own.sink.name);
  await makeDelivery(own.sink)();
  expect(await own.progress()).toMatchObject({ position: last });
});

test("a collector that is away is told of once, with how many wait, and when it is back", async () => {
  const { last } = await sealMany(3);
  const [warnings, infos] = [told("warn"), told("info")];
  const away = {
    ...httpSink(new URL(`http://localhost:${await findFreePort()}/ingest`), null),
    name: own.sink.name,
  };
  const { send } = own.sink;
  const moving = { ...own.sink, send: away.send };
  const deliver = makeDelivery(moving);
  for (const _ of [1, 2, 3]) {
    await deliver();
    await endPause(own.sink.name);
  }
  expect(warnings.mock.calls).toEqual([
    [expect.objectContaining({ reason: "ECONNREFUSED", waiting: 3 }), expect.any(String)],
  ]);
  expect((await listDeliveries()).find((one) => one.sink === own.sink.name)).toMatchObject({
    position: own.begin - 1,
    waiting: 3,
    since: expect.stringMatching(/Z$/),
  });
  moving.send = send;
  await deliver();
  expect(infos.mock.calls).toEqual([
    [{ sink: own.sink.name }, "the audit sink takes events again"],
  ]);
  expect(await own.progress()).toMatchObject({ position: last });
});

test("a collector that hangs is given up on after ten seconds", async () => {
  await sealMany(1);
  const warnings = told("warn");
  // Its answer begins and does not end; the next one never begins.
  const endless = (response: ServerResponse) => response.writeHead(200).write("x".repeat(1000));
  own.answers.push(endless, () => {});
  await makeDelivery(own.sink)();
  expect(warnings).not.toHaveBeenCalled();
  const { last } = await sealMany(1);
  const before = performance.now();
  await makeDelivery(own.sink)();
  expect(performance.now() - before).toBeGreaterThan(9_000);
  expect(warnings.mock.calls[0]?.[0]).toMatchObject({ reason: "TimeoutError" });
  expect(await own.progress()).toMatchObject({ position: last - 1 });
}, 60_000);

test("what stands behind the path of an address is not written down", () => {
  const target = "https://logs.example.com/in?key=secret#x";
  expect(openSink({ target, token: "other" }).name).toBe("https://logs.example.com/in");
});
