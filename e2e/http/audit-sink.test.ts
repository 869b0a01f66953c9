import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { auditDeliveries } from "#db/audit-schema.ts";
import { findFreePort } from "#db/embedded/find-free-port.ts";
import { placesFrom, placesIn, startCollector } from "#e2e/support/audit-collector.ts";
import { newPerson } from "#e2e/support/people.ts";
import { endPause, sealMany, sealTrail } from "#e2e/support/seal-trail.ts";
import { makeDelivery } from "#lib/audit/deliver-trail.ts";
import { httpSink } from "#lib/audit/http-sink.ts";
import { listDeliveries } from "#lib/audit/list-deliveries.ts";
import { openSink } from "#lib/audit/open-sink.ts";
import { getDatabase } from "#lib/database.ts";
import { log } from "#lib/telemetry/log.ts";

let collector: Awaited<ReturnType<typeof startCollector>>;
let begin: number;

/** A sink that has the trail so far: the events of the tests before are not in the way. */
const newSink = async () => {
  const { last } = await sealTrail();
  begin = last + 1;
  collector = await startCollector();
  const sink = httpSink(collector.url, "the-token");
  const { name } = sink;
  await getDatabase().insert(auditDeliveries).values({ sink: name, position: last });
  return sink;
};

let sink: Awaited<ReturnType<typeof newSink>>;

beforeEach(async () => {
  sink = await newSink();
});
afterEach(() => {
  vi.restoreAllMocks();
  collector.close();
});

const receivedPlaces = () => collector.received.flatMap(({ body }) => placesIn(body));

const position = async () => {
  const [row] = await getDatabase()
    .select({
      position: auditDeliveries.position,
      pause: sql<number>`extract(epoch from ${auditDeliveries.heldUntil} - now())::float`,
    })
    .from(auditDeliveries)
    .where(eq(auditDeliveries.sink, sink.name));
  return { position: row?.position, pause: row?.pause ?? 0 };
};

const told = (level: "info" | "warn" | "error") => vi.spyOn(log, level);

test("events are posted as JSON Lines, in order, with the token, and in batches", async () => {
  const { last } = await sealMany(1100);
  await makeDelivery(sink)();
  expect(receivedPlaces()).toEqual(placesFrom(begin, last));
  expect(collector.received.map(({ headers }) => headers["audit-positions"])).toEqual([
    `${begin}-${begin + 499}`,
    `${begin + 500}-${begin + 999}`,
    `${begin + 1000}-${last}`,
  ]);
  expect(collector.received[0]?.headers).toMatchObject({
    "content-type": "application/x-ndjson",
    authorization: "Bearer the-token",
  });
  expect(await position()).toMatchObject({ position: last });
  await makeDelivery(sink)();
  expect(collector.received).toHaveLength(3);
});

test("a sink that is new gets the trail from its beginning", async () => {
  await newPerson();
  const { last } = await sealTrail();
  const other = { ...sink, name: `${sink.name}/of-its-own` };
  await makeDelivery(other)();
  expect(receivedPlaces()).toEqual(placesFrom(1, last));
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
  await makeDelivery(sink)();
  late.resolve();
  await writing;
  const { last } = await sealTrail();
  await makeDelivery(sink)();
  expect(receivedPlaces()).toEqual(placesFrom(begin, last));
  expect(collector.received.at(-1)?.body).toContain('"requestId":"late"');
});

test("a batch stays within a mebibyte", async () => {
  await getDatabase().execute(sql`
    with sources as (
      insert into audit_sources select sha256(n::text::bytea || random()::text::bytea), '\\x00', '192.0.2.1',
        repeat('ü', 3000) from generate_series(1, 120) n returning hash
    )
    insert into audit_events (name, outcome, request_id, source_hash)
    select 'sign-in', 'done', 'r', hash from sources`);
  const { last } = await sealTrail();
  await makeDelivery(sink)();
  expect(receivedPlaces()).toEqual(placesFrom(begin, last));
  const sizes = collector.received.map(({ body }) => Buffer.byteLength(body));
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1024 * 1024);
});

test("who answers 500 gets the batch again, after a pause that grows", async () => {
  const { last } = await sealMany(2);
  const deliver = makeDelivery(sink);
  const pauses = [];
  for (const _ of [1, 2, 3]) {
    collector.answers.push((response) => response.writeHead(500).end("out of order"));
    await deliver();
    pauses.push((await position()).pause);
    await endPause(sink.name);
  }
  collector.answers.push((response) => response.writeHead(503).end());
  await deliver();
  // In its pause nobody asks it.
  await makeDelivery(sink)();
  await endPause(sink.name);
  expect(collector.received).toHaveLength(4);
  expect(await position()).toMatchObject({ position: begin - 1 });
  for (const [index, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThan(2 ** index - 0.9);
    expect(pause).toBeLessThanOrEqual(2 ** (index + 1));
  }
  await deliver();
  expect(receivedPlaces().slice(-2)).toEqual(placesFrom(begin, last));
  expect(await position()).toMatchObject({ position: last });
});

test("Retry-After is obeyed, in seconds and as a date", async () => {
  await sealMany(1);
  const inAMinute = new Date(Date.now() + 60_000).toUTCString();
  for (const after of ["60", inAMinute]) {
    collector.answers.push((response) => response.writeHead(429, { "retry-after": after }).end());
    await makeDelivery(sink)();
    expect((await position()).pause).toBeGreaterThan(50);
    expect((await position()).pause).toBeLessThan(70);
    await endPause(sink.name);
  }
});

test.each([400, 401, 302])("%i is told as a fault, and nothing is dropped", async (status) => {
  const { last } = await sealMany(1);
  const errors = told("error");
  const elsewhere = { location: `${collector.url}/elsewhere` };
  collector.answers.push((response) => response.writeHead(status, elsewhere).end("no"));
  await makeDelivery(sink)();
  expect(collector.received).toHaveLength(1);
  expect(errors.mock.calls).toEqual([
    [expect.objectContaining({ reason: `status ${status}`, waiting: 1 }), expect.any(String)],
  ]);
  expect(JSON.stringify(errors.mock.calls)).not.toContain("the-token");
  expect((await position()).pause).toBeGreaterThan(140);
  await endPause(sink.name);
  await makeDelivery(sink)();
  expect(await position()).toMatchObject({ position: last });
});

test("a collector that is away is told of once, with how many wait, and when it is back", async () => {
  const { last } = await sealMany(3);
  const [warnings, infos] = [told("warn"), told("info")];
  const away = {
    ...httpSink(new URL(`http://localhost:${await findFreePort()}/ingest`), null),
    name: sink.name,
  };
  const { send } = sink;
  const moving = { ...sink, send: away.send };
  const deliver = makeDelivery(moving);
  for (const _ of [1, 2, 3]) {
    await deliver();
    await endPause(sink.name);
  }
  expect(warnings.mock.calls).toEqual([
    [expect.objectContaining({ reason: "ECONNREFUSED", waiting: 3 }), expect.any(String)],
  ]);
  expect((await listDeliveries()).find((one) => one.sink === sink.name)).toMatchObject({
    position: begin - 1,
    waiting: 3,
    since: expect.stringMatching(/Z$/),
  });
  moving.send = send;
  await deliver();
  expect(infos.mock.calls).toEqual([[{ sink: sink.name }, "the audit sink takes events again"]]);
  expect(await position()).toMatchObject({ position: last });
});

test("a collector that hangs is given up on after ten seconds", async () => {
  await sealMany(1);
  const warnings = told("warn");
  // Its answer begins and does not end; the next one never begins.
  const endless = (response: ServerResponse) => response.writeHead(200).write("x".repeat(1000));
  collector.answers.push(endless, () => {});
  await makeDelivery(sink)();
  expect(warnings).not.toHaveBeenCalled();
  const { last } = await sealMany(1);
  const before = performance.now();
  await makeDelivery(sink)();
  expect(performance.now() - before).toBeGreaterThan(9_000);
  expect(warnings.mock.calls[0]?.[0]).toMatchObject({ reason: "TimeoutError" });
  expect(await position()).toMatchObject({ position: last - 1 });
}, 60_000);

test("two instances at once deliver each event once", async () => {
  const { last } = await sealMany(5200);
  const instances = Array.from({ length: 8 }, () => makeDelivery(sink));
  // As instances do: again and again, until nothing waits.
  const work = async (deliver: () => Promise<void>) => {
    while ((await position()).position !== last) {
      await deliver();
      await wait(5);
    }
  };
  await Promise.all(instances.map(work));
  expect(receivedPlaces()).toEqual(placesFrom(begin, last));
});

test("an instance whose lease ran out does not take the position back", async () => {
  const { last } = await sealMany(501);
  const slow = makeDelivery({
    ...sink,
    send: async (batch) => {
      await sink.send(batch);
      await endPause(sink.name);
      await makeDelivery(sink)();
    },
  });
  await slow();
  expect(await position()).toMatchObject({ position: last });
  expect([...new Set(receivedPlaces())]).toEqual(placesFrom(begin, last));
});

const root = process.cwd();

/** An instance of its own, which delivers to `target` and ends. */
const startInstance = (target: string, also = "") =>
  spawn(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { makeDelivery } from "#lib/audit/deliver-trail.ts";
       import { openSink } from "#lib/audit/open-sink.ts";
       ${also}
       await makeDelivery(openSink({ target: ${JSON.stringify(target)}, token: null }))();
       process.exit(0);`,
    ],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  );

test("a process killed before it could note the answer loses nothing", async () => {
  const { last } = await sealMany(3);
  const instance = startInstance(collector.url.href);
  const ended = once(instance, "exit");
  collector.answers.push(async (response) => {
    instance.kill("SIGKILL");
    await ended;
    response.destroy();
  });
  await ended;
  expect(receivedPlaces()).toEqual(placesFrom(begin, last));
  expect(await position()).toMatchObject({ position: begin - 1 });
  // Its lease stands until it runs out.
  await makeDelivery(sink)();
  expect(collector.received).toHaveLength(1);
  await endPause(sink.name);
  await makeDelivery(sink)();
  const twice = placesFrom(begin, last);
  expect(receivedPlaces()).toEqual([...twice, ...twice]);
  expect(await position()).toMatchObject({ position: last });
});

test("on standard output events are whole lines among those of the log", async () => {
  const { last } = await sealMany(3000);
  const position = begin - 1;
  await getDatabase().insert(auditDeliveries).values({ sink: "stdout", position });
  const chatter = `import { log } from "#lib/telemetry/log.ts";
    setInterval(() => log.info("meanwhile"), 1);`;
  const instance = startInstance("stdout", chatter);
  let out = "";
  instance.stdout?.setEncoding("utf8");
  for await (const chunk of instance.stdout ?? []) {
    out += chunk;
    // A reader who is slower than the writer.
    await wait(1);
  }
  const lines = out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const events = lines.filter(({ class_uid }) => class_uid);
  expect(events.map(({ metadata }) => metadata.sequence)).toEqual(placesFrom(begin, last));
  expect(lines.length).toBeGreaterThan(events.length);
});

test("what stands behind the path of an address is not written down", () => {
  const target = "https://logs.example.com/in?key=secret#x";
  expect(openSink({ target, token: "other" }).name).toBe("https://logs.example.com/in");
});
