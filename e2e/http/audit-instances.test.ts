import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { auditDeliveries } from "#db/audit-schema.ts";
import { placesFrom, startSink } from "#e2e/support/audit-collector.ts";
import { endPause, sealMany } from "#e2e/support/seal-trail.ts";
import { makeDelivery } from "#lib/audit/deliver-trail.ts";
import { getDatabase } from "#lib/database.ts";

let own: Awaited<ReturnType<typeof startSink>>;

beforeEach(async () => {
  own = await startSink();
});
afterEach(() => own.close());

test("instances at once deliver each event once", async () => {
  const { last } = await sealMany(5200);
  const instances = Array.from({ length: 8 }, () => makeDelivery(own.sink));
  // As instances do: again and again, until nothing waits.
  const work = async (deliver: () => Promise<void>) => {
    while ((await own.progress()).position !== last) {
      await deliver();
      await wait(5);
    }
  };
  await Promise.all(instances.map(work));
  expect(own.receivedPlaces()).toEqual(placesFrom(own.begin, last));
});

test("an instance whose lease ran out does not take the position back", async () => {
  const { last } = await sealMany(501);
  const slow = makeDelivery({
    ...own.sink,
    send: async (batch) => {
      await own.sink.send(batch);
      await endPause(own.sink.name);
      await makeDelivery(own.sink)();
    },
  });
  await slow();
  expect(await own.progress()).toMatchObject({ position: last });
  // Its own first batch, then both by the other instance.
  expect(own.received).toHaveLength(3);
  expect([...new Set(own.receivedPlaces())]).toEqual(placesFrom(own.begin, last));
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
  const instance = startInstance(own.url.href);
  const ended = once(instance, "exit");
  own.answers.push(async (response) => {
    instance.kill("SIGKILL");
    await ended;
    response.destroy();
  });
  await ended;
  expect(own.receivedPlaces()).toEqual(placesFrom(own.begin, last));
  expect(await own.progress()).toMatchObject({ position: own.begin - 1 });
  // Its lease stands until it runs out.
  await makeDelivery(own.sink)();
  expect(own.received).toHaveLength(1);
  await endPause(own.sink.name);
  await makeDelivery(own.sink)();
  const twice = placesFrom(own.begin, last);
  expect(own.receivedPlaces()).toEqual([...twice, ...twice]);
  expect(await own.progress()).toMatchObject({ position: last });
});

test("on standard output events are whole lines among those of the log", async () => {
  const { last } = await sealMany(3000);
  const position = own.begin - 1;
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
  expect(events.map(({ metadata }) => metadata.sequence)).toEqual(placesFrom(own.begin, last));
  expect(lines.length).toBeGreaterThan(events.length);
});
