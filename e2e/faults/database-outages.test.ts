import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { waitFor } from "#db/embedded/test-site.ts";
import { findHalfDone } from "#e2e/support/find-half-done.ts";
import { findLost } from "#e2e/support/find-lost.ts";
import { startOwnPostgres } from "#e2e/support/own-postgres.ts";
import { serveOn } from "#e2e/support/serve-on-database.ts";
import { startSeveringProxy } from "#e2e/support/severing-proxy.ts";
import { newMember } from "#e2e/support/visitor.ts";
import { startTraffic } from "#e2e/support/watch-traffic.ts";
import en from "#lib/i18n/messages/en.json" with { type: "json" };

/** What a request may take: six seconds for an answer, what it did before, and a busy machine. */
const mostMilliseconds = 9500;

let postgres: Awaited<ReturnType<typeof startOwnPostgres>>;
let proxy: Awaited<ReturnType<typeof startSeveringProxy>>;
let app: Awaited<ReturnType<typeof serveOn>>;

beforeAll(async () => {
  postgres = await startOwnPostgres();
  proxy = await startSeveringProxy(postgres.port);
  process.env.DATABASE_URL = postgres.url;
  const url = new URL(postgres.url);
  url.port = String(proxy.port);
  app = await serveOn(url.href);
});

afterAll(async () => {
  await app.putAway();
  await proxy.stop();
  await postgres.putAway();
});

/** An outage: how it begins, and how it ends. */
const outages = [
  { name: "is restarted", begin: () => postgres.stop(), end: () => postgres.start(), seconds: 0 },
  { name: "stops", begin: () => postgres.stop(), end: () => postgres.start(), seconds: 3 },
  {
    name: "stops at once",
    begin: () => postgres.stopAtOnce(),
    end: () => postgres.start(),
    seconds: 1,
  },
  { name: "is killed", begin: () => postgres.kill(), end: () => postgres.start(), seconds: 1 },
  { name: "freezes", begin: () => postgres.freeze(), end: () => postgres.thaw(), seconds: 11 },
  {
    name: "can't be heard",
    begin: async () => proxy.silence(true),
    end: async () => proxy.silence(false),
    seconds: 11,
  },
  {
    name: "is behind a proxy that closes every connection",
    begin: async () => proxy.refuse(true),
    end: async () => proxy.refuse(false),
    seconds: 3,
  },
];

const timed = async (path: string, cookie = "") => {
  const since = performance.now();
  const response = await fetch(`${app.origin}${path}`, { headers: { cookie } });
  return { status: response.status, text: await response.text(), took: performance.now() - since };
};

test.for(outages)(
  "PostgreSQL $name: 503 or complete, and back by itself",
  async ({ begin, end, seconds }) => {
    const { browser } = await newMember(app.origin);
    const cookie = [...browser.cookies].map((pair) => pair.join("=")).join("; ");
    const traffic = startTraffic(app.origin, 16);
    await waitFor(() => traffic.members.every(({ told }) => told.length > 2));

    await begin();
    const [ready, page] =
      seconds > 0
        ? await Promise.all([
            timed("/api/health/ready"),
            timed("/account/passkeys", cookie),
            delay(seconds * 1000),
          ])
        : [];
    await end();
    await waitFor(async () => (await timed("/api/health/ready")).status === 200);
    await newMember(app.origin);
    await traffic.stop();

    if (seconds > 0) {
      expect(ready).toMatchObject({ status: 503 });
      expect(page?.status).toBe(500);
      expect(page?.text).toContain(en.error.title);
      expect(Math.max(ready?.took ?? 0, page?.took ?? 0)).toBeLessThan(mostMilliseconds);
      expect(traffic.statuses.get(503)).toBeGreaterThan(0);
    }
    expect([...traffic.statuses.keys()].filter((one) => one >= 300 && one !== 503)).toEqual([]);
    expect(traffic.statuses.has(0)).toBe(false);
    expect(traffic.longest).toBeLessThan(mostMilliseconds);
    expect(await findHalfDone()).toEqual([]);
    expect(await findLost(traffic.members.flatMap(({ told }) => told))).toEqual([]);
  },
);
